"""The five colours of an agency as a style sheet: a strict content policy allows no ``style`` attribute."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from shubbak.foundation.contrast import PALETTE, mixed, palette_problems
from shubbak.foundation.drawings import seal

_DARK_SURFACE = "#151F28"


def palette_sheet(palette: Mapping[str, str]) -> str:
    """The sheet of five colours, and their darkened forms for those who read in the dark.

    :raises ValueError: if the palette does not keep the contrasts of the design.
    """
    if problems := palette_problems(palette):
        raise ValueError("; ".join(problems))
    light = "".join(f"--{name}:{palette[name]};" for name in PALETTE)
    glow = palette["glow"]
    shades = {
        "accent": glow,
        "tint": mixed(glow, _DARK_SURFACE, 0.15),
        "rule": mixed(glow, _DARK_SURFACE, 0.38),
    }
    shades["star-ground"] = mixed(glow, _DARK_SURFACE, 0.24)
    dark = "".join(f"--{name}:{colour};" for name, colour in shades.items())
    ground = mixed(palette["rule"], palette["tint"], 0.4)
    return (
        f":root{{{light}--star-ground:{ground};}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
    )


def seal_drawing(palette: Mapping[str, str], glyph: str) -> str:
    """The seal alone, for the tab of a browser."""
    drawing = seal(glyph).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    for name, colour in (("accent", palette["accent"]), ("rule", palette["rule"]), ("on-accent", "#FFFFFF")):
        drawing = drawing.replace(f"var(--{name})", colour)
    return drawing


def _kept(body: str, content_type: str) -> HttpResponse:
    """Pages name it with the colours' version, so it may be kept for a year."""
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(body, content_type=content_type, headers=headers)


def palette(request: HttpRequest) -> HttpResponse:
    """``/palette.css``"""
    agency = request.tenant  # type: ignore[attr-defined]
    return _kept(palette_sheet(agency.palette), "text/css; charset=utf-8")


def seal_icon(request: HttpRequest) -> HttpResponse:
    """``/seal.svg``"""
    agency = request.tenant  # type: ignore[attr-defined]
    return _kept(seal_drawing(agency.palette, agency.glyph), "image/svg+xml")
