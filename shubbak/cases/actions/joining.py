"""Duplicates: a file joined to another of the same service ends; its person hears when that one is answered.

Each person sees their own papers and names only. What crosses over is the number of the other file and, at
the end, its result in the pack's words: never what was written in it.
"""

from django.db.models import F, Q

from shubbak.cases.actions.effects import notify, notify_in_charge
from shubbak.cases.actions.history import remember
from shubbak.cases.extension import Occasion
from shubbak.cases.models import Case, Joining
from shubbak.cases.models.case import CaseQuerySet
from shubbak.cases.permissions import heads, roles_of_actor, scope
from shubbak.cases.publicity import is_out
from shubbak.cases.rules import Refused
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import APPLICANT, Effect
from shubbak.foundation.numbering import parse_number
from shubbak.journal.rules import Fact


def join(occasion: Occasion, effect: Effect) -> None:
    """``join: letter``: the file ends in the one that the step names. Files joined to it earlier go along.

    :raises Refused: ``no_such_file`` (or none that the actor may see), ``same_file``, ``file_answered``,
        ``file_elsewhere`` unless it lies in the same unit, or the actor heads its unit or deals with
        complaints.
    """
    case, at, actor = occasion.case, occasion.at, occasion.actor
    into = _file_that_goes_on(occasion)
    Joining.objects.filter(into=case, told_at=None).update(into=into)
    Joining.objects.create(case=case, round=case.reopened, into=into, letter=effect.argument, at=at)
    occasion.other = into.number
    facts: dict[str, Fact] = {"into": into.number, "round": case.reopened}
    remember(case, "joined", actor=actor, at=at, public=True, facts=facts)
    remember(into, "joined_by", actor=actor, at=at, facts={"number": case.number})


def hold_both(case: Case, other_file: str) -> None:
    """Take the rows of a file and of the other one that a step names, in one order for everybody: of two who
    join them to each other the second waits, then reads what the first has done.
    """
    own, named = Q(pk=case.pk), _named(case, other_file)
    wanted = own if named is None else own | Q(pk__in=named.values("pk"))
    list(Case.objects.filter(wanted).order_by("pk").select_for_update().values_list("pk"))


def _named(case: Case, other_file: str) -> CaseQuerySet | None:
    """The file of the same service under this number, of this year where none is said; None for no number."""
    parsed = parse_number(other_file)
    if parsed is None:
        return None
    number, year = parsed
    wanted = Case.objects.filter(service=case.service, entry__number=number)
    return wanted.filter(entry__series__year=year or case.entry.series.year)


def tell_joined(occasion: Occasion) -> None:
    """The file of this occasion has been answered: whoever was joined to it is told its result, once."""
    if not occasion.case.result or not is_out(occasion.case, occasion.spec):
        return
    waiting = Joining.objects.filter(into=occasion.case, told_at=None, case__reopened=F("round"))
    wanted = waiting.select_related("case__applicant", "case__submitter", "case__unit", "case__assignee")
    for joining in wanted.select_related("case__service_version").order_by("at", "pk"):
        _tell_one(joining, occasion)
    waiting.update(told_at=occasion.at)


def _tell_one(joining: Joining, answered: Occasion) -> None:
    case, actor, at = joining.case, answered.actor, answered.at
    own = Occasion(
        case=case,
        spec=spec_of(case.service_version),
        step="",
        actor=actor,
        at=at,
        result=answered.case.result,
        other=answered.case.number,
    )
    notify(own, Effect("notify", APPLICANT, {"letter": joining.letter}))
    notify_in_charge(case, "joined_answered", actor, at)
    remember(case, "joined_answered", actor=actor, at=at, public=True, facts={"into": answered.case.number})


def _file_that_goes_on(occasion: Occasion) -> Case:
    case, actor = occasion.case, occasion.actor
    roles = roles_of_actor(actor, occasion.at)
    named = _named(case, occasion.facts.other_file)
    if named is None or actor.kind != "staff":
        raise Refused("no_such_file")
    wanted = named.filter(scope(roles, int(actor.id))).select_related("unit")
    into = wanted.select_for_update(of=("self",)).first()
    if into is None:
        raise Refused("no_such_file")
    if into.pk == case.pk:
        raise Refused("same_file")
    if into.closed_at or into.result:
        raise Refused("file_answered")
    over_units = heads(into, roles) or roles.has("complaints", service=into.service, unit=into.unit.code)
    if into.unit_id != case.unit_id and not over_units:
        raise Refused("file_elsewhere")
    return into
