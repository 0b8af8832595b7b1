"""What this room says in messages, known before the first one is rendered."""

from shubbak.contact.actions import KIND
from shubbak.contact.messages import render_message
from shubbak.notifications.registry import register_template_source

register_template_source(KIND, render_message)
