"""What this room sends: a new code, and the answer to a question about a file."""

from collections.abc import Callable

from django.utils.translation import gettext

from shubbak.agencies.queries import address_of, current_agency
from shubbak.cases.queries import access_code_of
from shubbak.contact.models import Contact, IdentityCheck
from shubbak.foundation.codes import format_code
from shubbak.foundation.text import isolate, isolate_ltr
from shubbak.notifications.models import Message
from shubbak.notifications.rules import Rendered, Withdrawn


def render_message(message: Message) -> Rendered:
    """:raises Withdrawn: once what it is about is gone."""
    check = IdentityCheck.objects.select_related("case").filter(pk=message.about_id).first()
    if check is None:
        raise Withdrawn
    return _RENDERED[message.template](message, check, _names(message, check))


def _names(message: Message, check: IdentityCheck) -> dict[str, str]:
    agency = current_agency()
    return {
        "agency": isolate(agency.localized_name(message.language)),
        "number": isolate_ltr(check.case.number),
        "link": isolate_ltr(address_of(agency, "/track")),
    }


def _new_code(message: Message, check: IdentityCheck, names: dict[str, str]) -> Rendered:
    """The code is derived at sending, and stands in no row; once another was drawn, this one is withdrawn."""
    if check.case.code_generation != message.context.get("generation"):
        raise Withdrawn
    words = {**names, "code": isolate_ltr(format_code(access_code_of(check.case)))}
    return Rendered(
        subject=gettext("A new tracking code for your file %(number)s") % words,
        text=gettext(
            "At your request, a new code opens your file %(number)s: %(code)s\n"
            "The former code and all former links open it no more. Give the code to nobody.\n\n"
            "%(link)s\n\n%(agency)s"
        )
        % words,
        short=gettext("%(agency)s: file %(number)s, new tracking code %(code)s. Give it to nobody.") % words,
        sender_name=current_agency().localized_name(message.language),
        must_leave=True,
    )


def _answer(message: Message, check: IdentityCheck, names: dict[str, str]) -> Rendered:
    """What the agent wrote; withdrawn once the words of the file were erased."""
    kept = Contact.objects.filter(pk=message.context["contact"], check_passed=check).exclude(said="").first()
    if kept is None:
        raise Withdrawn
    words = {**names, "said": kept.said}
    return Rendered(
        subject=gettext("Your question about file %(number)s") % words,
        text=gettext(
            "You asked about your file %(number)s. Our answer:\n\n%(said)s\n\n"
            "To follow the file: %(link)s\n\n%(agency)s"
        )
        % words,
        sender_name=current_agency().localized_name(message.language),
    )


_RENDERED: dict[str, Callable[[Message, IdentityCheck, dict[str, str]], Rendered]] = {
    "new_code": _new_code,
    "answer": _answer,
}
