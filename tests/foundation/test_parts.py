from datetime import date

import pytest
from django.template import Context, Template
from django.utils import translation

from shubbak.foundation.drawings import ICONS, MIRRORED, bar, icon, stage_dots


def drawn(text: str, **values: object) -> str:
    with translation.override("ar"):
        return Template("{% load shubbak_parts %}" + text).render(Context(values))


def test_a_phone_reads_from_left_to_right_and_can_be_dialled() -> None:
    assert drawn("{% phone '05 23 34 00 10' %}") == (
        '<a class="phone" href="tel:0523340010"><bdi dir="ltr">05 23 34 00 10</bdi></a>'
    )


def test_words_of_people_cannot_become_markup() -> None:
    assert (
        drawn("{{ words|bdi }}{{ words|ltr }}", words="<b>")
        == '<bdi>&lt;b&gt;</bdi><bdi dir="ltr">&lt;b&gt;</bdi>'
    )


def test_a_date_is_said_in_the_words_of_the_country() -> None:
    assert "الخميس 19 نونبر 2026" in drawn("{% long_date day %}", day=date(2026, 11, 19))


def test_a_code_is_written_in_groups_of_four() -> None:
    assert drawn("{{ code|spaced }}", code="4706192253018") == "4706-1922-5301-8"


def test_localized_words_follow_the_page_and_plain_words_stay() -> None:
    assert drawn("{{ name|localized }}", name={"ar": "وكالة", "fr": "Agence"}) == "وكالة"
    assert drawn("{{ name|localized }}", name="Agence") == "Agence"


def test_stage_dots_show_one_star_where_the_file_is() -> None:
    dots = stage_dots(2, 5)
    assert (dots.count("dot done"), dots.count("khatam"), dots.count("dot next")) == (2, 1, 2)


@pytest.mark.parametrize(("percent", "width"), [(-5, "0%"), (42, "42%"), (300, "100%")])
def test_a_bar_never_leaves_its_frame(percent: int, width: str) -> None:
    assert f'width="{width}"' in bar(percent, "late")


def test_only_what_points_somewhere_is_mirrored() -> None:
    assert set(ICONS) >= MIRRORED
    assert "mirror" in icon("next")
    assert "mirror" not in icon("clock")


def test_an_icon_with_a_label_is_read_and_one_without_is_not() -> None:
    assert 'aria-label="هاتف"' in icon("phone", "هاتف")
    assert 'aria-hidden="true"' in icon("phone")


def test_the_size_of_a_file_is_said_in_thousands_of_bytes():
    template = Template("{% load shubbak_parts %}{% file_size size %}")
    with translation.override("ar"):
        assert template.render(Context({"size": 983_000})) == "<bdi>983\u00a0ك.ب</bdi>"


def test_french_sets_its_colon_apart():
    template = Template("{% load shubbak_parts %}{% colon %}")
    with translation.override("fr"):
        assert template.render(Context()) == "\u00a0:"
    with translation.override("ar"):
        assert template.render(Context()) == ":"
