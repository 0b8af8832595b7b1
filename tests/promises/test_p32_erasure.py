"""P32: personal data goes when the law says; the proof of the register stays.

People deposit with papers, answer what is asked, write, are written to, have accounts, are acted for under
mandates, rate, bring letters and are answered, send e-mails; staff note, decide, tell, correct, and read
identity numbers. Every word of theirs is a canary. Once their time of keeping is over and two have let them
go, no canary is in any table of the agency, in the search index, the outbox, the files or the folders beside
the database; the audit is green, and an older backup that is restored applies the erasures again.
SHUBBAK_PROMISES is smoke (default, 5 people), ci
(50) or full (1,000).
"""

import os
from datetime import timedelta

import pytest
from django.db import transaction

from shubbak.cases.models import Case
from shubbak.config.invariants import violations
from shubbak.journal.audit import problems
from shubbak.privacy.actions import carry_out, erase_again, give_visa, list_due
from shubbak.registry.actions import approve_list, draw_up_list, eliminate_approved
from shubbak.registry.filing.memory import remembered
from shubbak.registry.models import Entry, EntryParty
from shubbak.registry.queries import letters_to_eliminate
from tests.cases.office import open_office
from tests.promises.lives import Life, live
from tests.residues import in_files, in_tables

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
PEOPLE = {"smoke": 5, "ci": 50, "full": 1_000}[SIZE]
PLANTED = {
    "accounts_mandate",
    "cases_case",
    "cases_caseevent",
    "cases_correspondence",
    "cases_decision",
    "cases_draft",
    "cases_note",
    "cases_observationitem",
    "cases_papertext",
    "cases_telling",
    "cases_unsentact",
    "contact_contact",
    "contact_mail",
    "documents_document",
    "feedback_rating",
    "journal_leafcontent",
    "notifications_message",
    "people_guestlink",
    "people_person",
    "registry_correspondent",
    "registry_draft",
    "registry_entryparty",
    "registry_entrysubject",
    "registry_handover",
    "registry_instruction",
    "registry_letter",
    "registry_letterpaper",
    "registry_visa",
    "search_searchrow",
}
"""Tables in which a canary must have been, for its absence to say something."""
LONG_AFTER = timedelta(days=365 * 30)
pytestmark = pytest.mark.promise("P32")


@pytest.fixture
def lives(agency, at, settings, tmp_path) -> list[Life]:
    """Closed files, and one more that somebody keeps open; their papers lie in a folder of their own."""
    settings.SHUBBAK_BLACK_BOX, settings.SHUBBAK_FILES = tmp_path / "blackbox", tmp_path / "files"
    office = open_office(at)
    lived = [live(office, rank, at) for rank in range(PEOPLE + 1)]
    lived[-1].reopen(at + timedelta(days=3))
    return lived


def erase_all(at, django_capture_on_commit_callbacks) -> int:
    """The night's lists, two visas for each, and the worker's turn; then the lists of the registry."""
    with django_capture_on_commit_callbacks(execute=True):
        while listed := list_due(at=at):
            for name in ("head", "counter"):
                give_visa(listed=listed, reference="69-99/12", actor=Life.office.actor(name), at=at)
        gone = carry_out(at=at)
        eliminate_all(at)
    return gone


def eliminate_all(at) -> None:
    """What lies in no file: two let it go, with the visa of the archives."""
    clerk, director = (Life.office.staff[name] for name in ("clerk", "director"))
    while letters_to_eliminate(at):
        listed = draw_up_list(staff=clerk, at=at)
        approve_list(listed=listed, reference="69-99/13", staff=director, at=at)
        eliminate_approved(at=at)


@pytest.mark.asvs("14.2.4")
def test_no_word_of_an_erased_person_is_left_and_the_proofs_hold(
    lives, agency, at, django_capture_on_commit_callbacks
):
    gone, kept = lives[:-1], lives[-1]
    for life in lives:
        assert {found.partition(":")[0] for found in residues(life)} >= PLANTED
    entries = list(Entry.objects.order_by("id").values())
    assert erase_all(at + LONG_AFTER, django_capture_on_commit_callbacks) == PEOPLE
    assert {life.canary: found for life in gone if (found := residues(life))} == {}
    assert residues(kept)
    assert list(Entry.objects.order_by("id").values()) == entries
    assert set(EntryParty.objects.values_list("entry", flat=True)) <= {kept.case.entry_id, *kept.outgoing()}
    assert list(problems()) == []
    assert [told for told in violations(agency, at=at) if "receipt" not in told] == []


def test_an_older_backup_applies_the_erasures_again(lives, at, django_capture_on_commit_callbacks):
    backup = transaction.savepoint()
    erase_all(at + LONG_AFTER, django_capture_on_commit_callbacks)
    transaction.savepoint_rollback(backup)
    assert residues(lives[0])
    eliminated = len(remembered())
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_again(at=at + LONG_AFTER) == PEOPLE + eliminated
    assert [residues(life) for life in lives[:-1]] == [[] for _ in lives[:-1]]
    assert Case.objects.filter(erased_at=None).count() == 1


def residues(life: Life) -> list[str]:
    """Where a canary of this person still is: tables of the agency and shared ones, files, folders beside."""
    return [*in_tables(life.canaries()), *in_files(life.canaries())]
