"""The checker reads one instant, whoever writes meanwhile."""

from types import SimpleNamespace

import pytest

from shubbak.config.invariants import violations
from shubbak.journal import audit
from shubbak.journal.models import Leaf
from tests.cases.racing import race
from tests.registry.entered import entered


@pytest.fixture
def writing_meanwhile(fresh_agency, at, monkeypatch):
    """Somebody enters something while the checker is between the journal's lines and their contents."""

    def iterator(chunk):
        leaves = Leaf.objects.order_by("index").iterator(chunk)
        first = next(leaves)
        race(fresh_agency, 1, lambda _: entered(at))
        yield first
        yield from leaves

    ordered = SimpleNamespace(iterator=iterator)
    leaves = SimpleNamespace(objects=SimpleNamespace(order_by=lambda _: ordered))
    monkeypatch.setattr(audit, "Leaf", leaves)


def test_a_line_written_meanwhile_is_no_alteration(fresh_agency, at, writing_meanwhile):
    entered(at)
    assert violations(fresh_agency, at=at) == []
    assert Leaf.objects.count() > 1
