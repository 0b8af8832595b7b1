"""The bank simulator certifies a server that is right, and finds one that is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from shubbak.payments.ledger import audit
from shubbak.payments.ledger.models import Payment
from shubbak.payments.ledger.queries import credit_of, dues_of
from shubbak.utility.prepaid.vending import audit as vending_audit
from shubbak.utility.prepaid.vending.models import Token
from tests.payments.banks_of_test import taken
from tests.utility.prepaid.vending import shop
from tools.bank_simulator import script
from tools.bank_simulator.__main__ import main, report
from tools.bank_simulator.script import Run


@pytest.fixture
def run(counter, at, monkeypatch):
    """Its clock is the test's; at once is one after the other, since a test is one transaction."""

    class Clock(script.datetime):
        @classmethod
        def now(cls, zone=None):
            return at.astimezone(zone)

    monkeypatch.setattr(script, "datetime", Clock)
    monkeypatch.setattr(script, "AT_ONCE", 1)
    monkeypatch.setattr(script, "ThreadPoolExecutor", Alone)
    monkeypatch.setattr(timezone, "now", lambda: at)
    yesterday = taken(counter.bank, counter.contract.number, 1, at - timedelta(days=1))
    return Run(counter.speaker, counter.contract.number, yesterday.reference)


class Alone:
    def __init__(self, _lines):
        self.map = map

    def __enter__(self):
        return self

    def __exit__(self, *_told):
        return None


def test_all_steps_hold_and_nothing_is_left_of_them(run, counter, capsys):
    assert report(run) == 0, capsys.readouterr().out
    payer = counter.bills[0].payer_id
    assert (dues_of(payer), credit_of(payer)) == (350_00 - 1, 0)
    assert Payment.objects.filter(reversed_at=None).count() == 1
    assert list(audit.problems()) == []


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("shubbak.api.biller.door._sign", "not signed"),
        ("shubbak.payments.biller.actions.hearing._is_new", "replayed"),
    ],
)
def test_a_server_that_is_wrong_is_found(run, monkeypatch, capsys, broken, words):
    monkeypatch.setattr(broken, lambda *_: True)
    assert report(run) == 1
    assert words in capsys.readouterr().out


def test_a_meter_is_charged_and_its_token_stays(run, at, laboratory, capsys):
    run.meter = shop.contract(at).number
    assert report(run) == 0, capsys.readouterr().out
    assert "thousandths of kWh" in capsys.readouterr().out
    assert Token.objects.count() == 1
    assert list(vending_audit.problems()) == []


def test_it_says_what_it_needs(monkeypatch, capsys):
    for name in ("BANK_SECRET", "BANK_PRIVATE_KEY"):
        monkeypatch.delenv(name, raising=False)
    assert main(["--address", "http://miyah.localhost", "--key", "k", "--contract", "1"]) == 2
    assert "BANK_SECRET" in capsys.readouterr().err
