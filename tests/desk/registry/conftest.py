"""A registry office: its clerk, its director, an auditor, and two books."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import declare_nature, declare_register
from shubbak.registry.letters.natures import NATURES
from shubbak.registry.models import Letter
from shubbak.registry.rules import RegisterFacts
from tests.cases.office import employ, named
from tests.signer import signer

__all__ = ["signer"]

SENDER = "وزارة الداخلية"


@pytest.fixture
def registry(office, signer) -> Any:
    """The small office with a registry: `office.staff` has clerk, director and auditor besides."""
    books = (("incoming", "و {n}/{year}", False), ("confidential", "س {n}/{year}", True))
    for code, pattern, closed in books:
        facts = RegisterFacts(code, "incoming", pattern, named(code), "in", closed)
        declare_register(facts=facts, actor=SYSTEM, at=office.at)
    for nature in NATURES:
        declare_nature(facts=nature, actor=SYSTEM, at=office.at)
    for name, role in (("clerk", "registrar"), ("director", "director"), ("auditor", "auditor")):
        employ(office, name, "general_secretariat", role, office.at, whole=True)
    return office


def typed(**changes: Any) -> dict[str, Any]:
    """What a clerk types for a plain letter."""
    plain = {
        "submission": str(uuid4()),
        "register": "incoming",
        "name": SENDER,
        "kind": "ministry",
        "subject": "طلب معلومات",
        "nature": "inquiry",
        "channel": "post",
        "priority": "normal",
        "secrecy": "open",
        "language": "ar",
    }
    return {**plain, **changes}


@pytest.fixture
def clerk(registry, sign_in):
    return sign_in("clerk")


@pytest.fixture
def entered(clerk) -> Callable[..., Letter]:
    """Enter a letter through the form; gives it."""

    def enter(**changes: Any) -> Letter:
        before = set(Letter.objects.values_list("pk", flat=True))
        answer = clerk.post("/desk/registry/arrival", typed(**changes))
        assert answer.status_code == 302, answer.content.decode()[:20000]
        return Letter.objects.exclude(pk__in=before).get()

    return enter
