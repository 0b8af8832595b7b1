"""The file against the schema of ISO 20022: whatever is owed, whoever owes it."""

import json
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from shubbak.payments.debiting.accounts import iban_of_rib
from shubbak.payments.debiting.direct_debit import NAMESPACE, Creditor, Debit, Party, write
from shubbak.payments.ledger.references import rf_of
from tests.payments.debiting.test_accounts import ribs
from tests.payments.debits_of_test import IBAN

FOLDER = Path(__file__).parent / "schema"
SCHEMA = etree.XMLSchema(etree.parse(FOLDER / "pain.008.001.08.xsd"))
names = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=160)
bics = st.sampled_from(["", "BCMAMAMC", "BCMAMAMCXXX"])
parties = st.builds(Party, names, ribs.map(iban_of_rib), bics)
debit = st.builds(
    Debit,
    st.just(""),
    st.integers(1, 10**12),
    parties,
    st.integers(1, 999_999).map(lambda serial: f"M2026-{serial:06}"),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 10**9).map(lambda number: rf_of(str(number))),
    st.booleans(),
)


def test_the_schema_is_the_one_of_its_manifest():
    manifest = json.loads((FOLDER / "MANIFEST.json").read_text())
    for name, told in manifest.items():
        assert sha256((FOLDER / name).read_bytes()).hexdigest() == told["sha256"]


@given(st.lists(debit, min_size=1, max_size=5), st.sampled_from(["MAD", "EUR", "TND", "OMR", "JPY"]))
def test_every_file_is_one_of_the_standard(debits, currency):
    named = [
        Debit(f"D2026-0001-{rank:05}", *[getattr(each, name) for name in list(each.__dataclass_fields__)[1:]])
        for rank, each in enumerate(debits)
    ]
    body = Creditor(Party("Régie & Eau", IBAN, "BCMAMAMC"), "MA98ZZZ0001")
    at, on = datetime(2026, 11, 17, 9, tzinfo=UTC), date(2026, 12, 1)
    content = write(name="D2026-0001", creditor=body, debits=named, currency=currency, collect_on=on, at=at)
    SCHEMA.assertValid(etree.fromstring(content))


@pytest.mark.parametrize("element", ["EndToEndId", "ReqdColltnDt", "MndtId", "IBAN"])
def test_the_schema_finds_a_fault(element):
    body = Creditor(Party("Régie & Eau", IBAN, ""), "MA98ZZZ0001")
    one = Debit("D1", 1, Party("A", IBAN), "M1", date(2026, 1, 5), rf_of("1"))
    at, on = datetime(2026, 11, 17, 9, tzinfo=UTC), date(2026, 12, 1)
    root = etree.fromstring(
        write(name="D", creditor=body, debits=[one], currency="MAD", collect_on=on, at=at)
    )
    next(root.iter(f"{{{NAMESPACE}}}{element}")).text = "x" * 41
    assert not SCHEMA.validate(root)
