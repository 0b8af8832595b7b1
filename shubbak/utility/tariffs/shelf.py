"""The tariffs of this installation: one file each, checked before it is used."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

from shubbak.catalogue.lint import Finding
from shubbak.catalogue.loader import load_pack, pack_paths
from shubbak.utility.tariffs.lint import lint_tariffs
from shubbak.utility.tariffs.tariff import Tariff


class TariffsRefused(Exception):
    """A tariff has faults; `findings` says where."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


def tariffs_in(root: Path) -> dict[str, Tariff]:
    """All tariffs of a folder by their codes.

    :raises TariffsRefused: if one of them has a fault: prices are used whole or not at all.
    """
    if findings := lint_tariffs(root):
        raise TariffsRefused(findings)
    tariffs = (Tariff(load_pack(path)) for path in pack_paths(root))
    return {tariff.code: tariff for tariff in tariffs}


def shelf() -> dict[str, Tariff]:
    """All tariffs of this installation, read once.

    :raises TariffsRefused: as :func:`tariffs_in`.
    """
    return _read_once(Path(settings.SHUBBAK_TARIFFS))


def tariffs_named(codes: Sequence[str]) -> list[Tariff]:
    """The tariffs of these codes that the installation has, in the order of the codes."""
    return [shelf()[code] for code in codes if code in shelf()] if codes else []


@cache
def _read_once(root: Path) -> dict[str, Tariff]:
    return tariffs_in(root)
