"""Prepayment tokens by the software module, in one process, each for a meter of its own."""

from datetime import timedelta
from statistics import median
from time import perf_counter, process_time

from shubbak.utility.prepaid.sts.contents import Service
from shubbak.utility.prepaid.sts.laboratory import Laboratory, LaboratoryGroup
from shubbak.utility.prepaid.sts.meters import Cipher, Derivation, MeterConfiguration
from shubbak.utility.prepaid.sts.pan import luhn_digit, pan_of
from shubbak.utility.prepaid.sts.software import SoftwareModule
from shubbak.utility.prepaid.sts.times import BaseDate
from shubbak.utility.prepaid.sts.vectors import PUBLISHED_KEYS

TOKENS, TARGET = 1_000, 3_000
"""How many in one round, and how many a second and core are wanted (issue 5)."""
GROUP = "123456"
KINDS = (
    (Derivation.DKGA02, Cipher.STA, BaseDate.YEAR_1993),
    (Derivation.DKGA04, Cipher.STA, BaseDate.YEAR_2014),
    (Derivation.DKGA04, Cipher.MISTY1, BaseDate.YEAR_2014),
)


def run(seconds: float) -> None:
    """Print the rates of making and of reading, by the processor's time: the median round and the slowest."""
    for derivation, cipher, base in KINDS:
        meters = [_meter(rank, derivation, cipher, base) for rank in range(TOKENS)]
        rounds = _rounds(meters, seconds)
        names = f"EA{cipher}, DKGA{derivation}"
        print(
            f"{names}: {_said('made', rounds[0])}; {_said('read', rounds[1])} (target {TARGET:,}/s)",
            flush=True,
        )


def _rounds(meters: list[MeterConfiguration], seconds: float) -> tuple[list[float], list[float]]:
    """Rates of making and of reading, a round of each after the other until the time is over."""
    makings, readings, begun = [], [], perf_counter()
    while perf_counter() - begun < seconds:
        module, used = _module(), process_time()
        tokens = [_made(module, rank, meter) for rank, meter in enumerate(meters)]
        made = process_time()
        for meter, token in zip(meters, tokens, strict=True):
            module.verify(meter=meter, token=token)
        makings.append(TOKENS / (made - used))
        readings.append(TOKENS / (process_time() - made))
    return makings, readings


def _made(module: SoftwareModule, rank: int, meter: MeterConfiguration) -> str:
    at = meter.base.start + timedelta(days=4_000, minutes=2 * rank)
    sold = module.issue_credit(
        message_id=f"sale-{rank}", meter=meter, service=Service.ELECTRICITY, tenths=17 * rank, at=at
    )
    return sold.tokens[0]


def _module() -> SoftwareModule:
    """One that has answered nothing yet."""
    return SoftwareModule(
        Laboratory(LaboratoryGroup(GROUP, 1, derivation, key) for derivation, key in PUBLISHED_KEYS.items())
    )


def _meter(rank: int, derivation: Derivation, cipher: Cipher, base: BaseDate) -> MeterConfiguration:
    body = f"{rank:010}"
    return MeterConfiguration(
        pan=pan_of(body + luhn_digit(body)),
        derivation=derivation,
        cipher=cipher,
        supply_group=GROUP,
        tariff_index="01",
        key_revision=1,
        base=base,
    )


def _said(what: str, rates: list[float]) -> str:
    return f"{what} {median(rates):,.0f}/s of processor time, slowest round {min(rates):,.0f}/s"
