"""The addresses of letters that leave, under /desk/registry/departure/."""

from django.urls import path

from shubbak.desk.registry.departure import draft, folder, round, sending

urlpatterns = [
    path("", folder.folder, name="registry_departure"),
    path("new", draft.begin, name="registry_draft_new"),
    path("<uuid:draft_id>", draft.page, name="registry_draft"),
    path("<uuid:draft_id>/edit", draft.edit, name="registry_draft_edit"),
    path("<uuid:draft_id>/preview.pdf", draft.preview, name="registry_draft_preview"),
    path("<uuid:draft_id>/letter.pdf", draft.paper, name="registry_draft_paper"),
    path("<uuid:draft_id>/withdraw", draft.withdraw, name="registry_draft_withdraw"),
    path("<uuid:draft_id>/addressees/add", draft.add_addressee, name="registry_addressee_add"),
    path(
        "<uuid:draft_id>/addressees/<int:addressee_id>/remove",
        draft.remove_addressee,
        name="registry_addressee_remove",
    ),
    path("<uuid:draft_id>/round", round.ask, name="registry_draft_round"),
    path("<uuid:draft_id>/visa", round.visa, name="registry_draft_visa"),
    path("<uuid:draft_id>/refuse", round.refuse, name="registry_draft_refuse"),
    path("<uuid:draft_id>/sign", round.sign, name="registry_draft_sign"),
    path("sending/<int:addressee_id>/sent", sending.sent, name="registry_addressee_sent"),
    path("sending/<int:addressee_id>/delivered", sending.delivered, name="registry_addressee_delivered"),
    path("sending/<int:addressee_id>/returned", sending.returned, name="registry_addressee_returned"),
    path("sending/<int:addressee_id>/again", sending.again, name="registry_addressee_again"),
]
