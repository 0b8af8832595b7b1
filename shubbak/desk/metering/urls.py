"""The addresses of readings, under /desk/metering/."""

from django.urls import path

from shubbak.desk.metering.views import campaigns, lines, photographs, review

urlpatterns = [
    path("", review.waiting, name="metering"),
    path("readings/<uuid:reading_id>", review.reading, name="metering_reading"),
    path("readings/<uuid:reading_id>/photograph", review.photograph, name="metering_photograph"),
    path("readings/<uuid:reading_id>/correct", review.correct, name="metering_correct"),
    path("readings/<uuid:reading_id>/reject", review.reject, name="metering_reject"),
    path("photographs", photographs.photographs, name="metering_photographs"),
    path("photographs/<uuid:reading_id>", photographs.photograph_of, name="metering_photograph_of"),
    path("campaigns", campaigns.campaigns, name="metering_campaigns"),
    path("campaigns/new", campaigns.new, name="metering_new_campaign"),
    path("campaigns/suspend", campaigns.suspend, name="metering_suspend"),
    path("campaigns/<int:campaign_id>/estimate", campaigns.estimate, name="metering_estimate"),
    path("campaigns/<int:campaign_id>/route", campaigns.route, name="metering_route"),
    path("campaigns/<int:campaign_id>/take", campaigns.take, name="metering_take"),
    path("lines", lines.lines, name="metering_lines"),
    path("lines/<slug:commodity>", lines.change, name="metering_change_lines"),
    path("files/<int:file_id>", campaigns.file, name="metering_file"),
]
