"""A real worker process for P14; it renders the harness's own letters."""

import sys

import django

django.setup()

from shubbak.notifications.registry import register_template_source  # noqa: E402
from shubbak.notifications.rules import Rendered  # noqa: E402
from shubbak.notifications.worker import run  # noqa: E402

if __name__ == "__main__":
    register_template_source("p14", lambda message: Rendered("إشعار", f"الرقم {message.about_id}"))
    sys.exit(run())
