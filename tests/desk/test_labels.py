"""Labels at the desk: the page where they are made, the file, the queue, many files at once."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from shubbak.cases.actions import make_label, put_label
from shubbak.cases.models import CaseLabel, Label
from shubbak.cases.queries import access_code_of
from shubbak.foundation.contrast import contrast
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import grant_role
from tests.desk.test_many import chosen, referred, said  # noqa: F401 (a fixture)

LABELS = "/desk/labels/"
STYLES = Path("shubbak/desk/static/desk/desk.css")
WORDS = {"word_ar": "مستعجل", "word_fr": "Urgent", "colour": "plum"}


@pytest.fixture
def urgent(office, at):
    words = {"ar": "مستعجل", "fr": "Urgent"}
    return make_label(words=words, colour="plum", actor=office.actor("head"), at=at)


def test_a_head_makes_changes_and_withdraws_a_label(sign_in):
    head = sign_in("head")
    assert head.post(LABELS + "new", WORDS)["Location"] == LABELS
    label = Label.objects.get()
    assert (label.words["fr"], label.colour) == ("Urgent", "plum")
    head.post(f"{LABELS}{label.pk}", {**WORDS, "word_ar": "صحافة"})
    assert "صحافة" in head.get(LABELS).content.decode()
    head.post(f"{LABELS}{label.pk}/withdraw")
    assert head.get(f"{LABELS}{label.pk}").status_code == 404


def test_an_administrator_makes_labels_too(office, sign_in, at):
    secretary = office.staff["secretary"]
    grant_role(staff=secretary, role="administrator", actor=SYSTEM, starts=at, at=at)
    client = sign_in("secretary")
    assert client.post(LABELS + "new", WORDS).status_code == 302
    assert f'href="{LABELS}"' in client.get("/desk/administration/").content.decode()


@pytest.mark.parametrize("role", ["agent", "counter", "secretary", "stranger"])
def test_for_all_others_the_pages_are_not_there(sign_in, urgent, role):
    client = sign_in(role)
    for page in ("", "new", f"{urgent.pk}", f"{urgent.pk}/withdraw"):
        assert client.get(LABELS + page).status_code == client.post(LABELS + page).status_code == 404


def test_the_same_word_twice_is_refused_in_words(sign_in, urgent):
    answer = sign_in("head").post(LABELS + "new", WORDS)
    assert answer.status_code == 409
    assert "توجد علامة بهذه الكلمة" in answer.content.decode()


def test_labels_are_put_on_and_taken_off_from_the_page_of_the_file(office, sign_in, urgent, referred):  # noqa: F811
    client, page = sign_in("agent"), f"/desk/cases/{referred[0].pk}"
    client.post(f"{page}/acts/labels", {"labels": [urgent.pk]})
    assert 'class="file-label plum"' in client.get(page).content.decode()
    assert client.get(f"{page}/acts/labels").context["form"]["labels"].initial == [str(urgent.pk)]
    client.post(f"{page}/acts/labels", {})
    assert not CaseLabel.objects.exists()


def test_many_files_are_labelled_and_what_is_refused_is_named(office, sign_in, at, urgent, referred):  # noqa: F811
    put_label(case=referred[0], label=urgent, actor=office.actor("agent"), at=at)
    done, refused = said(sign_in("agent"), chosen(referred, "label", label=urgent.pk))
    assert done == ("success", "صارت العلامة على ملفين.")
    assert referred[0].number in refused[1]
    assert "يحمل هذه العلامة" in refused[1]
    assert said(sign_in("agent"), chosen(referred, "unlabel", label=urgent.pk))[0][0] == "success"
    assert not CaseLabel.objects.exists()


def test_no_label_chosen_is_said(sign_in, referred):  # noqa: F811
    ((level, words),) = said(sign_in("agent"), chosen(referred[:1], "label", label=""))
    assert (level, "اختاروا علامة" in words) == ("warning", True)


def test_the_queue_shows_labels_and_is_narrowed_by_them(office, sign_in, at, urgent, referred):  # noqa: F811
    put_label(case=referred[0], label=urgent, actor=office.actor("agent"), at=at)
    answer = sign_in("agent").get(f"/desk/?tab=unit&label={urgent.pk}")
    (row,) = answer.context["page"].groups[0].rows
    assert [label.word for label in row.labels] == ["مستعجل"]
    assert f"label={urgent.pk}" in row.url


def test_the_portal_never_shows_a_label(office, client, at, urgent, referred):  # noqa: F811
    put_label(case=referred[0], label=urgent, actor=office.actor("agent"), at=at)
    given = {"number": referred[0].number, "code": access_code_of(referred[0])}
    page = client.post("/track", given, headers={"host": "miyah.localhost"}, follow=True).content.decode()
    assert referred[0].number in page
    assert "مستعجل" not in page


def test_every_colour_can_be_read_in_light_and_dark():
    pairs = re.findall(r"\.(\w+) \{ --label-ink: (#\w+); --label-ground: (#\w+); \}", STYLES.read_text())
    assert sorted(name for name, _, _ in pairs) == sorted([*Label.Colour.values] * 2)
    assert all(contrast(ink, ground) >= 4.5 for _, ink, ground in pairs)
    assert all(one != other for one, other in pairwise(pairs))
