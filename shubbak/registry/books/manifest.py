"""The manifest of a deposit: what exactly was handed in, in a form that its depositor can keep and check.

The receipt signs the manifest's SHA-256. A nonce of 16 bytes keeps anyone who has only the receipt from
guessing the answers. The depositor gets the whole manifest as JSON; the digest is of its canonical bytes,
never of the JSON.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from shubbak.foundation import canonical

FORMAT = "shubbak manifest 1"
NONCE_LENGTH = 16


@dataclass(frozen=True)
class ManifestFile:
    """One file of a deposit: its name as shown, its size in bytes, the hexadecimal SHA-256 of its bytes."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """A deposit: ``answers_sha256`` is hexadecimal, see :func:`answers_digest`."""

    nonce: bytes
    service: str
    answers_sha256: str
    files: tuple[ManifestFile, ...] = ()

    def canonical_bytes(self) -> bytes:
        files: list[canonical.Value] = [[item.name, item.size, item.sha256] for item in self.files]
        return canonical.encode([FORMAT, self.nonce, self.service, self.answers_sha256, files])

    def digest(self) -> bytes:
        """The 32 bytes that the receipt signs."""
        return sha256(self.canonical_bytes()).digest()

    def to_json(self) -> str:
        """What the depositor keeps."""
        files = [{"name": item.name, "size": item.size, "sha256": item.sha256} for item in self.files]
        shown = {
            "format": FORMAT,
            "nonce": self.nonce.hex(),
            "service": self.service,
            "answers_sha256": self.answers_sha256,
            "files": files,
        }
        return json.dumps(shown, ensure_ascii=False, indent=1)


def manifest_of(
    *, nonce: bytes, service: str, answers: Mapping[str, Any], files: Sequence[ManifestFile]
) -> Manifest:
    """The manifest of a deposit.

    :raises ValueError: if the nonce is not 16 bytes.
    """
    if len(nonce) != NONCE_LENGTH:
        raise ValueError(f"the nonce of a manifest has {NONCE_LENGTH} bytes")
    return Manifest(nonce, service, answers_digest(nonce, answers), tuple(files))


def manifest_from_json(text: str) -> Manifest:
    """Read back what :meth:`Manifest.to_json` wrote.

    :raises ValueError: if it is no manifest.
    """
    try:
        shown = json.loads(text)
        files = tuple(ManifestFile(item["name"], item["size"], item["sha256"]) for item in shown["files"])
        manifest = Manifest(bytes.fromhex(shown["nonce"]), shown["service"], shown["answers_sha256"], files)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a manifest of a deposit") from error
    if shown["format"] != FORMAT:
        raise ValueError("a manifest of an unknown format")
    return manifest


def answers_digest(nonce: bytes, answers: Mapping[str, Any]) -> str:
    """Hexadecimal SHA-256 of the nonce and the answers as sorted JSON without spaces."""
    text = json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(nonce + text.encode()).hexdigest()
