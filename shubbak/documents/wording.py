"""Why a file was refused, or nothing is sealed, in the person's language, with what to do about it."""

from django.conf import settings
from django.utils.translation import get_language, gettext, ngettext

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.documents.rules import FileRefused, NotServed, Refusal
from shubbak.documents.sealing import SealFailed
from shubbak.foundation.text import isolate_ltr
from shubbak.foundation.text.dates import short_date


def refusal_words(refused: FileRefused) -> str:
    """The sentence to show, in the active language."""
    facts = refused.facts
    match refused.reason:
        case Refusal.TOO_BIG:
            return gettext(
                "This file is larger than %(size)s MB. Photograph the document and send the photograph."
            ) % {"size": int(facts["limit"]) // 1_000_000}
        case Refusal.TOO_MANY:
            count = int(facts["count"])
            return ngettext(
                "One file is enough here. Remove the others.",
                "At most %(count)d files are taken here. Remove the others.",
                count,
            ) % {"count": count}
        case Refusal.FORMAT:
            return gettext("This kind of file is not taken. Send one of these: %(formats)s.") % facts
        case Refusal.IMAGE_TOO_LARGE:
            return gettext("This picture is too large to be opened. Photograph the document again.")
        case Refusal.ACTIVE:
            return gettext("This PDF holds a program or another file. Photograph the document instead.")
    return _PLAIN[refused.reason]()


def scan_words(scan: str) -> str:
    """What to know before opening a file; empty where there is nothing to say, or no scanner to say it."""
    if scan == "infected":
        return gettext("A harmful program was found in it: it is not opened")
    if not settings.SHUBBAK_CLAMD:
        return ""
    if scan == "unscannable":
        return gettext("could not be checked for harmful programs: open it with care")
    return gettext("not yet checked for harmful programs") if scan == "pending" else ""


def not_served_words(refused: NotServed) -> str:
    """Why a file is not given out, and what to do."""
    if refused.reason == "infected":
        return gettext(
            "A harmful program was found in this file. It is not given out: the paper has to be sent again."
        )
    return gettext("This file is being checked for harmful programs. Try again in a few minutes.")


def seal_words(failed: SealFailed) -> str:
    """Why no letter can be sealed now, or not much longer, and who mends it."""
    agency, day = current_agency(), ""
    if failed.day:
        local = in_its_zone(failed.day).date()
        day = short_date(local, get_language() or "ar", agency.country, agency.digits)
    command = isolate_ltr(f"shubbak keys seal {agency.code} …")
    return _SEAL.get(failed.code, _SEAL["refused"])() % {"day": day, "command": command}


_SEAL = {
    "ended": lambda: gettext(
        "The certificate with which the body seals its letters ended on %(day)s: no letter can be signed "
        "until there is a new one. The administrator of the installation gives it: %(command)s"
    ),
    "ends_soon": lambda: gettext(
        "The certificate with which the body seals its letters ends on %(day)s; from then on no letter "
        "can be signed. The administrator of the installation gives a new one: %(command)s"
    ),
    "not_begun": lambda: gettext(
        "The certificate with which the body seals its letters holds only from %(day)s: no letter can be "
        "signed before. Until then the administrator of the installation gives another one: %(command)s"
    ),
    "unreadable": lambda: gettext(
        "The certificate with which the body seals its letters cannot be opened: no letter can be signed. "
        "The administrator of the installation looks at it: %(command)s"
    ),
    "not_set_up": lambda: gettext(
        "The body has no account yet with the provider of its seal: no letter can be signed. "
        "The administrator of the installation sets it up: %(command)s"
    ),
    "away": lambda: gettext(
        "The provider of the body’s seal does not answer: no letter can be signed now. "
        "Try again in a few minutes."
    ),
    "refused": lambda: gettext(
        "The provider of the body’s seal does not seal for it: no letter can be signed. "
        "The administrator of the installation finds out why: %(command)s"
    ),
    "pin_refused": lambda: gettext(
        "The provider of the body’s seal refused its PIN: no letter can be signed. It is not tried again "
        "before the administrator of the installation gives the right one: %(command)s"
    ),
    "wrong": lambda: gettext(
        "What the provider of the body’s seal sent back is not signed with its certificate, and was thrown "
        "away: no letter can be signed. "
        "The administrator of the installation speaks to the provider: %(command)s"
    ),
}
_PLAIN = {
    Refusal.EMPTY: lambda: gettext("This file is empty. Choose it again, or photograph the document."),
    Refusal.CONTENT: lambda: gettext(
        "The content of this file is not what its name says. Photograph the document and send the photograph."
    ),
    Refusal.DAMAGED: lambda: gettext(
        "This file did not arrive whole, or is damaged. Send it again, or photograph the document."
    ),
}
