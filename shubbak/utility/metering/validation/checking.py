"""All the rules, in their order, and what becomes of a reading by what they found."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from shubbak.utility.metering.validation import of_others, of_reading, of_use
from shubbak.utility.metering.validation.shapes import Examined, Finding, Severity

RULES: dict[str, Callable[[Examined], Iterator[Finding]]] = {
    "V01": of_reading.duplicate,
    "V02": of_reading.out_of_order,
    "V03": of_reading.not_in_force,
    "V04": of_reading.digits,
    "V05": of_use.negative,
    "V06": of_use.begun_again,
    "V07": of_use.nothing_used,
    "V08": of_use.beyond_the_possible,
    "V09": of_use.high_or_low,
    "V10": of_use.out_of_the_row,
    "V11": of_others.spike,
    "V12": of_others.sums,
    "V13": of_reading.other_measure,
    "V14": of_others.too_many_estimates,
    "V15": of_use.used_without_supply,
    "V16": of_others.of_another_meter,
    "V17": of_others.by_themselves,
    "V18": of_others.across_bands,
}


class Verdict(StrEnum):
    """What becomes of a reading."""

    ACCEPTED = "accepted"
    REVIEW = "review"
    REJECTED = "rejected"


def examine(seen: Examined) -> tuple[Finding, ...]:
    """What every rule says of a reading."""
    return tuple(finding for rule in RULES.values() for finding in rule(seen))


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """The gravest finding decides."""
    gravest = max((finding.severity for finding in findings), default=Severity.INFO)
    if gravest is Severity.REJECT:
        return Verdict.REJECTED
    return Verdict.REVIEW if gravest is Severity.REVIEW else Verdict.ACCEPTED
