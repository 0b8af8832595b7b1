"""A draft, its visas and its addressees as their reader sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shubbak.desk.access import Visit
from shubbak.desk.registry.departure import words
from shubbak.desk.registry.words import LANGUAGES, SECRECY
from shubbak.desk.shown.language import Tongue, tongue
from shubbak.desk.words import word
from shubbak.people.rules import Roles
from shubbak.registry.books.printing import printed_number
from shubbak.registry.departure.ways import ways
from shubbak.registry.models import Addressee, Draft, Visa
from shubbak.registry.permissions import sends_letters, signs_draft, writes_draft
from shubbak.registry.queries import addressees_of, letter_visible, may_give_visa, visas_of
from shubbak.registry.rules import paragraphs_of


@dataclass(frozen=True)
class DraftLine:
    """A draft in a list."""

    draft: Draft
    number: str
    state: str
    look: str
    author: str
    moment: str


@dataclass(frozen=True)
class VisaShown:
    name: str
    state: str
    look: str
    words: str
    moment: str


@dataclass(frozen=True)
class AddresseeShown:
    """`acts` are the names of the routes that lead on from where it stands."""

    addressee: Addressee
    way: str
    state: str
    look: str
    moment: str
    reason: str
    acts: Sequence[str]


@dataclass(frozen=True)
class DraftShown:
    """`answered`: the number of what it answers; `leads_to_it`: whether its reader may see that letter."""

    line: DraftLine
    paragraphs: Sequence[str]
    visas: Sequence[VisaShown]
    addressees: Sequence[AddresseeShown]
    answered: str
    leads_to_it: bool
    signatory: str
    language: str
    secrecy: str
    writes: bool
    is_draft: bool
    may_visa: bool
    may_sign: bool


def draft_line(draft: Draft, at: datetime) -> DraftLine:
    speech = tongue()
    return DraftLine(
        draft=draft,
        number=printed_number(draft.letter.entry) if draft.letter else "",
        state=word(words.DRAFT_STATES, draft.state),
        look=words.DRAFT_LOOKS[draft.state],
        author=speech.name(draft.author),
        moment=speech.moment(draft.changed_at, at),
    )


def draft_shown(draft: Draft, visit: Visit) -> DraftShown:
    speech, staff, roles = tongue(), visit.staff.pk, visit.roles
    writes, waits = writes_draft(staff, roles, draft), draft.state == Draft.State.FOR_SIGNATURE
    return DraftShown(
        line=draft_line(draft, visit.at),
        paragraphs=paragraphs_of(draft.body),
        visas=[_visa(one, speech, visit.at) for one in visas_of(draft)],
        addressees=addressees_shown(draft, visit),
        answered=printed_number(draft.in_reply_to) if draft.in_reply_to else "",
        leads_to_it=_sees_answered(draft, roles),
        signatory=speech.name(draft.signed_by or draft.signatory),
        language=word(LANGUAGES, draft.language),
        secrecy=word(SECRECY, draft.secrecy),
        writes=writes,
        is_draft=writes and draft.state == Draft.State.DRAFT,
        may_visa=may_give_visa(draft, staff, roles),
        may_sign=waits and signs_draft(staff, roles, draft),
    )


def _sees_answered(draft: Draft, roles: Roles) -> bool:
    return draft.in_reply_to_id is not None and letter_visible(draft.in_reply_to_id, roles) is not None


def addressees_shown(draft: Draft, visit: Visit) -> list[AddresseeShown]:
    speech, sends = tongue(), sends_letters(visit.roles) and draft.paper_id is not None
    return [_addressee(one, speech, visit.at, sends=sends) for one in addressees_of(draft)]


def addressee_shown(addressee: Addressee, visit: Visit) -> AddresseeShown:
    """In the list of what waits for a clerk."""
    return _addressee(addressee, tongue(), visit.at, sends=sends_letters(visit.roles))


def _addressee(one: Addressee, speech: Tongue, at: datetime, *, sends: bool) -> AddresseeShown:
    since = {"sent": one.sent_at, "delivered": one.delivered_at, "returned": one.returned_at}.get(one.state)
    return AddresseeShown(
        addressee=one,
        way=word(words.WAYS, one.way),
        state=word(words.SENDING, one.state),
        look=words.SENDING_LOOKS[one.state],
        moment=speech.moment(since, at) if since else "",
        reason=str(words.REASONS.get(one.reason, one.reason)),
        acts=_acts(one) if sends else (),
    )


def _acts(one: Addressee) -> Sequence[str]:
    way, state = ways().get(one.way), Addressee.State
    if one.state == state.RETURNED:
        return ("again",)
    if one.state == state.SENT:
        return ("delivered", "returned")
    if one.state == state.DELIVERED:
        return ("returned",)
    if way is None or way.send is not None:
        return ()
    return ("delivered",) if way.wants_proof else ("sent",)


def _visa(visa: Visa, speech: Tongue, at: datetime) -> VisaShown:
    told = {None: ("waits", ""), True: ("given", "done"), False: ("refused", "risk")}
    code, look = told[visa.is_given]
    return VisaShown(
        name=speech.name(visa.by or visa.staff) or word(words.VISA_ROLES, visa.role),
        state=word(words.VISA_STATES, code),
        look=look,
        words=visa.words,
        moment=speech.moment(visa.at, at) if visa.at else "",
    )
