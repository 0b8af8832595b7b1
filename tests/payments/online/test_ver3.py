"""The hash of a hosted card page: its order, its escaping, and what it lets nobody change."""

import base64
import hashlib
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shubbak.payments.online.gateways.cmi import Account, Cmi
from shubbak.payments.online.gateways.rules import Asked, BadMessage, Fate
from shubbak.payments.online.gateways.ver3 import hash_of
from tools.gateway_stand_in import Gateway, Held, hash_ver3

KEY = "TEST|12\\34"
ACCOUNT = Account("https://cards.example/fim/est3Dgate", "600001", KEY)
ASKED = Asked("SHB2610270001", 40776, "MAD", "ar", "https://miyah.example/back", "https://miyah.example/call")

names = st.text("aAbBzZ0129_.", min_size=1, max_size=6)
fields = st.dictionaries(names, st.text(max_size=8), max_size=8)


def of(*values):
    return base64.b64encode(hashlib.sha512("|".join(values).encode()).digest()).decode()


def test_names_stand_as_people_sort_them():
    told = [("item10", "d"), ("Item2", "c"), ("BETA", "b"), ("alpha", "a"), ("HASH", "-"), ("encoding", "-")]
    assert hash_of(told, "key") == of("a", "b", "c", "d", "key")


def test_marks_between_values_are_escaped_in_values_and_in_the_key():
    assert hash_of([("a", "x|y"), ("b", "\\")], "k|") == of("x\\|y", "\\\\", "k\\|")


@given(fields)
def test_two_hands_write_the_same_hash(told):
    assume(len({name.lower() for name in told}) == len(told))
    assert hash_of(list(told.items()), KEY) == hash_ver3(told, KEY)


@given(st.lists(st.text("a|\\", max_size=4), min_size=1, max_size=3), st.lists(st.text("a|\\", max_size=4)))
def test_no_value_can_pass_for_two(some, others):
    assume(some != others)
    assert hash_of(numbered(some), "key") != hash_of(numbered(others), "key")


def numbered(values):
    return [(f"n{place}", value) for place, value in enumerate(values)]


def said(code="00", **changed):
    begun = dict(Cmi(ACCOUNT).begin(ASKED).fields)
    held = Held(begun, reference="26300001")
    message = Gateway(KEY, "600001")._callback(held, code, "") | changed
    if changed:
        message["HASH"] = hash_ver3(message, KEY)
    return message


def read(message):
    return Cmi(ACCOUNT).read_callback(list(message.items()))


def test_the_word_of_the_gateway_is_read():
    outcome = read(said())
    assert (outcome.oid, outcome.fate, outcome.amount, outcome.currency) == (
        "SHB2610270001",
        Fate.PAID,
        40776,
        "MAD",
    )
    assert outcome.reference == "26300001"


def test_only_code_00_is_paid():
    outcome = read(said("51"))
    assert outcome.fate is Fate.REFUSED
    assert outcome.reason.startswith("51")


@given(st.data())
def test_whatever_is_changed_on_the_way_is_refused_or_means_the_same(data):
    message = said()
    name = data.draw(st.sampled_from(sorted(message)))
    changed = dict(message)
    match data.draw(st.sampled_from(["value", "name", "drop", "swap"])):
        case "value":
            changed[name] = data.draw(st.text(max_size=12))
        case "name":
            changed = {data.draw(names) if each == name else each: changed[each] for each in message}
        case "drop":
            del changed[name]
        case "swap":
            other = data.draw(st.sampled_from(sorted(message)))
            changed[name], changed[other] = changed[other], changed[name]
    with suppress(BadMessage):
        assert read(changed) == read(message)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"clientid": "600002"}, "not_ours"),
        ({"rnd": "00"}, "not_ours"),
        ({"currency": "978"}, "currency"),
        ({"amount": "407,76"}, "amount"),
        ({"Response": "Declined"}, "contradicts"),
        ({"oid": ""}, "lacks_oid"),
    ],
)
def test_a_message_that_is_signed_but_not_about_us_is_refused(changed, code):
    with pytest.raises(BadMessage) as refused:
        read(said(**changed))
    assert refused.value.code == code


def test_a_name_that_comes_twice_is_refused():
    with pytest.raises(BadMessage, match="twice"):
        Cmi(ACCOUNT).read_callback([*said().items(), ("ORDERID", "x"), ("orderid", "y")])


def test_marks_that_the_gateway_writes_as_html_are_read():
    message = said(cardHolderName="A & B")
    message["cardHolderName"] = "A &amp; B\n"
    assert read(message).fate is Fate.PAID


def test_what_is_answered():
    assert [Cmi(ACCOUNT).answer(fate) for fate in (Fate.PAID, Fate.REFUSED, Fate.UNKNOWN, None)] == [
        "ACTION=POSTAUTH",
        "APPROVED",
        "FAILURE",
        "FAILURE",
    ]
