"""What auditors read: the journal, samples, rights, identity numbers, registers, exports."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shubbak.cases.models import Case
from shubbak.foundation import merkle
from shubbak.journal.actions import checkpoint
from shubbak.journal.models import Leaf
from shubbak.journal.queries import lines_about
from shubbak.journal.rules import SYSTEM
from shubbak.notifications.actions import drain
from shubbak.people.actions import close_account, note_absence, reveal_identity, withdraw_role
from shubbak.people.models import RoleGrant
from shubbak.registry.models import Series
from tests.desk.test_export import rows_of

AUDIT = "/desk/audit/"
PERIOD = {"starts": "2026-10-01", "ends": "2026-11-30"}
SAMPLE = {**PERIOD, "of": "cases", "size": "2", "stratified": "on"}


def shown(answer):
    return [line.index for line in answer.context["lines"]]


def test_the_journal_is_narrowed_by_act_subject_and_actor(office, auditor):
    case = office.deposit()
    entered = Leaf.objects.get(what="registry.entered", about=case.number).index
    ask = {**PERIOD, "area": "registry.", "about": case.number}
    assert shown(auditor.get(f"{AUDIT}journal", ask)) == [entered]
    assert shown(auditor.get(f"{AUDIT}journal", {**ask, "actor": str(office.staff["agent"].pk)})) == []
    early = {**ask, "starts": "2025-01-01", "ends": "2025-12-31"}
    assert shown(auditor.get(f"{AUDIT}journal", early)) == []


def test_lines_about_messages_bear_the_number_of_their_file_and_lead_to_it(office, auditor, at):
    case = office.deposit()
    drain(at=at)
    [message] = auditor.get(f"{AUDIT}journal", {**PERIOD, "area": "message."}).context["lines"]
    assert (message.subject.name, message.subject.url) == (case.number, f"/desk/cases/{case.pk}")
    asked = auditor.get(f"{AUDIT}journal", {**PERIOD, "about": case.number}).context["lines"]
    assert {line.about for line in asked} == {case.number, f"case:{case.pk}"}


def test_what_lines_are_about_is_asked_once_for_all_of_them(office, auditor, django_assert_num_queries):
    ask = {**PERIOD, "area": "case."}
    office.deposit()
    auditor.get(f"{AUDIT}journal", ask)
    with CaptureQueriesContext(connection) as few:
        auditor.get(f"{AUDIT}journal", ask)
    for _ in range(3):
        office.deposit()
    with django_assert_num_queries(len(few)):
        auditor.get(f"{AUDIT}journal", ask)


def test_the_journal_goes_on_by_key_and_a_search_is_one_line(office, auditor, monkeypatch):
    monkeypatch.setattr("shubbak.desk.audit.views.journal._PAGE", 7)
    before, answer, seen = Leaf.objects.count(), auditor.get(f"{AUDIT}journal", PERIOD), []
    while True:
        seen += shown(answer)
        if not answer.context["older_url"]:
            break
        answer = auditor.get(f"{AUDIT}journal{answer.context['older_url']}")
    assert seen == list(range(before, -1, -1))
    [line] = lines_about("audit/journal")
    assert (line.what, line.actor_name) == ("audit.consulted", "auditor")
    assert line.facts == PERIOD


def test_what_was_asked_of_the_audit_stands_in_words(office, auditor):
    auditor.cookies["language"] = "fr"
    auditor.get(f"{AUDIT}samples", {**PERIOD, "of": "cases", "seed": "7", "size": "3", "stratified": "on"})
    page = auditor.get(f"{AUDIT}journal", PERIOD).content.decode()
    for words in ("Échantillons aléatoires", "combien", "autant de chaque", "<bdi>oui</bdi>"):
        assert words in page


def test_a_line_that_no_checkpoint_covers_yet_says_so(office, auditor):
    answer = auditor.get(f"{AUDIT}journal/0")
    assert answer.context["checkpoint"] is None
    assert answer.context["line"].hash == bytes(Leaf.objects.get(index=0).leaf_hash).hex()
    assert auditor.get(f"{AUDIT}journal/0.json").status_code == 404
    assert auditor.get(f"{AUDIT}journal/999999").status_code == 404


@pytest.mark.asvs("16.4.2")
def test_a_line_leads_to_the_root_of_a_checkpoint(office, auditor, signer, at):
    assert signer
    made = checkpoint(at=at)
    shown = auditor.get(f"{AUDIT}journal/3.json").json()
    path = [bytes.fromhex(step) for step in shown["path"]]
    assert merkle.includes(bytes(made.root), made.size, 3, bytes.fromhex(shown["leaf_hash"]), path)


def test_a_sample_is_drawn_by_the_hashes_of_seed_and_id(office, auditor):
    cases = [office.deposit() for _ in range(6)]
    by_hash = sorted(cases, key=lambda case: sha256(f"seed-1/{case.pk}".encode()).digest())
    answer = auditor.get(f"{AUDIT}samples", {**SAMPLE, "seed": "seed-1"})
    [stratum] = answer.context["strata"]
    assert [row["id"] for row in stratum["drawn"]] == [str(case.pk) for case in by_hash[:2]]
    assert stratum["population"] == 6


def test_without_a_seed_one_is_drawn_and_stands_in_the_address(office, auditor):
    office.deposit()
    first = auditor.get(f"{AUDIT}samples", SAMPLE)
    assert "seed=" in first["Location"]
    [stratum] = auditor.get(first["Location"]).context["strata"]
    assert len(stratum["drawn"]) == 1


def test_a_sample_leaves_as_a_table_on_record(office, auditor):
    office.deposit()
    asked = {**SAMPLE, "seed": "seed-1", "format": "csv"}
    assert [row["الرقم"] for row in rows_of(auditor.get(f"{AUDIT}samples", asked))] == [
        Case.objects.get().number
    ]
    rows = rows_of(auditor.get(f"{AUDIT}samples", {**asked, "of": "entries"}))
    assert [row["المعرّف"] for row in rows] == [str(Case.objects.get().entry_id)]
    begun = [about for about in Leaf.objects.filter(what="export.begun").values_list("about", flat=True)]
    assert lines_about(begun[0])[0].facts["seed"] == "seed-1"
    exports = auditor.get(f"{AUDIT}exports").context["lines"]
    assert [line.code for line in exports] == ["export.ended", "export.begun"] * 2


def names_on(auditor, day):
    held = auditor.get(f"{AUDIT}rights", {"day": day}).context["held"]
    return {one["name"]: [row["words"] for row in (*one["roles"], *one["stands_in"])] for one in held}


def test_rights_are_shown_as_they_were_on_a_day(office, auditor, at):
    agent, head = office.staff["agent"], office.staff["head"]
    withdraw_role(grant=RoleGrant.objects.get(staff=agent), actor=SYSTEM, at=at)
    note_absence(staff=head, stand_in=agent, starts=at, ends=at + timedelta(days=2), actor=SYSTEM, at=at)
    close_account(staff=office.staff["colleague"], actor=SYSTEM, at=at)
    assert "عون" in names_on(auditor, "2026-11-16")["agent"][0]
    later = names_on(auditor, "2026-11-18")
    assert later["agent"] == ["ناب عن head"]
    assert "colleague" not in later
    assert "colleague" in names_on(auditor, "2026-11-16")
    assert names_on(auditor, "2020-01-01") == {}


@pytest.mark.asvs("16.2.5")
def test_who_read_an_identity_number_stands_there_with_the_reason_and_the_file(office, auditor, at):
    case = office.deposit()
    reveal_identity(person=case.applicant, actor=office.actor("counter"), at=at, reason="التحقق من الهوية")
    answer = auditor.get(f"{AUDIT}identities")
    [read] = answer.context["lines"]
    assert (read["actor"], read["reason"]) == ("counter", "التحقق من الهوية")
    assert [file.number for file in read["person"].files] == [case.number]
    assert "G123481" not in answer.content.decode()


def test_exports_stand_there_with_who_what_and_why(office, auditor, sign_in):
    office.deposit()
    asked = {"format": "csv", "personal": "on", "reason": "تقرير"}
    rows_of(sign_in("secretary").get("/desk/export", asked))
    ended, begun = auditor.get(f"{AUDIT}exports").context["lines"]
    assert (begun.code, begun.actor, ended.code) == ("export.begun", "secretary", "export.ended")
    assert {"تقرير", "csv", "1"} <= {value for _name, value in begun.told}


def test_a_series_is_whole_or_names_what_misses(office, auditor):
    office.deposit()
    [state] = [line["state"] for line in auditor.get(f"{AUDIT}numbering").context["series"]]
    assert state.is_whole
    Series.objects.update(last=3)
    [line] = auditor.get(f"{AUDIT}numbering").context["series"]
    assert (line["state"].is_whole, line["missing"]) == (False, "2 3")
