"""The addresses of administration, under /desk/administration/."""

from django.urls import path

from shubbak.desk.administration.views import calendar, home, services, staff, units

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
    path("services", services.services, name="administration_services"),
    path("services/<slug:service_code>", services.service, name="administration_service"),
    path("services/<slug:service_code>/pack", services.pack, name="administration_pack"),
    path(
        "services/<slug:service_code>/<slug:deed>", services.service_deed, name="administration_service_deed"
    ),
    path("proposals/new", services.new_proposal, name="administration_propose"),
    path("proposals/<int:proposal_id>", services.proposal, name="administration_proposal"),
    path(
        "proposals/<int:proposal_id>/<slug:deed>",
        services.proposal_deed,
        name="administration_proposal_deed",
    ),
    path("calendar", calendar.calendar, name="administration_calendar"),
    path("calendar/day", calendar.day, name="administration_day"),
    path("calendar/ramadan", calendar.ramadan, name="administration_ramadan"),
]
