"""The agency's own words: of a service's letters, and text blocks for answers."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shubbak.agencies.queries import current_agency
from shubbak.cases.letter_samples import Sample, sample_of
from shubbak.cases.letters import worded
from shubbak.catalogue.actions import keep_block, restore_letter, withdraw_block, word_letter
from shubbak.catalogue.models import AnswerBlock
from shubbak.catalogue.queries import answer_blocks, services_known, spec_of, wordings_of
from shubbak.catalogue.spec import Letter, ServiceSpec
from shubbak.catalogue.vocabulary import KNOWN
from shubbak.catalogue.wording import WordingRefused, check_letter
from shubbak.desk.access import DeskRequest, Visit
from shubbak.desk.administration.access import administration
from shubbak.desk.administration.deeds import Deed, carry_out
from shubbak.desk.administration.forms.base import ConfirmForm
from shubbak.desk.administration.forms.wording import BlockForm, WordingForm, shown_places
from shubbak.desk.administration.views.offered import the_service
from shubbak.desk.administration.words import wording_refusal
from shubbak.desk.chrome import show
from shubbak.desk.shown.language import tongue


@administration
@require_http_methods(["GET", "POST"])
def wording(request: DeskRequest, service_code: str, letter_name: str) -> HttpResponse:
    """Read the words, try others with sample values, keep them, or return to those of the pack."""
    spec, visit = spec_of(the_service(service_code).current), request.visit
    letter, spoken = spec.letters.get(letter_name), language_asked(request)
    if letter is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    now = worded(letter, spec.code, spoken, visit.at)
    form, sample = WordingForm(visit, now, spoken, posted), None
    if posted is not None and posted.get("go") == "restore":
        restore_letter(service=spec.code, letter=letter.name, language=spoken, actor=visit.actor, at=visit.at)
        return kept(request, service_code, spoken, gettext("The words of the pack hold again."))
    if form.is_bound and form.is_valid():
        sample = tried(form, spec, spoken, visit, keep=form.data.get("go") == "keep")
        if sample is None and not form.refusal:
            return kept(
                request, service_code, spoken, gettext("The words are kept, from the next letter on.")
            )
    return wording_page(request, spec, letter, form, sample)


def tried(form: WordingForm, spec: ServiceSpec, spoken: str, visit: Visit, *, keep: bool) -> Sample | None:
    """Keep what was typed; or read it with sample values. What is wrong with it stands above the form."""
    typed = form.typed()
    texts = {name: getattr(typed, name).get(spoken, "") for name in ("subject", "body", "sms")}
    try:
        if keep:
            word_letter(
                service=spec.code,
                letter=spec.letters[typed.name],
                language=spoken,
                actor=visit.actor,
                at=visit.at,
                **texts,
            )
            return None
        check_letter(spec.letters[typed.name], **texts)
    except WordingRefused as refused:
        form.refusal = wording_refusal(refused)
    with override(spoken):
        return sample_of(typed, spec, current_agency(), spoken, visit.at)


def wording_page(
    request: DeskRequest, spec: ServiceSpec, letter: Letter, form: WordingForm, sample: Sample | None
) -> HttpResponse:
    speech = tongue()
    context = {
        "service": spec.code,
        "title": speech.pick(letter.title),
        "form": form,
        "spoken": form.spoken,
        "sample": sample,
        "is_own": form.about is not letter,
        "places": shown_places(KNOWN.letter_fields),
        "versions": [
            (version, speech.moment(version.at, request.visit.at))
            for version in wordings_of(spec.code, letter.name).filter(language=form.spoken)
        ],
    }
    status = 409 if form.refusal else 200
    return show(request, "desk/administration/wording.html", context, here="administration", status=status)


def language_asked(request: DeskRequest) -> str:
    asked = request.GET.get("in", "")
    return asked if asked in current_agency().languages else tongue().language


def kept(request: DeskRequest, service_code: str, spoken: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(reverse("administration_letters", args=[service_code]) + f"?in={spoken}")


@administration
@require_safe
def blocks(request: DeskRequest) -> HttpResponse:
    speech = tongue()
    named = {found.code: speech.pick(spec_of(found.current).title) for found in services_known()}
    lines = [
        {
            "pk": block.pk,
            "title": speech.pick(block.title),
            "words": speech.pick(block.words),
            "service": named.get(block.service, block.service),
        }
        for block in answer_blocks()
    ]
    return show(request, "desk/administration/blocks.html", {"lines": lines}, here="administration")


@administration
@require_http_methods(["GET", "POST"])
def new_block(request: DeskRequest) -> HttpResponse:
    return carry_out(request, WRITE, None, back=reverse("administration_blocks"))


@administration
@require_http_methods(["GET", "POST"])
def change_block(request: DeskRequest, block_id: int) -> HttpResponse:
    block = _offered(block_id)
    named = tongue().pick(block.title)
    return carry_out(request, CHANGE, block, back=reverse("administration_blocks"), named=named)


@administration
@require_http_methods(["GET", "POST"])
def withdrawal_of_block(request: DeskRequest, block_id: int) -> HttpResponse:
    block = _offered(block_id)
    named = tongue().pick(block.title)
    return carry_out(request, WITHDRAW, block, back=reverse("administration_blocks"), named=named)


def _offered(block_id: int) -> AnswerBlock:
    block = answer_blocks().filter(pk=block_id).first()
    if block is None:
        raise Http404
    return block


def _keep(visit: Visit, form: BlockForm) -> None:
    keep_block(
        block=form.about,
        title=form.named("title"),
        words=form.named("words"),
        service=form.cleaned_data["service"],
        actor=visit.actor,
        at=visit.at,
    )


def _withdraw(visit: Visit, form: ConfirmForm) -> None:
    withdraw_block(block=form.about, actor=visit.actor, at=visit.at)


_BUTTON, _KEPT = pgettext_lazy("administration", "Keep"), _("The text is kept.")
WRITE = Deed(_("New text for answers"), _BUTTON, BlockForm, _keep, _KEPT)
CHANGE = Deed(_("Change the text"), _BUTTON, BlockForm, _keep, _KEPT)
WITHDRAW = Deed(
    _("Offer the text no more"),
    _("Offer no more"),
    ConfirmForm,
    _withdraw,
    _("The text is offered no more; answers written with it stay as they are."),
)
