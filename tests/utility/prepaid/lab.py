"""A laboratory with the published test keys, its meters, and what Hypothesis may ask of them."""

from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from shubbak.utility.prepaid.sts.laboratory import Laboratory, LaboratoryGroup
from shubbak.utility.prepaid.sts.meters import Cipher, Derivation, MeterConfiguration
from shubbak.utility.prepaid.sts.pan import Pan
from shubbak.utility.prepaid.sts.software import SoftwareModule
from shubbak.utility.prepaid.sts.times import LAST, BaseDate
from shubbak.utility.prepaid.sts.vectors import PUBLISHED_KEYS

VECTORS = Path(__file__).with_name("sts_vectors.csv")
KEYS = """
purpose = "laboratory"

[[group]]
supply_group = "201457"
key_revision = 1
derivation = "04"
key = "abababababababab949494949494949401234567"

[[group]]
supply_group = "201457"
key_revision = 2
derivation = "04"
key = "abababababababab949494949494949401234567"
"""
"""A file of keys of a laboratory, as an operator lays it."""
OLD_STA = MeterConfiguration(
    pan=Pan("600727000000000009"),
    derivation=Derivation.DKGA02,
    cipher=Cipher.STA,
    supply_group="123456",
    tariff_index="01",
    key_revision=1,
    base=BaseDate.YEAR_1993,
)
STA = replace(OLD_STA, derivation=Derivation.DKGA04, supply_group="201457", base=BaseDate.YEAR_2014)
MISTY1 = replace(STA, cipher=Cipher.MISTY1, supply_group="123457", base=BaseDate.YEAR_1993)
METERS = st.sampled_from([OLD_STA, STA, MISTY1])
TIDS = st.integers(0, LAST)
CHANCES = st.integers(0, 15)


def laboratory(**changed):
    """Every group and revision of the published examples."""
    codes = ("123456", "123457", "123461", "201457", "203557")
    return Laboratory(
        LaboratoryGroup(code, revision, derivation, key, **changed)
        for code in codes
        for revision in range(1, 7)
        for derivation, key in PUBLISHED_KEYS.items()
    )


def module(**changed):
    return SoftwareModule(laboratory(**changed))
