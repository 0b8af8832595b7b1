"""What came by e-mail and waits for a clerk: opened, laid into its file, left to the office, set aside."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.contact.intake.actions import join_mail, pass_mail, refuse_mail
from shubbak.contact.intake.queries import mailbox_in_use, mails_waiting
from shubbak.contact.models import Mail
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.chrome import show
from shubbak.desk.registry.access import register_keepers
from shubbak.desk.registry.mail_forms import JoinForm, RefusalForm
from shubbak.desk.registry.mail_shown import look_words, mail_lines, mail_shown

PAGE = 50


@register_keepers
@require_safe
def tray(request: DeskRequest) -> HttpResponse:
    return _list(request, quarantined=False)


@register_keepers
@require_safe
def quarantine(request: DeskRequest) -> HttpResponse:
    """Messages that were not opened; each has its number all the same."""
    return _list(request, quarantined=True)


@register_keepers
@require_safe
def page(request: DeskRequest, mail_id: UUID) -> HttpResponse:
    shown = mail_shown(_mail(mail_id), request.visit.at)
    return show(request, "desk/registry/mail.html", {"shown": shown}, here="registry")


@register_keepers
@require_http_methods(["GET", "POST"])
def mail_deed(request: DeskRequest, mail_id: UUID, deed: str) -> HttpResponse:
    found, chosen = _mail(mail_id), DEEDS.get(deed)
    if chosen is None:
        raise Http404
    named, back = mail_shown(found, request.visit.at).line.number, reverse("registry_mail")
    if deed == "pass":
        back = reverse("registry_letter", args=[found.entry_id])
    return carry_out(request, chosen, found, back=back, named=named, here="registry")


def _list(request: DeskRequest, *, quarantined: bool) -> HttpResponse:
    waiting, mailbox = mails_waiting(quarantined=quarantined), mailbox_in_use()
    context = {
        "lines": mail_lines(waiting[:PAGE], request.visit.at),
        "count": waiting.count(),
        "others": mails_waiting(quarantined=not quarantined).count(),
        "quarantined": quarantined,
        "mailbox": mailbox,
        "look": look_words(mailbox),
    }
    return show(request, "desk/registry/mails.html", context, here="registry")


def _mail(mail_id: UUID) -> Mail:
    """:raises Http404: if there is none that is a letter."""
    whole = Mail.objects.select_related("entry__series__register", "case")
    found = whole.filter(pk=mail_id, entry__isnull=False).first()
    if found is None:
        raise Http404
    return found


def _join(visit: Visit, form: JoinForm) -> None:
    number = form.cleaned_data["number"]
    join_mail(mail=form.about, number=number, staff=visit.staff, at=visit.at)


def _pass(visit: Visit, form: ConfirmForm) -> None:
    pass_mail(mail=form.about, staff=visit.staff, at=visit.at)


def _refuse(visit: Visit, form: RefusalForm) -> None:
    reason = form.cleaned_data["reason"]
    refuse_mail(mail=form.about, reason=reason, staff=visit.staff, at=visit.at)


DEEDS = {
    "join": Deed(
        _("Lay it into a file"),
        pgettext_lazy("message", "Lay it in"),
        JoinForm,
        _join,
        _("The message and its files lie in the file. Its unit is told."),
        _("What it says and what came with it go to whoever works on the file."),
    ),
    "pass": Deed(
        _("Leave it to the registry office"),
        _("Leave it"),
        ConfirmForm,
        _pass,
        _("It is a letter like any other now."),
        _("It stays under its number and goes the way of the other letters."),
    ),
    "refuse": Deed(
        _("Set the message aside"),
        _("Set it aside"),
        RefusalForm,
        _refuse,
        _("The message is set aside. Its number stays in the register, annulled."),
        _("Advertising, fraud, or a message for another body. Nothing is answered to it."),
    ),
}
