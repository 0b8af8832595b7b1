"""Why a file was refused, in the person's language, with what to do about it."""

from django.utils.translation import gettext, ngettext

from shubbak.documents.rules import MEGABYTE, FileRefused, Refusal


def refusal_words(refused: FileRefused) -> str:
    """The sentence to show, in the active language."""
    facts = refused.facts
    match refused.reason:
        case Refusal.TOO_BIG:
            return gettext(
                "This file is larger than %(size)s MB. Photograph the document and send the photograph."
            ) % {"size": int(facts["limit"]) // MEGABYTE}
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


_PLAIN = {
    Refusal.EMPTY: lambda: gettext("This file is empty. Choose it again, or photograph the document."),
    Refusal.CONTENT: lambda: gettext(
        "The content of this file is not what its name says. Photograph the document and send the photograph."
    ),
    Refusal.DAMAGED: lambda: gettext(
        "This file did not arrive whole, or is damaged. Send it again, or photograph the document."
    ),
}
