"""A letter of the body as a paper: its number, its words, who signed, and what its seal is worth."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext, pgettext

from shubbak.agencies.models import Agency
from shubbak.documents.sealing import sealer
from shubbak.documents.sheets import Departure, Fact, Pair
from shubbak.foundation.localized import pick
from shubbak.foundation.text import clock_time, isolate_ltr, long_date
from shubbak.people.models import Appointment, Staff
from shubbak.registry.books.models import Receipt
from shubbak.registry.books.printing import printed_number
from shubbak.registry.books.rules import to_whole_second
from shubbak.registry.books.signing import receipt_address
from shubbak.registry.departure.models import Addressee, Draft
from shubbak.registry.departure.queries import addressees_of
from shubbak.registry.departure.rules import paragraphs_of

_TITLE = Pair("مراسلة", "Lettre")


def departure_sheet(draft: Draft, agency: Agency) -> Departure:
    """The letter as it stands: before the signature without a number, and marked as a draft."""
    with translation.override(draft.language):
        return _sheet(draft, agency)


def _sheet(draft: Draft, agency: Agency) -> Departure:
    going, letter = list(addressees_of(draft)), draft.letter
    entry = letter.entry if letter else None
    receipt = Receipt.objects.select_related("entry__series__register").filter(entry=entry).first()
    is_proven = receipt is not None and receipt.signature is not None
    return Departure(
        made_at=to_whole_second(draft.signed_at or draft.changed_at),
        unit=_pair(draft.unit.name) if draft.unit else Pair(""),
        place=_pair(agency.address),
        title=_TITLE,
        number=printed_number(entry) if entry else "–",
        direction="rtl" if draft.language == "ar" else "ltr",
        dated=_both(_dated(draft, agency)),
        to=_both(pgettext("of a letter", "To:")),
        addressees=tuple(_both(_to(one)) for one in going if not one.is_copy),
        subject=Fact(_both(pgettext("of a letter", "Subject")), _both(draft.subject)),
        references=tuple(_references(draft)),
        paragraphs=tuple(_both(words) for words in paragraphs_of(draft.body)),
        quality=_both(_quality(draft)),
        signatory=_both(_signatory(draft)),
        signed=_both(_signed(draft, agency)),
        copies_label=_both(gettext("Copy to:")),
        copies=tuple(_both(_to(one)) for one in going if one.is_copy),
        seal=_both(pick(sealer().statement(agency), draft.language)) if letter else Pair(""),
        draft=Pair("") if letter else _both(pgettext("letter", "Draft")),
        check_url=receipt_address(receipt) if receipt and is_proven else "",
        check=_both(gettext("To check the number and the date of this letter, scan the code."))
        if is_proven
        else Pair(""),
    )


def _both(words: str) -> Pair:
    """The template takes the side of the letter's own language."""
    return Pair(words, words)


def _dated(draft: Draft, agency: Agency) -> str:
    if draft.signed_at is None:
        return ""
    day = draft.signed_at.astimezone(ZoneInfo(agency.zone)).date()
    written = long_date(day, draft.language, agency.country, agency.digits)
    return pgettext("of a letter", "On %(day)s") % {"day": written}


def _to(addressee: Addressee) -> str:
    known = addressee.correspondent
    parts = (known.name, known.address, known.city if known.city not in known.address else "")
    comma = "، " if translation.get_language() == "ar" else ", "
    return comma.join(part for part in parts if part)


def _references(draft: Draft) -> Iterable[Fact]:
    """What it answers, by the sender's own reference and by our number; and its enclosures."""
    answered = draft.in_reply_to
    if answered is not None:
        theirs = answered.mail.reference
        ours = gettext("your letter that we entered under No %(number)s") % {
            "number": isolate_ltr(printed_number(answered))
        }
        named = f"{isolate_ltr(theirs)} ({ours})" if theirs else ours
        yield Fact(_both(pgettext("of a letter", "Reference")), _both(named))
    if draft.enclosures:
        yield Fact(_both(pgettext("of a letter", "Enclosures")), _both(gettext("; ").join(draft.enclosures)))


def _signatory(draft: Draft) -> str:
    staff = draft.signed_by or draft.signatory
    return staff.named_in(draft.language) if staff else ""


def _quality(draft: Draft) -> str:
    """What the signatory is: the title of the position that they held that day."""
    staff = draft.signed_by or draft.signatory
    titles = _titles(staff, draft) if staff else ()
    return titles[0] if titles else ""


def _titles(staff: Staff, draft: Draft) -> Sequence[str]:
    held = Appointment.objects.in_force(draft.signed_at or draft.changed_at).filter(staff=staff)
    ordered = held.select_related("position").order_by("-position__is_head", "starts", "pk")
    return [pick(one.position.title, draft.language) for one in ordered]


def _signed(draft: Draft, agency: Agency) -> str:
    if draft.signed_at is None:
        return ""
    local, language = draft.signed_at.astimezone(ZoneInfo(agency.zone)), draft.language
    return gettext("Signed in the signature folder on %(day)s at %(hour)s") % {
        "day": long_date(local.date(), language, agency.country, agency.digits),
        "hour": clock_time(local, language, agency.digits),
    }


def _pair(words: dict[str, str]) -> Pair:
    return Pair(pick(words, "ar"), pick(words, "fr")) if words else Pair("")
