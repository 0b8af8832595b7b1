"""The addresses of the desk; each view stands behind `desk.access`."""

from django.urls import URLPattern, URLResolver, include, path

from shubbak.desk.views import acts, case, contacts, deposit, export, incidents, many, outbox, queue, search

urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.work, name="desk_queue"),
    path("many", many.many, name="desk_many"),
    path("many/incident", incidents.link_many, name="desk_link_many"),
    path("search", search.search, name="desk_search"),
    path("export", export.export, name="desk_export"),
    path("deposits/new", deposit.begin, name="desk_deposit"),
    path("deposits/<uuid:draft_id>", deposit.fill, name="desk_fill"),
    path(
        "deposits/<uuid:draft_id>/papers/<int:paper_id>/remove",
        deposit.remove_paper,
        name="desk_remove_paper",
    ),
    path("cases/<uuid:case_id>", case.page, name="desk_case"),
    path("cases/<uuid:case_id>/incident", incidents.page, name="desk_incident"),
    path("cases/<uuid:case_id>/receipt", case.receipt, name="desk_receipt"),
    path("cases/<uuid:case_id>/archive", export.archive, name="desk_archive"),
    path("cases/<uuid:case_id>/identity", case.identity, name="desk_identity"),
    path("cases/<uuid:case_id>/papers/<int:paper_id>", case.paper, name="desk_paper"),
    path("cases/<uuid:case_id>/letters/<uuid:letter_id>", case.letter, name="desk_letter"),
    path("cases/<uuid:case_id>/steps/<slug:name>", acts.step, name="desk_step"),
    path("cases/<uuid:case_id>/acts/<slug:name>", acts.act, name="desk_act"),
    path("cases/<uuid:case_id>/kept/<slug:kind>/<slug:name>", acts.keep, name="desk_keep"),
    path("lists/", include("shubbak.desk.lists.urls")),
    path("unit/", include("shubbak.desk.unit.urls")),
    path("labels/", include("shubbak.desk.labels.urls")),
    path("billing/", include("shubbak.desk.billing.urls")),
    path("cashier/", include("shubbak.desk.cashier.urls")),
    path("money/", include("shubbak.desk.money.urls")),
    path("cases/<uuid:case_id>/enquiry", contacts.identify, name="desk_enquiry"),
    path("cases/<uuid:case_id>/enquiry/answer", contacts.answer, name="desk_enquiry_answer"),
    path("cases/<uuid:case_id>/enquiry/code", contacts.new_code, name="desk_enquiry_code"),
    path("contacts/", contacts.contacts, name="desk_contacts"),
    path("contacts/new", contacts.enquiry, name="desk_new_contact"),
    path("contacts/general", contacts.general, name="desk_general_contact"),
    path("mandates/", include("shubbak.desk.mandates.urls")),
    path("registry/", include("shubbak.desk.registry.urls")),
    path("metering/", include("shubbak.desk.metering.urls")),
    path("outbox/", outbox.outbox, name="desk_outbox"),
    path("audit/", include("shubbak.desk.audit.urls")),
    path("administration/", include("shubbak.desk.administration.urls")),
]
