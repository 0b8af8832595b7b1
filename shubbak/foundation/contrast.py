"""Contrast and hue of colours, by WCAG 2.2, and what an agency's five colours must satisfy.

Colours are written ``#rrggbb``. The limits come from the design (§3): reds and ambers belong
to errors and lateness.
"""

import colorsys
import re
from collections.abc import Mapping

PALETTE = ("accent", "deep", "tint", "rule", "glow")
WHITE = "#FFFFFF"
_HEX = re.compile(r"^#[0-9A-Fa-f]{6}$")


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, each from 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """The relative luminance of WCAG, from 0 (black) to 1 (white)."""
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour))
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def hue(colour: str) -> float:
    """The hue in degrees, from 0 up to 360."""
    return colorsys.rgb_to_hls(*channels(colour))[0] * 360


def mixed(colour: str, ground: str, share: float) -> str:
    """``share`` (0 to 1) of one colour laid on another."""
    pairs = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(255 * (share * a + (1 - share) * b)):02X}" for a, b in pairs)


def palette_problems(palette: Mapping[str, str]) -> list[str]:
    """What is wrong with an agency's five colours, in words; empty if nothing is."""
    unreadable = [name for name in PALETTE if not _HEX.match(palette.get(name, ""))]
    if unreadable:
        return [f"{name} must be written #rrggbb" for name in unreadable]
    pairs = (
        ("accent", WHITE, 4.5),
        ("accent", palette["tint"], 4.5),
        ("deep", WHITE, 7.0),
        ("glow", palette["deep"], 4.5),
    )
    found = [
        f"{name} on {ground} has a contrast of {ratio:.1f}, below {least}"
        for name, ground, least in pairs
        if (ratio := contrast(palette[name], ground)) < least
    ]
    if hue(palette["accent"]) <= 60:
        found.append("accent lies between red and amber, which belong to errors and lateness")
    return found
