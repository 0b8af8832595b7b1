"""Labels: who makes them, who puts them on files, and where they show."""

import pytest
from django.db import IntegrityError

from shubbak.cases.actions import (
    change_label,
    make_label,
    put_label,
    set_labels,
    take_label_off,
    withdraw_label,
)
from shubbak.cases.models import Label
from shubbak.cases.queries import QueueFilter, labels_counted, labels_of, labels_offered, queue
from shubbak.cases.rules import Refused
from shubbak.journal.models import Leaf
from tests.cases.test_workflow import referred


def made(office, word="مستعجل", by="head"):
    words = {"ar": word, "fr": f"fr {word}"}
    return make_label(words=words, colour="plum", actor=office.actor(by), at=office.at)


def put(office, case, label, by="agent"):
    put_label(case=case, label=label, actor=office.actor(by), at=office.at)


def test_a_head_makes_a_label_and_an_agent_does_not(office):
    made(office)
    with pytest.raises(Refused, match="not_yours"):
        made(office, "صحافة", by="agent")
    assert Leaf.objects.filter(what="label.made").count() == 1


def test_two_labels_never_look_alike(office):
    made(office)
    with pytest.raises(IntegrityError, match="one_label_of_a_word"):
        made(office, "المستعجل")


def test_a_withdrawn_word_may_be_used_again(office, at):
    withdraw_label(label=made(office), actor=office.actor("head"), at=at)
    again = made(office)
    assert list(labels_offered()) == [again]


def test_a_label_changes_on_every_file_that_bears_it(office, at):
    case, label = referred(office), made(office)
    put(office, case, label)
    change_label(label=label, words={"ar": "صحافة"}, colour="sea", actor=office.actor("head"), at=at)
    (borne,) = labels_of([case])[case.pk]
    assert (borne.words, borne.colour) == ({"ar": "صحافة"}, "sea")


def test_the_history_of_the_file_and_the_journal_keep_who_put_it_on_and_took_it_off(office, at):
    case, label = referred(office), made(office)
    put(office, case, label)
    take_label_off(case=case, label=label, actor=office.actor("colleague"), at=at)
    told = [(event.what, event.words, event.actor_name) for event in case.events.all()][-2:]
    assert told == [("labelled", "مستعجل", "agent"), ("unlabelled", "مستعجل", "colleague")]
    assert not case.events.filter(what__contains="label", public=True).exists()
    assert Leaf.objects.filter(what__in=["case.labelled", "case.unlabelled"]).count() == 2


def test_the_same_label_is_put_on_once_and_a_withdrawn_one_not_at_all(office, at):
    case, label = referred(office), made(office)
    put(office, case, label)
    with pytest.raises(Refused, match="labelled_before"):
        put(office, case, label)
    withdraw_label(label=label, actor=office.actor("head"), at=at)
    with pytest.raises(Refused, match="label_withdrawn"):
        put(office, referred(office), label)
    assert list(labels_of([case])[case.pk]) == [label]


def test_whoever_does_not_work_on_the_file_puts_nothing_on_it(office):
    with pytest.raises(Refused, match="not_yours"):
        put(office, referred(office), made(office), by="stranger")


def test_what_was_not_there_is_not_taken_off(office, at):
    with pytest.raises(Refused, match="not_labelled"):
        take_label_off(case=referred(office), label=made(office), actor=office.actor("agent"), at=at)


def test_the_labels_of_a_file_are_set_together(office, at):
    case, urgent, press = referred(office), made(office), made(office, "صحافة")
    put(office, case, urgent)
    set_labels(case=case, labels=[press], actor=office.actor("agent"), at=at)
    assert list(labels_of([case])[case.pk]) == [press]


def test_the_queue_is_narrowed_to_a_label_and_counts_only_what_the_reader_sees(office, at):
    case, label = referred(office), made(office)
    referred(office)
    put(office, case, label)
    page = queue(office.staff["agent"], "all", at=at, only=QueueFilter(label=label.pk))
    assert [row.case for row in page.rows] == [case]
    assert page.counts["all"] == 1
    for who, seen in (("agent", 1), ("stranger", 0)):
        assert labels_counted(office.staff[who], at).get(pk=label.pk).open_files == seen


def test_the_colours_are_those_of_the_design(office):
    assert "late" not in Label.Colour.values
    assert made(office).colour in Label.Colour.values
