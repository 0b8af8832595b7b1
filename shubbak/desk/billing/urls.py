"""The addresses of runs of bills, under /desk/billing/."""

from django.urls import path

from shubbak.desk.billing import accounts, corrections, papers, views

urlpatterns = [
    path("", views.runs, name="desk_runs"),
    path("new", views.begin, name="desk_new_run"),
    path("accounts", accounts.page, name="desk_accounts"),
    path("corrections", corrections.corrections, name="desk_corrections"),
    path("corrections/<uuid:correction_id>", corrections.correction, name="desk_correction"),
    path("paper", papers.switch, name="desk_paper_switch"),
    path("<int:run_id>", views.run, name="desk_run"),
    path("<int:run_id>/papers", papers.papers, name="desk_run_papers"),
    path("<int:run_id>/papers.pdf", papers.part, name="desk_run_paper"),
    path("<int:run_id>/clear", views.clear, name="desk_clear_drafts"),
    path("<int:run_id>/approve", views.approve, name="desk_approve_run"),
    path("<int:run_id>/drop", views.drop, name="desk_drop_run"),
]
