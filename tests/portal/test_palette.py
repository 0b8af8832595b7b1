import pytest

from shubbak.portal.palette import palette_sheet, seal_drawing

MIYAH = {"accent": "#00607C", "deep": "#083D50", "tint": "#EAF4F7", "rule": "#B5D6E0", "glow": "#7FC6DB"}


def test_the_sheet_sets_the_five_colours_of_the_agency() -> None:
    sheet = palette_sheet(MIYAH)
    assert all(f"--{name}:{colour};" in sheet for name, colour in MIYAH.items())


def test_readers_in_the_dark_get_the_glow_as_accent() -> None:
    light, dark = palette_sheet(MIYAH).split("@media screen and (prefers-color-scheme:dark)")
    assert "--accent:#00607C" in light
    assert "--accent:#7FC6DB" in dark


def test_a_colour_that_is_not_one_never_reaches_the_sheet() -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        palette_sheet({**MIYAH, "rule": "red;} body{display:none"})


def test_the_seal_stands_alone_in_its_own_colours() -> None:
    drawing = seal_drawing(MIYAH, "drop")
    assert drawing.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert "var(" not in drawing
    assert "#00607C" in drawing
