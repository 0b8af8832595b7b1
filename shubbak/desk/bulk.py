"""One act on many files: each in a transaction of its own, so that one refusal does not undo the others."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext, ngettext

from shubbak.cases import actions
from shubbak.cases.models import Case, Label
from shubbak.cases.queries import case_visible
from shubbak.cases.rules import Refused
from shubbak.desk.access import Visit
from shubbak.desk.words import refusal_words
from shubbak.foundation.text import isolate_ltr
from shubbak.people.models import Staff
from shubbak.people.queries import staff_of

AT_MOST = 100


@dataclass(frozen=True)
class Chosen:
    """What was chosen beside the button: for whom, or which label."""

    whom: Staff | None = None
    label: Label | None = None


Run = Callable[[Visit, Case, Chosen], object]
NOTHING = Chosen()


@dataclass
class Outcome:
    """How many files it was done to, and the numbers of the others by the sentence that says why."""

    done: int = 0
    refused: dict[str, list[str]] = field(default_factory=dict)
    unseen: int = 0

    def refuse(self, case: Case, refused: Refused) -> None:
        self.refused.setdefault(str(refusal_words(refused)), []).append(case.number)

    def lines(self) -> Sequence[str]:
        """What was not done, and why, for whoever asked for it."""
        comma = gettext(", ")
        said = [
            gettext("Not done for %(numbers)s: %(reason)s")
            % {"numbers": comma.join(map(isolate_ltr, numbers)), "reason": reason}
            for reason, numbers in self.refused.items()
        ]
        gone = ngettext(
            "%(count)s file is no longer with you: nothing was done to it.",
            "%(count)s files are no longer with you: nothing was done to them.",
            self.unseen,
        )
        return [*said, gone % {"count": self.unseen}] if self.unseen else said


def do_to_all(visit: Visit, name: str, files: Iterable[UUID], chosen: Chosen = NOTHING) -> Outcome:
    """Do one act to each file that the asker sees, one after the other.

    :raises KeyError: if there is no such act.
    """
    run, outcome = RUNS[name], Outcome()
    for case_id in list(dict.fromkeys(files))[:AT_MOST]:
        case = case_visible(visit.staff, case_id, visit.at)
        if case is None:
            outcome.unseen += 1
            continue
        try:
            run(visit, case, chosen)
        except Refused as refused:
            outcome.refuse(case, refused)
        else:
            outcome.done += 1
    return outcome


def done_words(name: str, count: int) -> str:
    """What has happened: ``12 files are yours now.``"""
    said = {
        "take": ngettext("%(count)s file is yours now.", "%(count)s files are yours now.", count),
        "assign": ngettext(
            "%(count)s file has a person in charge now.",
            "%(count)s files have a person in charge now.",
            count,
        ),
        "label": ngettext(
            "%(count)s file bears the label now.", "%(count)s files bear the label now.", count
        ),
        "unlabel": ngettext(
            "The label was taken off %(count)s file.", "The label was taken off %(count)s files.", count
        ),
        "remind": ngettext(
            "A reminder was sent for %(count)s file.", "A reminder was sent for %(count)s files.", count
        ),
    }
    return said[name] % {"count": count}


def assignable(visit: Visit) -> Sequence[Staff]:
    """Among whom files may be dealt out by this asker; nobody for whoever heads no unit."""
    deals = visit.roles.headed or any(map(visit.roles.has, ("head", "director", "general_secretary")))
    return visit.colleagues if deals else []


def _take(visit: Visit, case: Case, _: Chosen) -> object:
    """Many at once are taken only where nobody has them: a colleague's file is taken from its own page."""
    if case.assignee_id:
        raise Refused("yours_already" if case.assignee_id == visit.staff.pk else "in_charge_already")
    return actions.take(case=case, actor=visit.actor, at=visit.at)


def _assign(visit: Visit, case: Case, chosen: Chosen) -> object:
    if chosen.whom is None:
        raise Refused("guard:assignee")
    if not staff_of(case.unit, visit.at).filter(pk=chosen.whom.pk).exists():
        raise Refused("not_of_the_unit")
    return actions.assign(case=case, assignee=chosen.whom, actor=visit.actor, at=visit.at)


def _label(visit: Visit, case: Case, chosen: Chosen) -> object:
    return actions.put_label(case=case, label=_the_label(chosen), actor=visit.actor, at=visit.at)


def _unlabel(visit: Visit, case: Case, chosen: Chosen) -> object:
    return actions.take_label_off(case=case, label=_the_label(chosen), actor=visit.actor, at=visit.at)


def _the_label(chosen: Chosen) -> Label:
    if chosen.label is None:
        raise Refused("guard:label")
    return chosen.label


def _remind(visit: Visit, case: Case, _: Chosen) -> object:
    return actions.remind(case=case, actor=visit.actor, at=visit.at)


RUNS: Mapping[str, Run] = {
    "take": _take,
    "assign": _assign,
    "label": _label,
    "unlabel": _unlabel,
    "remind": _remind,
}
