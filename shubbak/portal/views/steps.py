"""Steps of the pack that are the person's own, and the complaint about silence."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from shubbak.cases.actions import complain_of_silence
from shubbak.cases.models import Case
from shubbak.cases.queries import tracking_view
from shubbak.cases.rules import Refused
from shubbak.portal.answering import applicant_of
from shubbak.portal.filling import acts
from shubbak.portal.filling.guide import spoken
from shubbak.portal.forms import ReasonForm
from shubbak.portal.limits import limited, spend
from shubbak.portal.own_steps import OwnStepForm, send_step
from shubbak.portal.pages import FormPage
from shubbak.portal.views.file import acting_on_file
from shubbak.portal.wording import refused_words

_LOOK_OR_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(_LOOK_OR_SEND)
@limited
@acting_on_file
def own_step(request: HttpRequest, case: Case, name: str) -> HttpResponse:
    """A step that the pack gives to the person, with the words and papers that it needs."""
    at, posted = timezone.now(), request.method == "POST"
    view = tracking_view(case, spoken(), at)
    step = next((step for step in view.own_steps if step.name == name), None)
    if step is None:
        return redirect("file", case.pk)
    form = (
        OwnStepForm(view.spec, step, request.POST, request.FILES) if posted else OwnStepForm(view.spec, step)
    )
    if posted:
        spend(request, "upload", at, max(1, len(request.FILES)))
        if send_step(case, form, at):
            said = gettext("It is on your file. Whoever has it was told.")
            return render(request, "portal/message.html", {"page": acts.done_page(case, said)})
    return _form(request, acts.step_page(case, step, form), 422 if form.errors else 200)


@require_http_methods(_LOOK_OR_SEND)
@limited
@acting_on_file
def delay(request: HttpRequest, case: Case) -> HttpResponse:
    """Complains that no answer came in time."""
    at, form = timezone.now(), ReasonForm(request.POST if request.method == "POST" else None)
    view = tracking_view(case, spoken(), at)
    if not view.may_complain:
        return redirect("file", case.pk)
    if request.method == "POST" and form.is_valid():
        spend(request, "answer", at)
        try:
            complain_of_silence(case=case, words=form.cleaned_data["reason"], actor=applicant_of(case), at=at)
        except Refused as refused:
            form.add_error(None, refused_words(refused))
        else:
            said = gettext("Your complaint about the delay is on the file. Those above were told.")
            return render(request, "portal/message.html", {"page": acts.done_page(case, said)})
    return _form(request, acts.delay_page(view, form), 422 if form.errors else 200)


def _form(request: HttpRequest, page: FormPage, status: int) -> HttpResponse:
    return render(request, "portal/form.html", {"page": page}, status=status)
