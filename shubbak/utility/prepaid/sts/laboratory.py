"""The supply groups of an operator's own laboratory, with their keys, from a file that only its owner reads.

    purpose = "laboratory"

    [[group]]
    supply_group = "123456"
    key_revision = 1
    derivation = "02"
    key = "…"            # hexadecimal: 16 digits for DKGA02, 40 for DKGA04
    key_expiry = 255     # may be left out

A group is a test group because it stands here. Keys of groups that are in production never leave the key
management centre in clear, so there is none to write down.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shubbak.utility.prepaid.sts.meters import Derivation, MeterConfiguration
from shubbak.utility.prepaid.sts.refusals import Reason, TokenRefused
from shubbak.utility.prepaid.sts.times import NEVER
from shubbak.utility.prepaid.sts.vending_keys import LENGTHS, VendingKey

PURPOSE = "laboratory"
_FOR_OTHERS = 0o077
_FIELDS = {"supply_group", "key_revision", "derivation", "key", "key_expiry"}


@dataclass(frozen=True, slots=True)
class LaboratoryGroup:
    """One revision of the vending key of one supply group."""

    supply_group: str
    key_revision: int
    derivation: Derivation
    key: VendingKey
    key_expiry: int = NEVER


class Laboratory:
    """The groups for which tokens may be made without a certified module."""

    def __init__(self, groups: Iterable[LaboratoryGroup]) -> None:
        self._groups: dict[tuple[str, int, Derivation], LaboratoryGroup] = {}
        for group in groups:
            name = group.supply_group, group.key_revision, group.derivation
            if self._groups.setdefault(name, group) is not group:
                raise TokenRefused(
                    Reason.KEYS_FILE, f"Group {group.supply_group} has two keys of one revision."
                )

    def group_of(self, meter: MeterConfiguration) -> LaboratoryGroup:
        """The group of this meter, if it is one of ours."""
        found = self._groups.get((meter.supply_group, meter.key_revision, meter.derivation))
        if found is None:
            name = f"{meter.supply_group} (revision {meter.key_revision}, DKGA{meter.derivation})"
            sentence = f"No group {name} is in this laboratory: one in production needs a certified module."
            raise TokenRefused(Reason.NO_TEST_GROUP, sentence)
        return found


def laboratory_of(path: Path) -> Laboratory:
    """The laboratory whose file this is. What is wrong with it is said without quoting it."""
    if path.stat().st_mode & _FOR_OTHERS:
        raise TokenRefused(Reason.KEYS_FILE, f"{path.name} can be read by others than its owner.")
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        if told["purpose"] != PURPOSE:
            raise TokenRefused(Reason.KEYS_FILE, f'{path.name} does not say purpose = "{PURPOSE}".')
        return Laboratory([_group(entry) for entry in told["group"]])
    except (KeyError, TypeError, ValueError) as error:
        sentence = f"{path.name} is not a file of keys of a laboratory ({type(error).__name__})."
        raise TokenRefused(Reason.KEYS_FILE, sentence) from None


def _group(entry: Mapping[str, Any]) -> LaboratoryGroup:
    if set(entry) - _FIELDS:
        raise KeyError
    derivation = Derivation(entry["derivation"])
    key = bytes.fromhex(entry["key"])
    if len(key) != LENGTHS[derivation] or not isinstance(entry["supply_group"], str):
        raise ValueError
    expiry = entry.get("key_expiry", NEVER)
    return LaboratoryGroup(entry["supply_group"], entry["key_revision"], derivation, VendingKey(key), expiry)
