"""What people are told, in their language."""

from datetime import timedelta

import pytest
from django.db.models import Q
from django.utils import translation

from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.notifications.rules import Withdrawn
from shubbak.utility.arrears.actions import Done, record_done
from shubbak.utility.arrears.letters import letter_of
from tests.utility.arrears.arrears_of_test import head, noticed, ordered, owes, pays, reminded
from tests.utility.subscriptions.village import contract, person


@pytest.fixture
def late(agency, at):
    opened = contract(at, holder=person(at, language="ar"))
    owes(opened, at)
    return opened


def plain(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u00a0\u202f")))


def said(template: str):
    return rendered(Message.objects.get(Q(template=template)))


def test_the_reminder_says_what_is_owed_and_how_to_contest(late, at):
    reminded(late, at)
    told = said("reminder")
    assert "450,00" in told.subject
    assert "ما دامت الفاتورة محل اعتراض فلا تذكير بها ولا قطع" in told.text
    assert "/bills" in told.short


def test_what_is_not_due_yet_is_not_named(late, at):
    owes(late, at, amount=12_300, due_on=at.date() + timedelta(days=9))
    reminded(late, at)
    told = said("reminder")
    assert "450,00" in told.subject
    assert "573,00" not in told.text


def test_the_notice_names_the_day_and_leaves_whatever_the_share_of_texts(late, at):
    found, _ = noticed(late, at)
    told = said("notice")
    assert str(found.cut_from.day) in told.text
    assert "مقرر المدير العام" in told.text
    assert told.must_leave
    assert "جهاز طبي" in told.text


def test_what_was_paid_meanwhile_is_not_told_any_more(late, at):
    found = reminded(late, at)
    pays(found.holding.payer.payables.get(), at)
    with pytest.raises(Withdrawn):
        said("reminder")


def test_after_the_cut_the_way_back_is_told_with_its_hour(late, at):
    order, then = ordered(late, at)
    record_done(order=order, done=Done(then), staff=head(at), at=then)
    assert "بمجرد الأداء" in said("cut").text
    pays(order.arrear.holding.payer.payables.get(kind="bill"), then + timedelta(hours=1))
    assert "سيُعاد التزويد" in said("restoring").short


def test_a_letter_on_paper_says_the_same(late, at):
    found, _ = noticed(late, at)
    with translation.override("fr"):
        subject, text = letter_of(found, "fr")
    assert subject.startswith("Mise en demeure")
    assert "appareil médical" in plain(text)
