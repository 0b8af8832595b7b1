"""The door for banks: what they ask and get, and in which words they are refused."""

import json
from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from shubbak.api.biller.refusals import KINDS, problem_for
from shubbak.payments.biller.models import Bank
from shubbak.payments.biller.rules import BillerRefused
from shubbak.payments.ledger.models import Payment
from shubbak.payments.ledger.queries import dues_of
from tests.api.biller.counter import ADDRESS, through_the_door
from tools.bank_simulator.speaking import Secret, Speaker


def test_a_bank_sees_what_is_owed_and_no_name(counter):
    answer = counter.get(f"/dues?contract={counter.contract.number}")
    told = answer.told
    assert (answer.status, answer.is_signed) == (200, True)
    assert [item["amount"] for item in told["items"]] == [200_00, 100_00, 50_00]
    assert (told["total"], told["currency"], told["what"]) == (350_00, "MAD", "عقد الماء")
    assert told["holder"] == "أ••• ب•••"
    assert "بناني" not in answer.content.decode()


def test_a_payment_is_told_once_and_repeated_byte_for_byte(counter):
    first = counter.pay(100_00)
    assert (first.status, first.told["paid"], first.told["credit"]) == (201, 100_00, 0)
    assert counter.pay(100_00).content == first.content
    other = counter.pay(100_01)
    assert (other.status, other.reason, other.is_signed) == (422, "other_body", True)
    assert Payment.objects.count() == 1


def test_the_repetition_is_the_same_also_after_a_reversal(counter):
    first = counter.pay()
    reversal = counter.speaker.ask("POST", "/payments/T-1/reversal", {"reason": "error"})
    assert (reversal.status, reversal.told["state"]) == (200, "reversed")
    assert counter.pay().content == first.content
    assert counter.get("/payments/T-1").told["state"] == "reversed"
    assert dues_of(counter.bills[0].payer_id) == 350_00


def test_the_same_facts_in_another_layout_are_the_same_payment(counter):
    body = counter.body()
    first = counter.pay()
    laid_out = json.dumps(dict(reversed(body.items())), indent=1).encode()
    assert counter.speaker.ask("POST", "/payments", laid_out, "T-1").content == first.content


def test_what_is_paid_already_becomes_credit_and_the_answer_says_so(counter):
    owed = counter.bills[0]
    counter.pay(200_00, (owed, 200_00))
    told = counter.pay(200_00, (owed, 200_00), reference="T-2").told
    assert told["items"] == [{"reference": owed.reference, "paid": 0, "credit": 200_00}]


def test_after_the_cut_off_a_reversal_is_for_people(counter, at, monkeypatch):
    counter.pay()
    evening = at + timedelta(hours=9)
    monkeypatch.setattr(timezone, "now", lambda: evening)
    monkeypatch.setattr("time.time", evening.timestamp)
    answer = counter.speaker.ask("POST", "/payments/T-1/reversal", {})
    assert (answer.status, answer.reason) == (409, "day_over")


def test_a_day_and_its_file(counter):
    counter.pay()
    day = counter.get("/days/2026-11-17").told
    assert (day["count"], day["total"], day["is_over"]) == (1, 100_00, False)
    file = {"day": "2026-11-17", "count": 1, "total": 100_00, "payments": day["payments"]}
    told = counter.speaker.ask("POST", "/days/2026-11-17/file", file).told
    assert (told["lines"], told["matched"], told["only_ours"]) == (1, 1, [])
    other = counter.speaker.ask("POST", "/days/2026-11-17/file", b"<a/>", kind="text/xml")
    assert other.status == 415


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "1"}, "amount"),
        ({"amount": 1.5}, "amount"),
        ({"amount": 0}, "amount"),
        ({"currency": "mad"}, "currency"),
        ({"channel": "dream"}, "channel"),
        ({"paid_at": "2026-11-17T10:00:00"}, "paid_at"),
        ({"unknown": 1}, "unknown"),
        ({"items": [{"reference": "1", "amount": -1}]}, "amount"),
    ],
)
def test_a_body_that_is_none_names_its_field(counter, changes, field):
    answer = counter.pay(**{"amount": 100} | changes)
    assert (answer.status, answer.told["errors"][0]["field"]) == (422, field)


@pytest.mark.parametrize("reference", ["a b", "x" * 61, "../1", "-1"])
def test_a_payment_has_a_reference_that_can_stand_in_an_address(counter, reference):
    request = counter.speaker.sign("POST", "/payments", counter.body(), reference)
    assert counter.speaker.send(request).reason == "no_reference"


def test_unknown_numbers_are_counted_and_then_none_is_looked_up(counter):
    Bank.objects.update(unknown_per_hour=2)
    for _ in range(2):
        assert counter.get("/dues?contract=1").reason == "unknown_contract"
    answer = through_the_door(*wire(counter, f"/dues?contract={counter.contract.number}"))
    assert (answer[0], json.loads(answer[2])["reason"], answer[1]["Retry-After"]) == (429, "shut", "3600")
    assert counter.pay().status == 201


def wire(counter, path):
    request = counter.speaker.sign("GET", path)
    return request.method, request.target, request.body, request.headers


def test_who_is_not_believed_learns_nothing_and_gets_no_signature(counter):
    stranger = Speaker(ADDRESS, "atlas-1", Secret(b"guess"), through_the_door)
    answer = stranger.ask("GET", f"/dues?contract={counter.contract.number}")
    assert (answer.status, answer.reason, answer.is_signed) == (401, "forged", False)
    assert (
        Client().get("/api/biller/v1/today", headers={"host": "miyah.localhost"}).json()["reason"]
        == "unsigned"
    )


def test_a_message_for_one_body_is_none_for_another(counter, other_agency):
    there = Speaker("http://madina.localhost", "atlas-1", counter.speaker.signer, madina)
    answer = there.ask("GET", "/today")
    assert (answer.status, answer.reason) == (401, "unknown_key")


def madina(method, target, body, headers):
    answer = Client().generic(method, target, body, headers={**headers, "host": "madina.localhost"})
    return answer.status_code, dict(answer.headers), answer.content


@pytest.mark.parametrize(
    ("setting", "peer", "status"),
    [("X-Client-Subject", "127.0.0.1", 200), ("X-Client-Subject", "192.0.2.7", 401), ("", "127.0.0.1", 401)],
)
def test_a_certificate_counts_only_from_our_own_proxy(counter, settings, setting, peer, status):
    Bank.objects.update(tls_subject="CN=atlas")
    settings.SHUBBAK_TLS_SUBJECT = setting
    method, target, body, headers = wire(counter, "/today")
    sent = {**headers, "host": "miyah.localhost", "x-client-subject": "CN=atlas"}
    assert Client().generic(method, target, body, headers=sent, REMOTE_ADDR=peer).status_code == status


def test_every_refusal_has_words_and_a_line_in_the_documentation(settings):
    listed = (Path(settings.ROOT) / "docs" / "biller-api.md").read_text()
    for code in KINDS:
        assert problem_for(BillerRefused(code)).detail
        assert f"`{code}`" in listed


def test_the_description_is_there_for_everybody(agency):
    told = Client().get("/api/biller/v1/openapi.json", headers={"host": "miyah.localhost"}).json()
    assert {path.removeprefix("/api/biller/v1") for path in told["paths"]} == {
        "/today",
        "/dues",
        "/payments",
        "/payments/{reference}",
        "/payments/{reference}/reversal",
        "/quote",
        "/purchases",
        "/purchases/{reference}",
        "/days/{day}",
        "/days/{day}/file",
    }


def test_who_is_heard_is_told_which_day_it_is(counter):
    told = counter.get("/today").told
    assert (told["bank"], told["business_day"], told["cut_off"]) == ("atlas", "2026-11-17", 18)
    assert b64encode(counter.speaker.signer.material).decode() not in str(told)
