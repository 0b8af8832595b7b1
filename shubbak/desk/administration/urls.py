"""The addresses of administration, under /desk/administration/."""

from django.urls import path

from shubbak.desk.administration.views import (
    body,
    calendar,
    erasure,
    home,
    letters,
    offered,
    presence,
    staff,
    units,
    wording,
)

urlpatterns = [
    path("", home.home, name="administration"),
    path("units", units.units, name="administration_units"),
    path("units/new", units.new_unit, name="administration_new_unit"),
    path("units/<slug:unit_code>", units.unit, name="administration_unit"),
    path("units/<slug:unit_code>/<slug:deed>", units.unit_deed, name="administration_unit_deed"),
    path("staff", staff.staff, name="administration_staff"),
    path("staff/new", staff.new_member, name="administration_new_member"),
    path("staff/<int:staff_id>", staff.member, name="administration_member"),
    path("staff/<int:staff_id>/<slug:deed>", staff.member_deed, name="administration_member_deed"),
    path(
        "appointments/<int:appointment_id>/end",
        staff.end_of_appointment,
        name="administration_end_appointment",
    ),
    path("grants/<int:grant_id>/withdraw", staff.withdrawal, name="administration_withdraw"),
    path("services", offered.services, name="administration_services"),
    path("services/<slug:service_code>", offered.service, name="administration_service"),
    path("services/<slug:service_code>/letters", letters.letters, name="administration_letters"),
    path(
        "services/<slug:service_code>/letters/<slug:letter_name>",
        wording.wording,
        name="administration_wording",
    ),
    path("services/<slug:service_code>/pack", offered.pack, name="administration_pack"),
    path(
        "services/<slug:service_code>/<slug:deed>", offered.service_deed, name="administration_service_deed"
    ),
    path("proposals/new", offered.new_proposal, name="administration_propose"),
    path("proposals/<int:proposal_id>", offered.proposal, name="administration_proposal"),
    path(
        "proposals/<int:proposal_id>/<slug:deed>",
        offered.proposal_deed,
        name="administration_proposal_deed",
    ),
    path("presence", presence.presence, name="administration_presence"),
    path("absences/new", presence.new_absence, name="administration_new_absence"),
    path("absences/<int:absence_id>/end", presence.end_of_absence, name="administration_end_absence"),
    path("turns/new", presence.new_turn, name="administration_new_turn"),
    path("turns/<int:turn_id>/end", presence.end_of_turn, name="administration_end_turn"),
    path("texts", wording.blocks, name="administration_blocks"),
    path("texts/new", wording.new_block, name="administration_new_block"),
    path("texts/<int:block_id>", wording.change_block, name="administration_block"),
    path("texts/<int:block_id>/withdraw", wording.withdrawal_of_block, name="administration_withdraw_block"),
    path("body", body.body, name="administration_body"),
    path("body/<slug:deed>", body.body_deed, name="administration_body_deed"),
    path(
        "announcements/<int:announcement_id>/withdraw",
        body.withdrawal_of_announcement,
        name="administration_withdraw_announcement",
    ),
    path("erasure", erasure.erasure, name="administration_erasure"),
    path("erasure/new", erasure.new_erasure, name="administration_new_erasure"),
    path("erasure/<int:list_id>", erasure.erasure_list, name="administration_erasure_list"),
    path("erasure/<int:list_id>/<slug:deed>", erasure.erasure_deed, name="administration_erasure_deed"),
    path("holds/new", erasure.new_hold, name="administration_new_hold"),
    path("holds/<int:hold_id>/lift", erasure.end_of_hold, name="administration_end_hold"),
    path("calendar", calendar.calendar, name="administration_calendar"),
    path("calendar/day", calendar.day, name="administration_day"),
    path("calendar/ramadan", calendar.ramadan, name="administration_ramadan"),
]
