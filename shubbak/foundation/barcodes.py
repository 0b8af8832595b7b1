"""Codes that machines read, drawn with their quiet ground: QR (ISO/IEC 18004), Code 128 (ISO/IEC 15417)."""

import re

from zxingcpp import Barcode, BarcodeFormat, create_barcode

_PARTS = re.compile(r'<svg width="(\d+)" height="(\d+)".*<path d="([^"]+)"', re.DOTALL)


def quick_response(text: str, *, level: str = "M") -> Barcode:
    """The code of a text, of which fifteen in a hundred parts may be spoilt (level M), or thirty (H)."""
    return create_barcode(text, BarcodeFormat.QRCode, ec_level=level)


def bars(figures: str) -> Barcode:
    """Figures as bars: an even number of them are two to a symbol (set C)."""
    return create_barcode(figures, BarcodeFormat.Code128)


def drawing(code: Barcode) -> str:
    """Black on white, one unit to a module; as large as whoever shows it wants."""
    parts = _PARTS.search(code.to_svg())
    if parts is None:
        raise ValueError("a drawing of another shape")
    width, height, path = parts.groups()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<path fill="#ffffff" d="M0 0h{width}v{height}h-{width}z"/><path fill="#000000" d="{path}"/></svg>'
    )
