"""Gateways against the stand-in: what becomes of an order, whatever is lost on the way."""

import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from shubbak.payments.online.gateways.cmi import Account, Cmi
from shubbak.payments.online.gateways.development import Development
from shubbak.payments.online.gateways.rules import Asked, BadMessage, Fate, GatewayAway, to_decimal, to_minor
from shubbak.payments.online.gateways.settlement import FileRefused, Kind, compare, read_day
from tools.gateway_stand_in import Gateway, served


class House(BaseHTTPRequestHandler):
    """What we are to the gateway: it believes or not, writes down, answers."""

    def do_POST(self):
        posted = urllib.parse.parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode(), True)
        try:
            outcome = self.server.cmi.read_callback(posted)
            told = self.server.cmi.answer(outcome.fate)
            self.server.seen.append(outcome)
        except BadMessage:
            told = self.server.cmi.answer(None)
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told.encode())

    def log_message(self, *_):
        return None


@pytest.fixture
def between():
    gateway = Gateway("TEST1234", "600001")
    theirs, house = served(gateway), ThreadingHTTPServer(("127.0.0.1", 0), House)
    threading.Thread(target=house.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{theirs.server_address[1]}/fim"
    house.cmi = Cmi(Account(f"{at}/est3Dgate", "600001", "TEST1234", f"{at}/api", "shubbak", "secret"))
    house.seen = []
    yield gateway, house
    for server in (theirs, house):
        server.shutdown()
        server.server_close()


def begun(house, oid="SHB1", amount=40776):
    back = f"http://127.0.0.1:{house.server_address[1]}"
    return dict(house.cmi.begin(Asked(oid, amount, "MAD", "ar", back, back)).fields)


def test_a_card_that_says_yes_is_paid_and_taken(between):
    gateway, house = between
    assert gateway.pay(begun(house)) == "S"
    assert [outcome.fate for outcome in house.seen] == [Fate.PAID]
    assert house.cmi.status("SHB1").fate is Fate.PAID
    assert house.cmi.status("SHB1").amount == 40776


def test_one_order_is_refused_first_then_paid(between):
    gateway, house = between
    gateway.pay(begun(house), "refuse_first")
    assert [outcome.fate for outcome in house.seen] == [Fate.REFUSED, Fate.PAID]
    assert gateway.answers == ["APPROVED", "ACTION=POSTAUTH"]


@pytest.mark.parametrize("fault", ["drop_request", "drop_answer"])
def test_what_was_lost_is_held_until_we_take_it(between, fault):
    gateway, house = between
    assert gateway.pay(begun(house), fault) == "A"
    assert house.cmi.status("SHB1").fate is Fate.HELD
    assert house.cmi.capture("SHB1").fate is Fate.PAID


@pytest.mark.parametrize("fault", ["wrong_hash", "silent"])
def test_what_nobody_signed_or_sent_is_not_paid(between, fault):
    gateway, house = between
    gateway.pay(begun(house), fault)
    assert house.seen == []
    assert house.cmi.status("SHB1").fate is Fate.REFUSED


def test_a_gateway_that_is_away_or_cannot_be_asked_says_nothing():
    for account in (
        Account("https://x", "1", "k"),
        Account("https://x", "1", "k", "http://127.0.0.1:9/fim/api"),
    ):
        with pytest.raises(GatewayAway):
            Cmi(account).status("SHB1")


def test_the_development_page_speaks_under_its_own_hash():
    gateway = Development("/rehearsal", "key")
    posted = list(gateway.begin(Asked("SHB1", 100, "MAD", "ar", "/back", "/call")).fields.items())
    assert gateway.read_callback(gateway.says(posted, Fate.PAID)).fate is Fate.PAID
    assert gateway.read_callback(gateway.says(posted, Fate.REFUSED)).fate is Fate.REFUSED
    with pytest.raises(BadMessage):
        gateway.says([(name, "1" if name == "amount" else value) for name, value in posted], Fate.PAID)


def test_the_file_of_the_day_is_compared_four_ways():
    lines = ["SHB1;1;100.00;MAD", "SHB2;2;9.00;MAD", "SHB3;3;5.00;MAD", "SHB3;4;5.00;MAD", "SHB4;5;1.00;MAD"]
    day = read_day("\n".join(["oid;reference;amount;currency", *lines]).encode())
    told = {"SHB1": (10000, "MAD"), "SHB2": (1000, "MAD"), "SHB3": (500, "MAD"), "SHB5": (700, "MAD")}
    found = compare(told, day)
    assert found.matched == ("SHB1", "SHB3")
    assert {(each.kind, each.oid, each.ours, each.theirs) for each in found.differences} == {
        (Kind.AMOUNT, "SHB2", 1000, 900),
        (Kind.TWICE, "SHB3", 500, 1000),
        (Kind.THEIRS_ALONE, "SHB4", 0, 100),
        (Kind.OURS_ALONE, "SHB5", 700, 0),
    }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xfe", "unreadable"),
        (b"oid;amount\n", "columns"),
        (b"oid,reference,amount,currency\nA,1,1.005,MAD\n", "line"),
        (b"oid,reference,amount,currency\nA,1\n", "line"),
    ],
)
def test_a_file_that_cannot_be_believed_is_refused_whole(content, code):
    with pytest.raises(FileRefused, match=code):
        read_day(content)


def test_amounts_are_written_with_the_figures_of_their_currency():
    assert [to_decimal(40776, "MAD"), to_decimal(5, "MAD"), to_decimal(7, "JPY")] == ["407.76", "0.05", "7"]
    assert [to_minor("407.76", "MAD"), to_minor("5", "MAD"), to_minor("5.1", "MAD")] == [40776, 500, 510]
    for wrong in ("", ".5", "-1", "1.005", "1,5", "١.00"):
        with pytest.raises(ValueError):
            to_minor(wrong, "MAD")
