"""The page of an account: its files, each with the stage where it stands."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext

from shubbak.accounts.models import Account
from shubbak.accounts.queries import files_of, sessions_of
from shubbak.agencies.queries import current_agency
from shubbak.cases.models import Case
from shubbak.cases.publicity import is_out
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.foundation.localized import pick
from shubbak.foundation.text import shown_phone
from shubbak.portal import pages
from shubbak.portal.filling.guide import spoken
from shubbak.portal.filling.mandates import mandates_given, mandates_held


def account_page(account: Account, at: datetime) -> pages.AccountPage:
    devices = list(sessions_of(account, at))
    return pages.AccountPage(
        address=address_shown(account.kind, account.address),
        name=account.name,
        files=[_line(case) for case in files_of(account, at)],
        devices=len(devices),
        since=devices[0].begun_at if devices else None,
        held=mandates_held(account, at),
        given=mandates_given(account, at),
    )


def address_shown(kind: str, address: str) -> str:
    return shown_phone(address, current_agency().country) if kind == "sms" else address


def _line(case: Case) -> pages.FileLine:
    spec = spec_of(case.service_version)
    return pages.FileLine(
        number=case.number,
        service=pick(spec.title, spoken()),
        title=pick(case.title, spoken()),
        deposited_at=case.opened_at,
        tag=_tag(case, spec),
        url=reverse("file", args=[case.pk]),
        concerned=case.applicant.name if case.submitter_id else "",
    )


def _tag(case: Case, spec: ServiceSpec) -> pages.Tag:
    """The public stage; the result only once it is out. Whether it is late stands on the page of the file."""
    if is_out(case, spec) and case.result:
        return pages.Tag(pick(spec.results[case.result], spoken()), "check", "done")
    public = spec.states[case.state].public
    title = next((stage.title for stage in spec.stage_list if stage.code == public), {})
    word = pick(title, spoken()) or gettext("Under study")
    return pages.Tag(word, "pause", "risk") if case.held else pages.Tag(word, "clock")
