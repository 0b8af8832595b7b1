"""The module of the Gulf authority: its tokens are made with the keys of published examples, and say TEST."""

import os
from pathlib import Path

from django.conf import settings

from shubbak.utility.prepaid.sts.meters import Cipher, Derivation, MeterConfiguration
from shubbak.utility.prepaid.sts.pan import luhn_digit, pan_of
from shubbak.utility.prepaid.sts.times import BaseDate

GROUP, REVISIONS = "201457", (1, 2)
_KEY = "abababababababab949494949494949401234567"
"""Known to everybody: `sts.vectors.PUBLISHED_KEYS`."""
_ENTRY = """
[[group]]
supply_group = "{group}"
key_revision = {revision}
derivation = "04"
key = "{key}"
"""


def lay_keys(code: str) -> None:
    """The file that lets a body make tests, unless one stands there."""
    path = Path(settings.SHUBBAK_VENDING) / f"{code}.toml"
    if path.exists():
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    entries = (_ENTRY.format(group=GROUP, revision=revision, key=_KEY) for revision in REVISIONS)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write('purpose = "laboratory"\n' + "".join(entries))


def keys_of_meter(rank: int) -> MeterConfiguration:
    """What the keys of the meter of that rank are made of."""
    figures = f"37{rank + 1:08}"
    return MeterConfiguration(
        pan=pan_of(figures + luhn_digit(figures)),
        derivation=Derivation.DKGA04,
        cipher=Cipher.STA,
        supply_group=GROUP,
        tariff_index="01",
        key_revision=REVISIONS[0],
        base=BaseDate.YEAR_2014,
    )
