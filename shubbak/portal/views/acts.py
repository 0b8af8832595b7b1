"""What a person may do with their file: answer, add, write, withdraw, rate, open again, claim."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from shubbak.cases.actions import claim_silence, receive_from_person
from shubbak.cases.actions import withdraw as take_back
from shubbak.cases.models import Case
from shubbak.cases.queries import tracking_view
from shubbak.cases.queries.applicant import papers_to_come
from shubbak.cases.rules import Refused
from shubbak.feedback.actions import reopen as open_again
from shubbak.portal.answering import AskedForm, applicant_of, send_answer, send_paper
from shubbak.portal.filling import acts
from shubbak.portal.filling.guide import spoken
from shubbak.portal.filling.tracking import tracking_page
from shubbak.portal.forms import EmptyForm, MessageForm, PaperForm, ReasonForm, ReopenForm
from shubbak.portal.limits import limited, spend
from shubbak.portal.opinion import OpinionForm, give_opinion
from shubbak.portal.pages import FormPage, MessagePage
from shubbak.portal.views.file import acting_on_file
from shubbak.portal.wording import refused_words

_LOOK_OR_SEND = ["GET", "HEAD", "POST"]


@require_POST
@limited
@acting_on_file
def answer(request: HttpRequest, case: Case) -> HttpResponse:
    """Sends what was asked."""
    at = timezone.now()
    spend(request, "upload", at, max(1, len(request.FILES)))
    view = tracking_view(case, spoken(), at)
    if not view.may_answer:
        return redirect("file", case.pk)
    form = AskedForm(view, request.POST, request.FILES)
    if not send_answer(case, form, at):
        page = tracking_page(case, at, form)
        return render(request, "portal/tracking.html", {"page": page}, status=422)
    return _done(request, acts.done_page(case, gettext("We have received it. The clock runs again.")))


@require_http_methods(_LOOK_OR_SEND)
@limited
@acting_on_file
def add_paper(request: HttpRequest, case: Case) -> HttpResponse:
    """Lays a further paper into the file."""
    at = timezone.now()
    if request.method != "POST":
        return _form(request, acts.paper_page(case, PaperForm(papers_to_come(case))))
    spend(request, "upload", at, max(1, len(request.FILES)))
    form = PaperForm(papers_to_come(case), request.POST, request.FILES)
    if not send_paper(case, form, at):
        return _form(request, acts.paper_page(case, form), 422)
    return _done(request, acts.done_page(case, gettext("The paper is on your file.")))


@require_http_methods(_LOOK_OR_SEND)
@limited
@acting_on_file
def write(request: HttpRequest, case: Case) -> HttpResponse:
    """Writes to whoever has the file."""
    at = timezone.now()
    form = MessageForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        spend(request, "answer", at)
        words, actor = form.cleaned_data["words"], applicant_of(case)
        try:
            receive_from_person(case=case, words=words, actor=actor, at=at)
        except Refused as refused:
            form.add_error(None, refused_words(refused))
        else:
            return redirect("file", case.pk)
    return _form(request, acts.message_page(case, form), 422 if form.errors else 200)


@require_http_methods(_LOOK_OR_SEND)
@acting_on_file
def withdraw(request: HttpRequest, case: Case) -> HttpResponse:
    """Asks once more, then takes the file back."""
    form = ReasonForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        reason, actor = form.cleaned_data["reason"], applicant_of(case)
        try:
            take_back(case=case, actor=actor, at=timezone.now(), reason=reason)
        except Refused as refused:
            form.add_error(None, refused_words(refused))
        else:
            return _done(request, acts.done_page(case, gettext("The file is withdrawn.")))
    return _form(request, acts.withdrawal_page(case, form), 422 if form.errors else 200)


@require_http_methods(_LOOK_OR_SEND)
@acting_on_file
def opinion(request: HttpRequest, case: Case) -> HttpResponse:
    """How it went, once the file is closed."""
    at = timezone.now()
    page = acts.opinion_page(case, at)
    if page is None:
        return redirect("file", case.pk)
    if request.method == "POST" and isinstance(page.form, OpinionForm):
        form = OpinionForm(page.form.survey, request.POST)
        if give_opinion(case, form, at):
            return _done(request, acts.done_page(case, gettext("We have taken down your opinion.")))
        page = acts.opinion_page(case, at, form)
    status = 422 if request.method == "POST" else 200
    return render(request, "portal/rate.html", {"page": page}, status=status)


@require_POST
@acting_on_file
def reopen(request: HttpRequest, case: Case) -> HttpResponse:
    """Says that it is not settled: the file opens again under its number."""
    at, form = timezone.now(), ReopenForm(request.POST, prefix="again")
    if form.is_valid():
        reason, actor = form.cleaned_data["reason"], applicant_of(case)
        try:
            open_again(case=case, reason=reason, actor=actor, at=at)
        except Refused as refused:
            form.add_error(None, refused_words(refused))
        else:
            return _done(request, acts.done_page(case, gettext("The file is open again, under its number.")))
    page = acts.opinion_page(case, at, reopening=form)
    if page is None:
        return redirect("file", case.pk)
    return render(request, "portal/rate.html", {"page": page}, status=422)


@require_http_methods(_LOOK_OR_SEND)
@acting_on_file
def silence(request: HttpRequest, case: Case) -> HttpResponse:
    """Claims the effect of silence: a claim that staff look at, never an act by itself."""
    at, form = timezone.now(), EmptyForm(_sent(request))
    view = tracking_view(case, spoken(), at)
    if not view.silence_claim:
        return redirect("file", case.pk)
    if request.method == "POST":
        claim_silence(case=case, actor=applicant_of(case), at=at)
        said = gettext("Your claim is on the file. The body answers it.")
        return _done(request, acts.done_page(case, said))
    return _form(request, acts.silence_page(view, form))


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _form(request: HttpRequest, page: FormPage, status: int = 200) -> HttpResponse:
    return render(request, "portal/form.html", {"page": page}, status=status)


def _done(request: HttpRequest, page: MessagePage) -> HttpResponse:
    return render(request, "portal/message.html", {"page": page})
