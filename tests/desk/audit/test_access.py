"""For whoever does not audit the whole body these pages do not exist; whoever does sends nothing."""

import re

import pytest
from django.urls import URLPattern, reverse

from shubbak.desk.audit.urls import urlpatterns
from shubbak.journal.models import Leaf


def address(route: URLPattern) -> str:
    return reverse(route.name, kwargs=dict.fromkeys(route.pattern.converters, 0))


def told(answer) -> tuple[int, list[str]]:
    """What was answered, without the address that was asked for."""
    return answer.status_code, re.sub(r"next=[^\"]*", "", answer.content.decode()).splitlines()


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("role", ["agent", "head", "counter", "secretary", "auditor of a unit"])
def test_other_staff_are_answered_as_for_an_address_that_is_not_there(office, sign_in, role):
    client = sign_in(role)
    absent = told(client.get("/desk/audit/no-such-page"))
    for route in urlpatterns:
        for ask in (client.get, client.post):
            status, lines = told(ask(address(route)))
            assert (status, set(lines) ^ set(absent[1])) == (404, set()), route.name


@pytest.mark.asvs("8.2.1")
def test_an_auditor_sends_nothing(office, auditor):
    case = office.deposit()
    acts = Leaf.objects.exclude(what="access.refused")
    size = acts.count()
    for route in urlpatterns:
        assert auditor.post(address(route)).status_code == 405
    for path in (f"/desk/cases/{case.pk}/acts/note", f"/desk/cases/{case.pk}/identity", "/desk/many"):
        assert auditor.post(path, {"words": "x", "reason": "x"}).status_code == 403
    assert acts.count() == size


def test_only_auditors_find_the_way_in_the_menu(office, sign_in, auditor):
    way = 'href="/desk/audit/"'
    assert way in auditor.get("/desk/").content.decode()
    assert way not in sign_in("head").get("/desk/").content.decode()
