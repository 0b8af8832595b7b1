"""Making labels, and putting them on files."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from shubbak.agencies.queries import current_agency
from shubbak.cases.actions.desk import require_work
from shubbak.cases.actions.history import remember
from shubbak.cases.models import Case, CaseLabel, Label
from shubbak.cases.permissions import may_make_labels, roles_of_actor
from shubbak.cases.queries.labels import labels_of
from shubbak.cases.rules import Refused
from shubbak.foundation.localized import pick
from shubbak.foundation.text import sort_key_ar
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor


@action
def make_label(*, words: Mapping[str, str], colour: str, actor: Actor, at: datetime) -> Label:
    """A new label of the body.

    :raises Refused: ``not_yours``.
    :raises django.db.IntegrityError: ``one_label_of_a_word``.
    """
    _require_maker(actor, at)
    label = Label(words=dict(words), key=_key(words), colour=colour)
    with transaction.atomic():
        label.save()
    _record("label.made", label, actor, at)
    return label


@action
def change_label(*, label: Label, words: Mapping[str, str], colour: str, actor: Actor, at: datetime) -> None:
    """Other words or another colour; it changes on every file that bears the label.

    :raises Refused: ``not_yours``.
    :raises django.db.IntegrityError: ``one_label_of_a_word``.
    """
    _require_maker(actor, at)
    label.words, label.key, label.colour = dict(words), _key(words), colour
    with transaction.atomic():
        label.save(update_fields=["words", "key", "colour"])
    _record("label.changed", label, actor, at)


@action
def withdraw_label(*, label: Label, actor: Actor, at: datetime) -> None:
    """Offer the label no more. It stays on its files until somebody takes it off.

    :raises Refused: ``not_yours``.
    """
    _require_maker(actor, at)
    if Label.objects.filter(pk=label.pk, withdrawn_at=None).update(withdrawn_at=at):
        _record("label.withdrawn", label, actor, at)


@action
def put_label(*, case: Case, label: Label, actor: Actor, at: datetime) -> None:
    """Put a label on a file, open or closed.

    :raises Refused: ``not_yours``, ``label_withdrawn``, ``labelled_before``.
    """
    require_work(case, actor, at)
    if not Label.objects.filter(pk=label.pk, withdrawn_at=None).exists():
        raise Refused("label_withdrawn")
    _, is_new = CaseLabel.objects.get_or_create(case=case, label=label)
    if not is_new:
        raise Refused("labelled_before")
    _remember(case, "labelled", label, actor, at)


@action
def take_label_off(*, case: Case, label: Label, actor: Actor, at: datetime) -> None:
    """Take a label off a file.

    :raises Refused: ``not_yours``, ``not_labelled``.
    """
    require_work(case, actor, at)
    gone, _ = CaseLabel.objects.filter(case=case, label=label).delete()
    if not gone:
        raise Refused("not_labelled")
    _remember(case, "unlabelled", label, actor, at)


@action
def set_labels(*, case: Case, labels: Collection[Label], actor: Actor, at: datetime) -> None:
    """Let the file bear these labels and no other.

    :raises Refused: ``not_yours``, ``label_withdrawn``.
    """
    borne = {label.pk: label for label in labels_of([case]).get(case.pk, ())}
    wanted = {label.pk: label for label in labels}
    for pk in wanted.keys() - borne.keys():
        put_label(case=case, label=wanted[pk], actor=actor, at=at)
    for pk in borne.keys() - wanted.keys():
        take_label_off(case=case, label=borne[pk], actor=actor, at=at)


def _require_maker(actor: Actor, at: datetime) -> None:
    if not may_make_labels(roles_of_actor(actor, at)):
        raise Refused("not_yours")


def _key(words: Mapping[str, str]) -> str:
    return sort_key_ar(pick(words, current_agency().default_language))


def _record(what: str, label: Label, actor: Actor, at: datetime) -> None:
    facts = {**label.words, "colour": label.colour}
    record(what=what, about=f"label/{label.pk}", actor=actor, at=at, facts=facts)


def _remember(case: Case, what: str, label: Label, actor: Actor, at: datetime) -> None:
    said = pick(label.words, current_agency().default_language)
    remember(case, what, actor=actor, at=at, words=said, facts={"label": str(label.pk)})
