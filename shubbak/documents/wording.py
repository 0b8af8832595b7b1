"""Why a file was refused, in the person's language, with what to do about it."""

from django.conf import settings
from django.utils.translation import gettext, ngettext

from shubbak.documents.rules import FileRefused, NotServed, Refusal


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


_PLAIN = {
    Refusal.EMPTY: lambda: gettext("This file is empty. Choose it again, or photograph the document."),
    Refusal.CONTENT: lambda: gettext(
        "The content of this file is not what its name says. Photograph the document and send the photograph."
    ),
    Refusal.DAMAGED: lambda: gettext(
        "This file did not arrive whole, or is damaged. Send it again, or photograph the document."
    ),
}
