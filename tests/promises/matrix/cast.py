"""Who asks, and what each may see: written down here once more, apart from the code that decides it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.cases.queries import access_code_of
from shubbak.people.models import Staff
from shubbak.portal.cookies import file_path
from tests.promises.matrix.objects import Seeded

HOME, ABROAD = "miyah", "madina"
STAFF: Mapping[str, tuple[str, frozenset[str]]] = {
    "agent": ("eau@miyah.example", frozenset({"water"})),
    "agent of another unit": ("electricite@miyah.example", frozenset({"power"})),
    "head": ("chef.eau@miyah.example", frozenset({"water"})),
    "counter": ("guichet@miyah.example", frozenset({"water", "power"})),
    "director": ("direction@miyah.example", frozenset({"water", "power"})),
    "general secretary": ("secretariat@miyah.example", frozenset({"water", "power"})),
    "auditor": ("audit@miyah.example", frozenset({"water", "power"})),
    "registry clerk": ("dabt@miyah.example", frozenset()),
}
STRANGER_STAFF = "guichet@madina.example"


@dataclass(frozen=True)
class Asker:
    """Somebody with their cookies and codes, and the objects that they may see."""

    role: str
    client: Client
    sees: frozenset[str]
    headers: Mapping[str, str] = field(default_factory=dict)


def everybody(seeded: Mapping[str, Seeded]) -> list[Asker]:
    """The whole cast, signed in; the home agency stays chosen."""
    askers = [Asker("anonymous", client_at(HOME), frozenset())]
    askers.append(applicant(seeded["water"]))
    for role, (email, sees) in STAFF.items():
        askers.append(Asker(role, signed_in(HOME, email), sees))
    stranger = signed_in(ABROAD, STRANGER_STAFF)
    stranger.defaults["HTTP_HOST"] = f"{HOME}.localhost"
    askers.append(Asker("staff of another agency", stranger, frozenset()))
    look_at(Agency.objects.get(code=HOME))
    return askers


def applicant(own: Seeded) -> Asker:
    """The person of one file, who opened it with its number and code; the code goes along with everything."""
    code = access_code_of(own.case)
    client = client_at(HOME)
    answer = client.post(reverse("track"), {"number": own.case.number, "code": code})
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"].startswith(file_path(own.case.pk).rstrip("/"))
    return Asker("applicant", client, frozenset({own.label}), {"Shubbak-Code": code})


def signed_in(code: str, email: str) -> Client:
    look_at(Agency.objects.get(code=code))
    client = client_at(code)
    client.force_login(Staff.objects.get(email=email))
    return client


def client_at(code: str) -> Client:
    return Client(HTTP_HOST=f"{code}.localhost")
