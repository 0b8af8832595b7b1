"""What every page knows of its agency."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def agency(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or settings.LANGUAGE_CODE
    return {
        "agency": getattr(request, "tenant", None),
        "language": language,
        "direction": "rtl" if language == "ar" else "ltr",
    }
