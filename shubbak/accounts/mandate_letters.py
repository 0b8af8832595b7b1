"""What the messages about a mandate say, to its holder and to whoever is represented."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from shubbak.accounts.actions.mandate_lines import MANDATE
from shubbak.accounts.models import Mandate, MandateFile
from shubbak.agencies.queries import address_of, current_agency
from shubbak.cases.queries import access_code_of
from shubbak.foundation.codes import format_code
from shubbak.foundation.text import isolate, isolate_ltr
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import Rendered, Withdrawn

_CODES_AT_MOST = 20


@dataclass(frozen=True)
class _Said:
    """The names that stand in the words."""

    holder: str
    principal: str
    agency: str
    link: str
    reason: str

    def put_into(self, words: str) -> str:
        return words % vars(self)


def render_mandate(message: Message) -> Rendered:
    """:raises Withdrawn: when the mandate was erased meanwhile."""
    mandate = Mandate.objects.select_related("principal").filter(pk=UUID(message.about_id)).first()
    if mandate is None:
        raise Withdrawn
    agency = current_agency()
    name = agency.localized_name(message.language)
    said = _Said(
        holder=isolate(mandate.holder_name),
        principal=isolate(mandate.principal.name),
        agency=isolate(name),
        link=isolate_ltr(address_of(agency, "/my/files")),
        reason=isolate(mandate.words),
    )
    subject, words = (said.put_into(text) for text in _WORDS[message.template]())
    codes = _new_codes(mandate) if message.template == "ended_for_you" else ""
    text = f"{words}\n\n{codes}{said.link}\n\n{said.agency}"
    return Rendered(
        subject=subject, text=text, short=f"{words} {said.link}", sender_name=name, must_leave=True
    )


def _new_codes(mandate: Mandate) -> str:
    """The files that were deposited under it, each with the code that opens it from now on."""
    under = MandateFile.objects.filter(mandate=mandate, case__erased_at=None).select_related("case")
    lines = [
        gettext("File %(number)s: new tracking code %(code)s")
        % {
            "number": isolate_ltr(file.case.number),
            "code": isolate_ltr(format_code(access_code_of(file.case))),
        }
        for file in under.order_by("-added_at")[:_CODES_AT_MOST]
    ]
    return "".join(f"{line}\n" for line in lines) + ("\n" if lines else "")


def _accepted() -> tuple[str, str]:
    return (
        gettext("You may act for %(principal)s"),
        gettext(
            "%(agency)s has accepted your mandate: you may act for %(principal)s from now on. You find it"
            " under “My files”."
        ),
    )


def _accepted_for_you() -> tuple[str, str]:
    return (
        gettext("%(holder)s may act for you"),
        gettext(
            "%(agency)s has checked and accepted a mandate: %(holder)s may act for %(principal)s. If you do"
            " not want it any more, end it at the counter, or under “My files”: it ends at once."
        ),
    )


def _refused() -> tuple[str, str]:
    return (
        gettext("Your mandate for %(principal)s is not accepted"),
        gettext("%(agency)s cannot accept your mandate for %(principal)s: %(reason)s"),
    )


def _invited() -> tuple[str, str]:
    return (
        gettext("An invitation to act for %(principal)s"),
        gettext(
            "You are invited to act for %(principal)s at %(agency)s. Open “My files” with a code sent to this"
            " address; there you accept or leave it. If you expected nothing, do nothing."
        ),
    )


def _ended() -> tuple[str, str]:
    return (
        gettext("You act for %(principal)s no more"),
        gettext("Your mandate for %(principal)s at %(agency)s has ended. It opens no file any more."),
    )


def _ended_for_you() -> tuple[str, str]:
    return (
        gettext("%(holder)s acts for you no more"),
        gettext(
            "The mandate of %(holder)s for %(principal)s has ended and opens nothing any more. The codes that"
            " %(holder)s knew are replaced."
        ),
    )


_WORDS: dict[str, Callable[[], tuple[str, str]]] = {
    "accepted": _accepted,
    "accepted_for_you": _accepted_for_you,
    "refused": _refused,
    "invited": _invited,
    "ended": _ended,
    "ended_for_you": _ended_for_you,
}

register_template_source(MANDATE, render_mandate)
