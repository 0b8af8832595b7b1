"""Meters that take tokens: their keys, a contract that becomes prepaid, and how many there are."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from shubbak.journal.rules import SYSTEM
from shubbak.utility.bills.models import Bill
from shubbak.utility.prepaid.sts.module import VendingModule
from shubbak.utility.prepaid.sts.times import BaseDate
from shubbak.utility.prepaid.vending import audit
from shubbak.utility.prepaid.vending.actions import change_keys, convert_to_prepaid, enrol_meter, vend_sale
from shubbak.utility.prepaid.vending.models import Token
from shubbak.utility.prepaid.vending.modules import module_in_use
from shubbak.utility.prepaid.vending.offers import offer
from shubbak.utility.prepaid.vending.queries import (
    bought_by_month,
    prepaid_meter,
    tokens_to_enter,
    uptake,
)
from shubbak.utility.prepaid.vending.rules import VendingRefused
from shubbak.utility.subscriptions.models import Fitting, Meter
from shubbak.utility.subscriptions.rules import Asked, Commodity
from tests.utility.prepaid.vending.shop import DAY, ask, bought, contract, in_use, keys, pay
from tests.utility.subscriptions import village

pytestmark = pytest.mark.usefixtures("agency")
NEXT = keys(supply_group="203557", key_revision=6, base=BaseDate.YEAR_2035)
REVISED = keys(key_revision=2)
FILE = """
purpose = "laboratory"

[[group]]
supply_group = "201457"
key_revision = 1
derivation = "04"
key = "abababababababab949494949494949401234567"
"""


@pytest.fixture(autouse=True)
def _all_is_well_at_the_end(agency):
    yield
    assert list(audit.problems()) == []


def changed(place, at, new=REVISED, key=None):
    meter = prepaid_meter(place, DAY)
    return change_keys(meter=meter, new=new, key=key or uuid4(), actor=SYSTEM, at=at, in_use=in_use())


def test_a_change_of_keys_is_entered_before_the_first_credit_and_shown_once(at):
    place = contract(at)
    changed(place, at)
    first, second = bought(place, 10_000, at), bought(place, 10_000, at)
    kinds = [token.kind for token in tokens_to_enter(first)]
    assert kinds == [Token.Kind.KEY_CHANGE, Token.Kind.KEY_CHANGE, Token.Kind.CREDIT]
    assert [token.kind for token in tokens_to_enter(second)] == [Token.Kind.CREDIT]


def test_the_meter_reads_what_was_bought_under_its_new_keys(at):
    place = contract(at)
    changed(place, at)
    token = bought(place, 10_000, at).tokens.get()
    assert in_use().module.verify(meter=REVISED, token=token.digits).content.tid == token.tid


def test_the_same_change_asked_twice_is_one(at):
    place, key = contract(at), uuid4()
    assert changed(place, at, key=key).pk == changed(place, at, key=key).pk
    assert Token.objects.count() == 2


def test_keys_do_not_change_between_a_minute_and_its_token(at):
    place = contract(at)
    sale = ask(place, 10_000, at)
    pay(sale, at)
    vend_sale(sale_id=sale.pk, at=at)  # no module is set up here
    with pytest.raises(VendingRefused, match="sale_pending"):
        changed(place, at)


def test_a_later_base_date_counts_its_minutes_anew(at):
    place, later = contract(at), at.replace(year=2036)
    bought(place, 10_000, at)
    changed(place, at, NEXT)
    meter = prepaid_meter(place, DAY)
    assert meter.last_tid is None
    sale = bought(place, 900_000, later)
    assert in_use().module.verify(meter=NEXT, token=sale.tokens.get().digits).issued_at == later


def test_a_meter_is_enrolled_once_and_only_if_it_takes_tokens(at):
    contract(at)
    told = {"keys": keys(), "on": DAY, "actor": SYSTEM, "at": at}
    with pytest.raises(VendingRefused, match="known_meter"):
        enrol_meter(meter=village.meter("X-1", Commodity.ELECTRICITY, kind=Meter.Kind.PREPAID), **told)
    with pytest.raises(VendingRefused, match="not_prepaid"):
        enrol_meter(meter=village.meter("X-2", Commodity.ELECTRICITY), **told)


def test_a_counted_contract_becomes_prepaid_and_its_last_index_is_billed(at):
    place = village.contract(at, "E-0009", commodity=Commodity.ELECTRICITY)
    convert_to_prepaid(
        fitting=Fitting.objects.get(point=place.point),
        index_out=1_500_000,
        meter=village.meter("PM-9", Commodity.ELECTRICITY, kind=Meter.Kind.PREPAID),
        keys=keys(),
        asked=Asked(("ma-electricity-household",), 6_600),
        on=DAY,
        actor=village.CLERK,
        at=at,
    )
    assert Bill.objects.get().quantity == 500_000
    assert offer(place, 10_000, at=at).quantity


def test_a_contract_without_such_a_meter_buys_nothing(at):
    with pytest.raises(VendingRefused, match="no_meter"):
        offer(village.contract(at, commodity=Commodity.ELECTRICITY), 10_000, at=at)


def test_uptake_is_counted_by_region_and_month(at):
    holder = village.person(at)
    contract(at, holder=holder)
    village.contract(at, "E-0002", commodity=Commodity.ELECTRICITY, holder=holder)
    (month,) = uptake(date(2026, 10, 1), date(2026, 10, 31), "electricity")
    assert (month.region, month.month, month.prepaid, month.meters, month.permille) == (
        "النخيل",
        "2026-10",
        1,
        2,
        500,
    )


def test_the_holder_sees_what_each_month_bought(at):
    place = contract(at)
    october = at - timedelta(days=30)
    sold = [bought(place, 10_000, october), bought(place, 10_000, at), bought(place, 5_000, at)]
    assert [(row["period"], row["quantity"]) for row in bought_by_month(place, sold[0].payer_id)] == [
        ("2026-10", sold[0].quantity),
        ("2026-11", sold[1].quantity + sold[2].quantity),
    ]


def test_the_operator_lays_a_file_of_laboratory_keys(at, settings, tmp_path):
    settings.SHUBBAK_VENDING = tmp_path
    assert module_in_use() is None
    path = tmp_path / "miyah.toml"
    path.write_text(FILE)
    path.chmod(0o600)
    used = module_in_use()
    module: VendingModule = used.module
    assert used.is_laboratory
    sale = bought(contract(at), 10_000, at, used)
    assert module.verify(meter=replace(keys()), token=sale.tokens.get().digits).test
