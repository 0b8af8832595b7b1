"""What a page says beside a file."""

from django import template

from shubbak.documents import wording

register = template.Library()


@register.filter
def scan_words(scan: str) -> str:
    return wording.scan_words(scan)
