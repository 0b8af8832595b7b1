import pytest

from shubbak.foundation.contrast import contrast, hue, mixed, palette_problems

MIYAH = {"accent": "#00607C", "deep": "#083D50", "tint": "#EAF4F7", "rule": "#B5D6E0", "glow": "#7FC6DB"}


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#123456", "#123456") == pytest.approx(1)


def test_the_order_of_two_colours_does_not_matter() -> None:
    assert contrast("#00607C", "#FFFFFF") == contrast("#FFFFFF", "#00607C") == pytest.approx(7.1, abs=0.05)


def test_hues_go_round_from_red() -> None:
    assert (hue("#FF0000"), hue("#00FF00"), hue("#0000FF")) == (0, pytest.approx(120), pytest.approx(240))


def test_a_share_of_a_colour_lies_between_both() -> None:
    assert mixed("#FFFFFF", "#000000", 0) == "#000000"
    assert mixed("#FFFFFF", "#000000", 1) == "#FFFFFF"


@pytest.mark.parametrize(
    "palette",
    [
        MIYAH,
        {"accent": "#1A6147", "deep": "#0C4030", "tint": "#EAF5F0", "rule": "#B6DACA", "glow": "#7DCBA9"},
        {"accent": "#3A3F9E", "deep": "#262A6D", "tint": "#EFF0FA", "rule": "#C6C9EA", "glow": "#A9AEF0"},
        {"accent": "#78306D", "deep": "#4D1B46", "tint": "#F8EFF6", "rule": "#E1C5DC", "glow": "#DDA3D3"},
    ],
)
def test_the_four_palettes_of_the_design_are_accepted(palette: dict[str, str]) -> None:
    assert palette_problems(palette) == []


@pytest.mark.parametrize(
    ("name", "colour", "word"),
    [
        ("accent", "#7FC6DB", "accent on #FFFFFF"),
        ("tint", "#7FC6DB", "accent on #7FC6DB"),
        ("deep", "#5F8A9A", "deep"),
        ("accent", "#8A3B00", "red and amber"),
        ("rule", "blue", "#rrggbb"),
    ],
)
def test_a_palette_that_cannot_be_read_is_refused(name: str, colour: str, word: str) -> None:
    assert any(word in problem for problem in palette_problems({**MIYAH, name: colour}))
