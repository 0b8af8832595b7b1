import json
from dataclasses import replace

import pytest

from shubbak.registry.books.manifest import ManifestFile, manifest_from_json, manifest_of

NONCE = bytes(range(16))
PHOTO = ManifestFile("صورة.jpg", 123456, "ab" * 32)
MANIFEST = manifest_of(
    nonce=NONCE, service="technical-complaint", answers={"district": "المسيرة", "n": 2}, files=[PHOTO]
)


def test_what_the_depositor_keeps_gives_the_digest_of_the_receipt():
    assert manifest_from_json(MANIFEST.to_json()).digest() == MANIFEST.digest()
    assert len(MANIFEST.digest()) == 32


def test_the_order_of_the_answers_does_not_matter():
    again = manifest_of(
        nonce=NONCE, service="technical-complaint", answers={"n": 2, "district": "المسيرة"}, files=[PHOTO]
    )
    assert again.digest() == MANIFEST.digest()


@pytest.mark.parametrize(
    "changed",
    [
        replace(MANIFEST, nonce=bytes(16)),
        replace(MANIFEST, service="other"),
        replace(MANIFEST, answers_sha256="00" * 32),
        replace(MANIFEST, files=()),
        replace(MANIFEST, files=(replace(PHOTO, size=1),)),
        replace(MANIFEST, files=(replace(PHOTO, name="صورة.jpeg"),)),
        replace(MANIFEST, files=(replace(PHOTO, sha256="cd" * 32),)),
    ],
)
def test_every_part_of_a_deposit_is_in_the_digest(changed):
    assert changed.digest() != MANIFEST.digest()


def test_a_nonce_of_another_length_is_refused():
    with pytest.raises(ValueError, match="16 bytes"):
        manifest_of(nonce=b"short", service="s", answers={}, files=[])


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", json.dumps({"format": "other", "files": []})])
def test_what_is_no_manifest_is_refused(text):
    with pytest.raises(ValueError):
        manifest_from_json(text)
