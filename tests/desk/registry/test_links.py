"""Letters that belong together lead to each other, whichever answers which."""

import pytest

from shubbak.registry.models import EntryEvent, Letter

LETTERS = "/desk/registry/letters/"


@pytest.fixture
def two(entered):
    return entered(subject="طلب الربط"), entered(subject="تذكير بطلب الربط")


def link(client, letter, number):
    return client.post(f"{LETTERS}{letter.pk}/link", {"register": "incoming", "number": number})


def test_two_linked_letters_lead_to_each_other(clerk, two):
    first, second = two
    assert link(clerk, second, "1/2026").status_code == 302
    for letter, other in (two, (second, first)):
        page = clerk.get(f"{LETTERS}{letter.pk}").content.decode()
        assert "مرتبطة بالمراسلة" in page
        assert f"{LETTERS}{other.pk}" in page


@pytest.mark.parametrize(
    ("number", "said"),
    [("2", "هذه هي المراسلة نفسها."), ("77/2026", "لا توجد مراسلة"), ("x", "اكتبوا رقمها.")],
)
def test_what_cannot_be_linked_is_said_beside_what_was_typed(clerk, two, number, said):
    page = link(clerk, two[1], number).content.decode()
    assert said in page
    assert f'value="{number}"' in page


def test_a_link_is_written_down_once(clerk, two):
    link(clerk, two[1], "1")
    assert "مرتبطتان من قبل" in link(clerk, two[0], "2").content.decode()
    assert EntryEvent.objects.filter(kind="linked").count() == 1


def test_a_reply_that_was_annulled_is_struck_and_named_so(clerk, two):
    asked, reply = two
    Letter.objects.filter(pk=reply.pk).update(in_reply_to=asked.pk)
    assert "struck" not in clerk.get(f"{LETTERS}{asked.pk}").content.decode()
    clerk.post(f"{LETTERS}{reply.pk}/annul", {"reason": "سجلت مرتين"})
    page = clerk.get(f"{LETTERS}{asked.pk}").content.decode()
    link_at = page.index(f"{LETTERS}{reply.pk}")
    assert 'class="struck"' in page[link_at - 100 : link_at]
    assert "ملغى" in page[link_at : link_at + 300]
