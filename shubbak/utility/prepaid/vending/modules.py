"""Which module makes the tokens of the body in view.

A certified one, if one is registered. Else the software module, where the operator laid a file of laboratory
keys: `SHUBBAK_VENDING/<code>.toml`, mode 0600 (`sts.laboratory`). Each of its tokens is a test and says so.
"""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from shubbak.agencies.queries import current_agency
from shubbak.utility.prepaid.sts.laboratory import laboratory_of
from shubbak.utility.prepaid.sts.module import VendingModule
from shubbak.utility.prepaid.sts.software import SoftwareModule
from shubbak.utility.prepaid.vending.extension import certified_module


class InUse(NamedTuple):
    """A module, and whether it is one whose tokens may be tests."""

    module: VendingModule
    is_laboratory: bool


def module_in_use() -> InUse | None:
    """The module of the current body; None where nothing can be sold.

    :raises TokenRefused: if the file of keys is not as it must be.
    """
    code = current_agency().code
    if certified := certified_module(code):
        return InUse(certified, is_laboratory=False)
    path = Path(settings.SHUBBAK_VENDING) / f"{code}.toml"
    if not path.exists():
        return None
    return InUse(_laboratory_module(path, path.stat().st_mtime_ns), is_laboratory=True)


@lru_cache(maxsize=8)
def _laboratory_module(path: Path, _changed: int) -> VendingModule:
    return SoftwareModule(laboratory_of(path))
