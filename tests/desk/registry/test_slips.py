"""Dispatch slips: what goes to a unit at once, on paper twice."""

import pytest

from shubbak.registry.models import Handover, Slip
from tests.documents.test_papers import copied_with_poppler

SLIPS = "/desk/registry/slips"


@pytest.fixture
def on_their_way(clerk, entered):
    def send(**changes):
        letter = entered(**changes)
        typed = {"coordinator": "water_network", "mention_coordinator": "follow_up"}
        assert clerk.post(f"/desk/registry/letters/{letter.pk}/dispatch", typed).status_code == 302
        return letter

    return send


def test_a_slip_takes_all_that_waits_for_a_unit_under_its_own_number(clerk, on_their_way):
    for n in range(2):
        on_their_way(subject=f"مراسلة-{n}")
    assert clerk.post(f"{SLIPS}/water_network/make")["Location"] == SLIPS
    slip = Slip.objects.get()
    assert slip.entry.series.register.code == "slips"
    assert Handover.objects.filter(slip=slip).count() == 2
    clerk.post(f"{SLIPS}/water_network/make")
    assert Slip.objects.count() == 1


def test_a_slip_is_printed_twice_with_its_mentions(clerk, on_their_way):
    on_their_way(subject="طلب بيانات", pieces="2")
    on_their_way(register="confidential", subject="شأن سري")
    clerk.post(f"{SLIPS}/water_network/make")
    text = copied_with_poppler(clerk.get(f"{SLIPS}/{Slip.objects.get().pk}.pdf").content)
    assert text.count("طلب بيانات") == 2
    assert "لما يجب اتخاذه" in text
    assert "Exemplaire à retourner signé" in text
    assert "شأن سري" not in text


def test_slips_are_made_by_those_who_send(registry, sign_in, on_their_way):
    on_their_way()
    assert sign_in("auditor").get(SLIPS).status_code == 200
    assert sign_in("auditor").post(f"{SLIPS}/water_network/make").status_code == 404
    assert sign_in("agent").get(SLIPS).status_code == 404
