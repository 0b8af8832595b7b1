"""Sessions end at once with a right: two of one member of staff, and the third of whoever takes it away."""

import pytest
from django.test import Client

from shubbak.people.models import RoleGrant
from tests.cases.office import Office
from tests.desk.conftest import SignIn

ADMINISTRATION = "/desk/administration"


def work_at(session: Client) -> bool:
    """Whether the desk still opens."""
    return session.get("/desk/").status_code == 200


def paths_of(office: Office) -> dict[str, str]:
    staff = office.staff["agent"]
    return {
        "a withdrawn role": f"grants/{RoleGrant.objects.get(staff=staff).pk}/withdraw",
        "an ended appointment": f"appointments/{staff.appointments.get().pk}/end",
        "a closed account": f"staff/{staff.pk}/close",
        "a second factor that is reset": f"staff/{staff.pk}/factor",
        "the word of an administrator": f"staff/{staff.pk}/sessions",
    }


@pytest.mark.asvs("7.4.2")
@pytest.mark.asvs("7.4.5")
@pytest.mark.asvs("8.3.1")
@pytest.mark.parametrize(
    "what",
    [
        "a withdrawn role",
        "an ended appointment",
        "a closed account",
        "a second factor that is reset",
        "the word of an administrator",
    ],
)
def test_every_session_ends_with(what: str, office: Office, administrator: Client, sign_in: SignIn) -> None:
    at_home, at_work, colleague = sign_in("agent"), sign_in("agent"), sign_in("colleague")
    assert work_at(at_home)
    assert work_at(at_work)
    answer = administrator.post(f"{ADMINISTRATION}/{paths_of(office)[what]}")
    assert answer.status_code in (200, 302)
    assert not work_at(at_home)
    assert not work_at(at_work)
    assert work_at(colleague)
    assert work_at(administrator)


@pytest.mark.asvs("7.4.1")
@pytest.mark.asvs("7.2.1")
def test_a_session_that_was_left_is_of_no_use_to_whoever_kept_its_cookie(sign_in: SignIn) -> None:
    session = sign_in("agent")
    kept = session.cookies["session"].value
    session.post("/staff/logout/")
    thief = Client(headers={"host": "miyah.localhost"})
    thief.cookies["session"] = kept
    assert not work_at(thief)


@pytest.mark.asvs("7.2.2")
@pytest.mark.asvs("7.2.4")
def test_signing_in_makes_a_new_session(office: Office, sign_in: SignIn) -> None:
    first, second = (sign_in("agent").cookies["session"].value for _ in range(2))
    assert first != second
