"""Readings come in: from people, from the field, from files. What comes twice is taken once."""

from collections.abc import Sequence
from datetime import datetime

from shubbak.agencies.queries import in_its_zone
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.people.models import Staff
from shubbak.people.queries import actor_of
from shubbak.utility.metering.examining import findings_of
from shubbak.utility.metering.known import Known, known_of
from shubbak.utility.metering.models import Campaign, Reading, RouteFile, Submission
from shubbak.utility.metering.queries import campaign_on
from shubbak.utility.metering.route_files import RouteFault, RouteLine
from shubbak.utility.metering.rules import Intake, ReadingRefused, Said, as_facts, is_period
from shubbak.utility.metering.validation.checking import verdict_of
from shubbak.utility.metering.validation.shapes import Source
from shubbak.utility.subscriptions.models import Contract, Meter


@action
def take_readings(
    *, contract: Contract, intake: Intake, said: Sequence[Said], actor: Actor, at: datetime
) -> Submission:
    """Take what somebody says of the meters of a contract; the rules say what counts.

    A submission that came before gives the one that was taken then.

    :raises ReadingRefused: ``no_period``, ``nothing_said``, ``not_a_meter_of_it``, ``said_twice``.
    """
    _check(intake, said)
    submission, is_new = Submission.objects.get_or_create(
        key=intake.submission, defaults={"contract": contract, "source": intake.source, "came_at": at}
    )
    if not is_new:
        return submission
    states = take_each(submission, contract, intake, said, at)
    record(
        what="metering.read",
        about=f"contract:{contract.number}",
        actor=actor,
        at=at,
        facts={"period": intake.period, "channel": intake.source.value, "result": " ".join(states)},
    )
    return submission


@action
def take_route_file(
    *,
    campaign: Campaign,
    name: str,
    sha256: str,
    lines: Sequence[RouteLine],
    faults: Sequence[RouteFault],
    staff: Staff,
    at: datetime,
) -> RouteFile:
    """Take in what a meter reader brought back; lines that cannot be taken are written down with the file.

    :raises ReadingRefused: ``file_known`` if the same file was taken before.
    """
    if RouteFile.objects.filter(sha256=sha256).exists():
        raise ReadingRefused("file_known")
    found = list(faults)
    taken = sum(_take_line(line, campaign, name, found, at) for line in lines)
    file = RouteFile.objects.create(
        sha256=sha256,
        name=name[:120],
        campaign=campaign,
        taken=taken,
        faults=[fault.as_facts() for fault in sorted(found, key=lambda fault: fault.line)],
        by=staff,
        at=at,
    )
    facts: dict[str, Fact] = {
        "period": campaign.period,
        "size": taken,
        "faults": len(found),
        "sha256": sha256,
    }
    record(
        what="metering.file_read", about=f"campaign:{campaign.pk}", actor=actor_of(staff), at=at, facts=facts
    )
    return file


def take_each(
    submission: Submission, contract: Contract, intake: Intake, said: Sequence[Said], at: datetime
) -> list[str]:
    """Write each reading with what the rules say of it; the state of each."""
    today = in_its_zone(at).date()
    # Two readings of one meter wait for each other: what the second is compared with is then known.
    list(Meter.objects.select_for_update().filter(pk__in=[one.meter_id for one in said]).order_by("pk"))
    day = min(max(one.read_on for one in said), today)
    by_meter = {known.fitting.meter_id: known for known in known_of([contract], day)}
    if any(one.meter_id not in by_meter for one in said):
        raise ReadingRefused("not_a_meter_of_it")
    campaign = campaign_on(contract.point.sector, today)
    states = []
    for one in said:
        known = by_meter[one.meter_id]
        beside = [other for other in by_meter.values() if other is not known]
        findings = findings_of(known, one, intake, today, beside=beside, campaign=campaign)
        reading = Reading(
            submission=submission,
            contract=contract,
            meter_id=one.meter_id,
            period=intake.period,
            read_on=one.read_on,
            index=one.index,
            source=intake.source,
            state=verdict_of(findings).value,
            findings=[as_facts(finding) for finding in findings],
            photo_id=one.photo,
            reader=intake.reader[:120],
            taken_at=at,
        )
        _write(reading, known)
        states.append(str(reading.state))
    return states


def _write(reading: Reading, known: Known) -> None:
    """What counts makes the estimate of its period give way; the same index again adds nothing."""
    now = known.mark_of(reading.period)
    if reading.state == Reading.State.ACCEPTED and now is not None:
        if now.estimated:
            step_aside(reading)
        else:
            reading.state = Reading.State.SUPERSEDED
    reading.save(force_insert=True)


def step_aside(reading: Reading) -> None:
    """What counted for the meter and period counts no longer."""
    counted = Reading.objects.filter(
        meter=reading.meter_id, period=reading.period, state=Reading.State.ACCEPTED
    )
    counted.exclude(pk=reading.pk).update(state=Reading.State.SUPERSEDED)


def _check(intake: Intake, said: Sequence[Said]) -> None:
    if not is_period(intake.period):
        raise ReadingRefused("no_period")
    if not said:
        raise ReadingRefused("nothing_said")
    if len({one.meter_id for one in said}) != len(said):
        raise ReadingRefused("said_twice")


def _take_line(line: RouteLine, campaign: Campaign, name: str, faults: list[RouteFault], at: datetime) -> int:
    """Whether a line of a file became a reading; if not, why not stands among the faults."""
    contract = Contract.objects.filter(number=line.contract).select_related("point").first()
    meter = Meter.objects.filter(serial=line.meter).first()
    if contract is None or meter is None:
        faults.append(RouteFault(line.line, "unknown_meter" if contract else "unknown_contract"))
        return 0
    intake = Intake(line.key(campaign.period), Source.FIELD, campaign.period, reader=line.reader or name)
    submission, is_new = Submission.objects.get_or_create(
        key=intake.submission, defaults={"contract": contract, "source": intake.source, "came_at": at}
    )
    if not is_new:
        faults.append(RouteFault(line.line, "known"))
        return 0
    try:
        take_each(submission, contract, intake, [_said(line, meter)], at)
    except ReadingRefused as refused:
        submission.delete()
        faults.append(RouteFault(line.line, refused.code))
        return 0
    return 1


def _said(line: RouteLine, meter: Meter) -> Said:
    return Said(
        meter_id=meter.pk,
        index=line.index,
        read_on=line.read_on,
        said_multiplier=line.multiplier,
        said_unit=line.unit,
        registers=line.registers,
        intervals=line.intervals,
    )
