"""The door through which a letter goes to another body."""

from shubbak.agencies.schema import look_at
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import declare_register, take_parcels
from shubbak.registry.models import Letter
from shubbak.registry.rules import RegisterFacts
from tests.desk.registry.conftest import SENDER

BOOK = RegisterFacts("incoming", "incoming", "{n}/{year}", {"ar": "الواردات"}, "in")


def test_a_clerk_sends_a_letter_and_reads_its_number_there(clerk, entered, agency, other_agency, registry):
    look_at(agency)
    letter = entered(nature="complaint")
    page = f"/desk/registry/letters/{letter.pk}"
    assert "جماعة المدينة" in clerk.get(f"{page}/body").content.decode()
    assert clerk.post(f"{page}/body", {"body": "madina"})["Location"] == page
    look_at(other_agency)
    declare_register(facts=BOOK, actor=SYSTEM, at=registry.at)
    assert take_parcels(at=registry.at) == 1
    assert Letter.objects.get().correspondent.name == SENDER
    look_at(agency)
    assert "1/2026" in clerk.get(page).content.decode()
    assert clerk.post(f"{page}/body", {"body": "madina"}).status_code == 409


def test_nobody_else_sends_letters_away(entered, sign_in):
    letter = entered()
    for who in ("director", "auditor", "agent"):
        assert sign_in(who).get(f"/desk/registry/letters/{letter.pk}/body").status_code == 404
