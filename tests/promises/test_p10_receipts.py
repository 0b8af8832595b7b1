"""P10: anyone can verify a receipt offline, and only ours verify.

SHUBBAK_PROMISES is smoke (default), ci or full; SHUBBAK_SEED repeats a run.
"""

import os
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random, SystemRandom

import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image, ImageDraw

from shubbak.foundation.barcodes import quick_response
from shubbak.journal import receipt
from shubbak.registry.books.verifying import issued
from tools import verify

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
FORGERIES = {"smoke": 500, "ci": 20_000, "full": 1_000_000}[SIZE]
PRINTED = {"smoke": 25, "ci": 1_000, "full": 5_000}[SIZE]
DOTS_PER_INCH, PRINTED_MILLIMETRES, QUIET, FINDER = 300, 34, 4, 8
AUDITED = 100  # the auditor's slow program checks one forgery in so many

pytestmark = pytest.mark.promise("P10")


@dataclass
class House:
    """An installation's key, and the random source of this run."""

    random: Random
    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        return self.private.public_key().public_bytes_raw()

    def payload(self) -> bytes:
        random = self.random
        year = random.randrange(2026, 2090)
        facts = receipt.ReceiptFacts(
            key_id=receipt.key_id(self.public),
            agency=random.randrange(1, 300),
            kind=random.choice(sorted(receipt.KINDS)),
            year=year,
            number=random.randrange(1, 200_000),
            received_at=datetime(year, random.randrange(1, 13), 15, 9, 0, random.randrange(60), tzinfo=UTC),
            receipt_id=random.randbytes(8),
            manifest_sha256=random.randbytes(32),
        )
        return receipt.encode(facts)

    def receipt(self) -> bytes:
        payload = self.payload()
        return payload + self.private.sign(payload)


@pytest.fixture
def house(settings, tmp_path, capsys):
    seed = int(os.environ.get("SHUBBAK_SEED") or SystemRandom().randrange(2**32))
    with capsys.disabled():
        print(f"\nSEED={seed} P10 {SIZE}: {FORGERIES} forgeries, {PRINTED} printed receipts")
    random = Random(seed)
    made = House(random, Ed25519PrivateKey.from_private_bytes(random.randbytes(32)))
    (tmp_path / "keys").mkdir()
    line = f"{receipt.key_id(made.public).hex()} {b64encode(made.public).decode()}\n"
    (tmp_path / "keys" / "signer.pub").write_text(line)
    settings.SHUBBAK_HOME = tmp_path
    return made


def flipped(house, good):
    """One to three bits of the receipt changed."""
    forged = bytearray(good)
    for bit in house.random.sample(range(len(good) * 8), house.random.randrange(1, 4)):
        forged[bit // 8] ^= 1 << bit % 8
    return receipt.to_text(bytes(forged))


def rewritten(house, good):
    """Another number, day or deposit under the old signature."""
    return receipt.to_text(house.payload() + good[receipt.PAYLOAD_LENGTH :])


def of_another_key(house, good):
    """Our key's name over a stranger's signature."""
    stranger = Ed25519PrivateKey.from_private_bytes(house.random.randbytes(32))
    payload = good[: receipt.PAYLOAD_LENGTH]
    return receipt.to_text(payload + stranger.sign(payload))


def of_another_house(house, good):
    """A receipt of a stranger's installation, right in itself."""
    return receipt.to_text(
        House(house.random, Ed25519PrivateKey.from_private_bytes(house.random.randbytes(32))).receipt()
    )


def malleable(house, good):
    """The signature's scalar plus the order of the group: the same equation, another text."""
    scalar = int.from_bytes(good[90:], "little") + verify.ORDER
    return receipt.to_text(good[:90] + scalar.to_bytes(32, "little"))


def mistyped(house, good):
    """Two neighbouring letters swapped, one replaced, one lost or one doubled."""
    text, place = receipt.to_text(good), house.random.randrange(195)
    letter = house.random.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    ways = (
        text[:place] + text[place + 1] + text[place] + text[place + 2 :],
        text[:place] + letter + text[place + 1 :],
        text[:place] + text[place + 1 :],
        text[:place] + text[place] + text[place:],
        text[:-1] + letter,
    )
    return house.random.choice(ways)


WAYS = (flipped, rewritten, of_another_key, of_another_house, malleable, mistyped)


def auditor_accepts(typed, keys):
    try:
        verify.verify_receipt(typed, keys)
    except (ValueError, verify.Altered):
        return False
    return True


@pytest.mark.asvs("9.1.1")
@pytest.mark.asvs("9.1.3")
@pytest.mark.asvs("11.4.3")
@pytest.mark.asvs("11.6.1")
def test_no_forged_receipt_is_accepted(house):
    keys = {receipt.key_id(house.public).hex(): house.public}
    accepted, tried, good = [], 0, house.receipt()
    while tried < FORGERIES:
        if tried % 20 == 0:
            good = house.receipt()
            assert issued(receipt.to_text(good)).issue == "genuine"
        forged = WAYS[tried % len(WAYS)](house, good)
        if forged == receipt.to_text(good):
            continue
        tried += 1
        if issued(forged).issue == "genuine" or (tried % AUDITED == 0 and auditor_accepts(forged, keys)):
            accepted.append(forged)
    assert accepted == []


def printed(address):
    """The QR code as a printer at 300 dpi draws it 34 mm wide, and how many dots a module has."""
    code = quick_response(address)
    modules = code.to_image(scale=1).shape[0]
    assert modules - 2 * QUIET in (49, 53), "version 8 or 9"
    scale = int(DOTS_PER_INCH * PRINTED_MILLIMETRES / 25.4) // modules
    return Image.fromarray(code.to_image(scale=scale)), scale


def stained(house, picture, scale):
    """A blot over 5 % of the symbol, black, white or grey, anywhere but on the three corner marks."""
    modules = picture.width // scale - 2 * QUIET
    side = round((0.05 * modules * modules) ** 0.5)
    while True:
        x, y = (house.random.randrange(modules - side) for _ in range(2))
        low, high = FINDER, modules - FINDER
        on_mark = (x < low and y < low) or (x + side > high and y < low) or (x < low and y + side > high)
        if not on_mark:
            break
    corner = [(QUIET + x) * scale, (QUIET + y) * scale]
    box = [*corner, corner[0] + side * scale, corner[1] + side * scale]
    ImageDraw.Draw(picture).rectangle(box, fill=house.random.choice((0, 128, 255)))
    return picture


def test_a_printed_and_stained_code_is_read_by_an_independent_decoder(house):
    read = 0
    for _ in range(PRINTED):
        address = receipt.to_address(house.receipt(), "https://miyah.example.ma")
        picture = stained(house, *printed(address))
        read += any(found.text == address for found in zxingcpp.read_barcodes(picture))
    assert read >= PRINTED * 0.999
