"""The package for the archives checks itself."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest

from shubbak.documents.actions import store_bytes
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import declare_class
from shubbak.registry.filing.plan import PLAN
from shubbak.registry.filing.transfer import transfer_package
from shubbak.registry.queries import letters_to_hand_over
from tests.registry.office import arrived, open_books

LATER = datetime(2040, 1, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def package(agency, at):
    open_books(at)
    for one in PLAN:
        declare_class(facts=one, actor=SYSTEM, at=at)
    scan = store_bytes(content=b"%PDF-1.7 circular", name="دورية.pdf", format_code="pdf", at=at)
    arrived(at, nature="circular", subject="=دورية", papers=[scan.pk])
    letters = letters_to_hand_over(LATER)
    return ZipFile(BytesIO(b"".join(transfer_package(letters, agency, actor=SYSTEM, at=LATER))))


def test_every_member_is_what_its_hash_says(package):
    lines = package.read("SHA256SUMS").decode().splitlines()
    named = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    assert set(named) == set(package.namelist()) - {"SHA256SUMS"}
    assert {name: sha256(package.read(name)).hexdigest() for name in named} == named


def test_the_manifest_says_what_each_letter_is(package):
    letter = json.loads(package.read("manifest.json"))["letters"][0]
    assert (letter["number"], letter["class"], letter["subject"]) == ("1/2026", "1.3", "=دورية")
    assert package.read(letter["papers"][0]["path"]) == b"%PDF-1.7 circular"


def test_the_table_holds_no_formula(package):
    assert "'=دورية" in package.read("letters.csv").decode()
