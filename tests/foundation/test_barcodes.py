"""What is drawn is what a reader reads."""

import re

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from shubbak.foundation.barcodes import bars, drawing, quick_response

ADDRESS = "HTTPS://MIYAH.EXAMPLE/V/" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 6
RECTANGLE = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+Z")


def read(svg, scale=4):
    """The black rectangles of a drawing, painted and given to a reader."""
    width, height = (int(side) for side in re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())
    painted = Image.new("L", (width * scale, height * scale), 255)
    for found in RECTANGLE.finditer(svg):
        x, y, wide, high = (int(side) * scale for side in found.groups())
        ImageDraw.Draw(painted).rectangle((x, y, x + wide - 1, y + high - 1), fill=0)
    return [code.text for code in zxingcpp.read_barcodes(painted)]


@pytest.mark.parametrize("text", [ADDRESS, "https://miyah.example/v/3k", "مكتب الضبط"])
def test_a_quick_response_code_is_read_back(text):
    assert read(drawing(quick_response(text))) == [text]


def test_figures_as_bars_are_read_back():
    assert read(drawing(bars("20260001480001"))) == ["20260001480001"]
