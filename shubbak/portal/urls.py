"""The addresses of the public portal of one agency."""

from django.urls import URLPattern, URLResolver, include, path

from shubbak.portal import palette
from shubbak.portal.views import (
    account,
    acts,
    chrome,
    deposit,
    drafts,
    file,
    guide,
    public,
    sink,
    steps,
    tracking,
)

of_file: list[URLPattern | URLResolver] = [
    path("", file.file, name="file"),
    path("receipt", file.receipt, name="receipt"),
    path("receipt.pdf", file.receipt_pdf, name="receipt_pdf"),
    path("decision", file.decision, name="decision"),
    path("letters/<uuid:letter_id>.pdf", file.letter, name="letter"),
    path("papers/<uuid:document_id>", file.paper, name="paper"),
    path("answer", acts.answer, name="answer"),
    path("paper", acts.add_paper, name="add_paper"),
    path("message", acts.write, name="write"),
    path("withdraw", acts.withdraw, name="withdraw"),
    path("opinion", acts.opinion, name="opinion"),
    path("reopen", acts.reopen, name="reopen"),
    path("silence", acts.silence, name="silence"),
    path("delay", steps.delay, name="delay"),
    path("steps/<slug:name>", steps.own_step, name="own_step"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", guide.home, name="home"),
    path("palette.css", palette.palette, name="palette"),
    path("seal.svg", palette.seal_icon, name="seal"),
    path("language/<slug:code>", chrome.language, name="language"),
    path("privacy", chrome.privacy, name="privacy"),
    path("accessibility", chrome.accessibility, name="accessibility"),
    path("offices", guide.contact, name="contact"),
    path("services", guide.services, name="services"),
    path("services/<slug:code>", guide.service, name="service"),
    path("services/<slug:code>/start", drafts.start, name="start"),
    path("d/<slug:code>/q/<slug:page>", deposit.question, name="question"),
    path("d/<slug:code>/review", deposit.review, name="review"),
    path("d/<slug:code>/for", drafts.on_behalf, name="on_behalf"),
    path("d/<slug:code>/later", drafts.later, name="later"),
    path("back/<str:token>", drafts.come_back, name="come_back"),
    path("my/files", account.account, name="account"),
    path("my/door", account.door, name="sign_in"),
    path("my/code", account.code, name="sign_in_code"),
    path("my/leave", account.leave, name="sign_out"),
    path("track", tracking.track, name="track"),
    path("t/<str:token>", tracking.by_link, name="by_link"),
    path("file/<uuid:case_id>/", include(of_file)),
    path("messages/", sink.messages, name="sink"),
    path("healthz", public.alive, name="healthz"),
    path("readyz", public.ready, name="readyz"),
    path("", include("shubbak.portal.verification_urls")),
]
