"""Mandates as their two sides read them."""

from collections.abc import Container, Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shubbak.accounts.models import Account, Mandate
from shubbak.accounts.queries import given_by, held_by, in_force_among, members_of
from shubbak.agencies.queries import current_agency
from shubbak.catalogue.queries import services_listed
from shubbak.foundation.localized import pick
from shubbak.foundation.text import long_date
from shubbak.portal import pages
from shubbak.portal.filling.guide import spoken

RIGHTS: dict[str, Promise] = {
    "see": _("Looks at the files"),
    "deposit": _("Deposits, answers and looks at the files"),
    "owner": _("Deposits, and says who else acts for the institution"),
}


def mandates_held(account: Account, at: datetime) -> list[pages.MandateLine]:
    held = list(held_by(account))
    alive = in_force_among(held, at)
    return [_line(mandate, mandate.principal.name, alive) for mandate in held]


def mandates_given(account: Account, at: datetime) -> list[pages.MandateLine]:
    return _named_for_holders(given_by(account, at), at)


def _named_for_holders(mandates: Iterable[Mandate], at: datetime) -> list[pages.MandateLine]:
    found = list(mandates)
    alive = in_force_among(found, at)
    return [_line(mandate, mandate.holder_name, alive) for mandate in found]


def mandate_page(mandate: Mandate, account: Account, at: datetime) -> pages.MandatePage:
    is_mine = (mandate.kind, mandate.address) == (account.kind, account.address)
    alive = in_force_among([mandate], at)
    now = mandate.pk in alive
    owns = is_mine and now and mandate.right == Mandate.Right.OWNER
    may_deposit = is_mine and now and mandate.right != Mandate.Right.SEE
    return pages.MandatePage(
        title=mandate.principal.name if is_mine else mandate.holder_name,
        tag=_tag(mandate, alive),
        facts=list(_facts(mandate)),
        back=back_to_files(),
        members=_named_for_holders(members_of(mandate, at), at) if owns else (),
        invite_url=reverse("invite_member", args=[mandate.pk]) if owns else "",
        answer_url=reverse("answer_invitation", args=[mandate.pk]) if is_mine and _waits(mandate) else "",
        end=_ending(mandate, is_mine=is_mine) if mandate.state != Mandate.State.REFUSED else None,
        deposit_url=reverse("services") if may_deposit else "",
    )


def back_to_files() -> pages.Link:
    return pages.Link(gettext("My files"), reverse("account"))


def _waits(mandate: Mandate) -> bool:
    return mandate.state == Mandate.State.INVITED


def _ending(mandate: Mandate, *, is_mine: bool) -> pages.Link | None:
    if is_mine and _waits(mandate):
        return None
    words = gettext("Give this mandate up") if is_mine else gettext("End this mandate")
    return pages.Link(words, reverse("end_mandate", args=[mandate.pk]))


def _line(mandate: Mandate, name: str, alive: Container[UUID]) -> pages.MandateLine:
    url = reverse("mandate", args=[mandate.pk])
    return pages.MandateLine(name, str(RIGHTS[mandate.right]), _tag(mandate, alive), url)


def _tag(mandate: Mandate, alive: Container[UUID]) -> pages.Tag:
    if mandate.state == Mandate.State.ASKED:
        return pages.Tag(gettext("The counter checks it"), "clock", "risk")
    if mandate.state == Mandate.State.INVITED:
        return pages.Tag(gettext("An invitation waits"), "clock", "risk")
    if mandate.state == Mandate.State.REFUSED:
        return pages.Tag(gettext("Not accepted"), "alert", "late")
    if mandate.pk in alive:
        return pages.Tag(gettext("In force"), "check", "done")
    return pages.Tag(gettext("Not in force"), "pause")


def _facts(mandate: Mandate) -> Iterator[pages.Row]:
    yield pages.Row(gettext("Who is represented"), mandate.principal.name)
    yield pages.Row(gettext("Who acts"), mandate.holder_name)
    yield pages.Row(gettext("What is allowed"), str(RIGHTS[mandate.right]))
    yield pages.Row(gettext("For the services"), _services(mandate) or gettext("All services"))
    yield pages.Row(gettext("First day"), _day(mandate.starts))
    yield pages.Row(
        gettext("Last day"), _day(mandate.ends) if mandate.ends else gettext("until one of you ends it")
    )
    if mandate.state == Mandate.State.REFUSED and mandate.words:
        yield pages.Row(gettext("Why not"), mandate.words)


def _services(mandate: Mandate) -> str:
    titles = {spec.code: pick(spec.title, spoken()) for spec in services_listed()}
    return gettext(", ").join(titles.get(code, code) for code in mandate.services)


def _day(day: date) -> str:
    agency = current_agency()
    return long_date(day, spoken(), agency.country, agency.digits)
