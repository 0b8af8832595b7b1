"""The pages of contracts that are kept in an account."""

from collections.abc import Iterable
from datetime import datetime

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext

from shubbak.accounts.queries import address_of_account
from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.foundation.text import long_date
from shubbak.payments.ledger.queries import balance_of
from shubbak.portal import pages
from shubbak.portal.filling.account import address_shown
from shubbak.portal.filling.contract import contract_words
from shubbak.portal.filling.grouped import group_words
from shubbak.portal.filling.guide import spoken
from shubbak.portal.money import Manner
from shubbak.portal.pages.contract import ContractsPage, KeptContract, KeptContractPage, KeptGroup, ShareLine
from shubbak.utility.bills.grouped import owed_by
from shubbak.utility.subscriptions.models import GroupTie, Tie
from shubbak.utility.subscriptions.queries import holding_on
from shubbak.utility.subscriptions.sharing import Invitation


def contracts_page(ties: Iterable[Tie], groups: Iterable[GroupTie], at: datetime) -> ContractsPage:
    return ContractsPage([_line(tie, at) for tie in ties], reverse("bills"), [_group(tie) for tie in groups])


def kept_page(form: Form, tie: Tie, shares: Iterable[Tie]) -> KeptContractPage:
    """Who was shown a contract by somebody else shows it to nobody."""
    is_own = tie.shared_by_id is None
    return KeptContractPage(
        form=form,
        title=tie.name or contract_words(tie.contract.number),
        text=contract_words(tie.contract.number) if tie.name else tie.contract.point.place,
        shares=[_share(share) for share in shares],
        share_url=reverse("share_contract", args=[tie.pk]) if is_own else "",
        unshare_url=reverse("unshare_contract", args=[tie.pk]) if is_own else "",
        untie_url=reverse("untie_contract", args=[tie.pk]),
        back=back_to_contracts(),
    )


def inviting_page(form: Form, tie: Tie) -> pages.FormPage:
    return pages.FormPage(
        title=gettext("Share this contract"),
        intro=gettext(
            "With the tenant of the flat, or with your daughter: they see its bills, pay them and send its"
            " readings. We send them an invitation; you end it here at any time."
        ),
        form=form,
        submit=gettext("Send the invitation"),
        back=pages.Link(contract_words(tie.contract.number), reverse("kept_contract", args=[tie.pk])),
    )


def untying_page(form: Form, tie: Tie) -> pages.FormPage:
    return pages.FormPage(
        title=gettext("Keep this contract no more"),
        intro=gettext(
            "It leaves your list, and whoever you shared it with sees it no more."
            " The contract itself runs on."
        ),
        form=form,
        submit=gettext("Take it off my list"),
        back=pages.Link(contract_words(tie.contract.number), reverse("kept_contract", args=[tie.pk])),
        is_grave=True,
    )


def untying_group_page(form: Form) -> pages.FormPage:
    return pages.FormPage(
        title=gettext("Keep this group no more"),
        intro=gettext("It leaves your list. Its contracts and its grouped bills go on."),
        form=form,
        submit=gettext("Take it off my list"),
        back=back_to_contracts(),
        is_grave=True,
    )


def sharing_page(form: Form, found: Invitation) -> pages.FormPage:
    number = contract_words(found.tie.contract.number)
    return pages.FormPage(
        title=gettext("A contract is shared with you"),
        intro=f"{number} – {found.tie.contract.point.place}",
        form=form,
        submit=gettext("Add it to my contracts"),
        back=back_to_contracts(),
    )


def back_to_contracts() -> pages.Link:
    return pages.Link(gettext("My contracts"), reverse("contracts"))


def _line(tie: Tie, at: datetime) -> KeptContract:
    contract, agency = tie.contract, current_agency()
    held = holding_on(contract, in_its_zone(at).date())
    owed = balance_of(held.payer_id) if held else 0
    return KeptContract(
        title=tie.name or contract_words(contract.number),
        number=contract_words(contract.number) if tie.name else "",
        place=contract.point.place,
        owed=Manner.of(agency).amount(owed, agency.currency) if owed > 0 else "",
        is_shared=tie.shared_by_id is not None,
        bills_url=reverse("contract", args=[contract.number]),
        reading_url=reverse("reading_meters", args=[contract.number]),
        kept_url=reverse("kept_contract", args=[tie.pk]),
    )


def _group(tie: GroupTie) -> KeptGroup:
    group, agency = tie.group, current_agency()
    owed = owed_by(group)
    return KeptGroup(
        title=group.name,
        number=group_words(group.number),
        owed=Manner.of(agency).amount(owed, agency.currency) if owed > 0 else "",
        bills_url=reverse("group", args=[group.number]),
        untie_url=reverse("untie_group", args=[tie.pk]),
    )


def _share(tie: Tie) -> ShareLine:
    agency, known = current_agency(), address_of_account(tie.account)
    since = long_date(in_its_zone(tie.since).date(), spoken(), agency.country, agency.digits)
    words = address_shown(*known) if known else gettext("An account that was closed")
    return ShareLine(words, gettext("since %(day)s") % {"day": since}, str(tie.pk))
