"""A file that a committee of bodies studies: the complaint pack, with the steps of a permit."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from shubbak.cases.actions import advance
from shubbak.cases.models import Case
from shubbak.cases.rules import StepFacts
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.loader import load_pack
from shubbak.catalogue.queries import spec_of
from shubbak.journal.rules import SYSTEM, Actor
from shubbak.people.queries import actor_of
from shubbak.planning.sittings.actions import (
    SeatFacts,
    SittingFacts,
    add_files,
    close_sitting,
    convoke,
    give_opinion,
    open_seat,
    plan_sitting,
)
from shubbak.planning.sittings.models import AgendaItem, Body, Seat, Sitting
from shubbak.planning.sittings.rules import OpinionFacts, ReservationFacts
from tests.cases.office import PACK, Office, employ, named

STEPS = """steps:
  circulate:
    title: {ar: عرض على الهيئات}
    from: STATE
    to: same
    by: [counter]
    effects: [{circulate: large}]
  take_back: {title: {ar: سحب}, from: STATE, to: same, by: [counter], effects: [leave_sittings]}
  grant:
    title: {ar: رأي موافق}
    from: STATE
    to: TARGET
    by: [counter, general_secretary]
    needs: [{sitting_said: favourable}, not_refused_by_binding]
  reserve:
    title: {ar: رأي موافق بتحفظات}
    from: STATE
    to: same
    by: [counter, general_secretary]
    needs: [{sitting_said: with_reservations}]
  confirm:
    title: {ar: رفع التحفظات}
    from: STATE
    to: TARGET
    by: [counter, general_secretary]
    needs: [reservations_lifted]
"""


def publish_committee_pack(office: Office, folder: Path) -> None:
    """The office's service gets the steps of a file that goes round."""
    spec = spec_of(office.service)
    first = spec.initial
    target = next(step.target for step in spec.open_steps(first) if step.target not in ("same", first))
    text = PACK.read_text(encoding="utf-8").replace('version: "1.', 'version: "9.', 1)
    path = folder / "pack.yaml"
    steps = STEPS.replace("STATE", first).replace("TARGET", target)
    path.write_text(text.replace("\nsteps:\n", f"\n{steps}", 1), encoding="utf-8")
    office.service = publish_pack(source=load_pack(path), actor=SYSTEM, at=office.at)


def take(office: Office, case, step, by="counter", **facts):
    case.refresh_from_db()
    office.at += timedelta(minutes=1)
    return advance(case=case, step=step, actor=office.actor(by), at=office.at, facts=StepFacts(**facts))


def body(code, kind="other", *, binds=False, sits_for=("large",), way="staff"):
    return Body.objects.create(
        code=code, name=named(code), kind=kind, sits_for=list(sits_for), binds=binds, way=way
    )


def seat(office, of, name, *, is_guest=False, **facts):
    """A member of a body, in office for a month; a guest is reached by e-mail."""
    known = None if is_guest else office.staff.get(name) or _enlisted(office, name)
    told = SeatFacts(
        name=name,
        starts=(office.at - timedelta(days=30)).date(),
        email=f"{name}@body.example" if is_guest else "",
        staff=known,
        **facts,
    )
    return open_seat(body=of, facts=told, actor=SYSTEM, at=office.at)


def _enlisted(office, name):
    employ(office, name, "electricity_network", "agent", office.at - timedelta(days=30))
    return office.staff[name]


@dataclass
class Committee:
    """Two bodies, of which the agency binds, and a file that lies before them on the agenda of a sitting."""

    office: Office
    seats: dict[str, Seat]
    case: Case
    sitting: Sitting

    @property
    def item(self) -> AgendaItem:
        return AgendaItem.objects.get(case=self.case, left_at=None)

    def at(self):
        self.office.at += timedelta(minutes=1)
        return self.office.at

    def says(self, who, value, reasons="", reservations=(), **facts):
        member = self.seats[who]
        actor = actor_of(member.staff) if member.staff else Actor("partner", f"guest/{member.pk}")
        asked = tuple(ReservationFacts(words) for words in reservations)
        said = OpinionFacts(value, reasons, asked, **facts)
        return give_opinion(item=self.item, seat=member, facts=said, actor=actor, at=self.at())

    def closes(self):
        return close_sitting(sitting=self.sitting, staff=self.office.staff["secretary"], at=self.at())

    def file(self):
        self.case.refresh_from_db()
        return self.case


def convene(office: Office, *, called: bool = True) -> Committee:
    """A file that went round, on the agenda of a sitting in two days to which everybody is called."""
    commune, agency = body("commune", "commune"), body("agency", "urban_agency", binds=True)
    seats = {"nadia": seat(office, commune, "nadia"), "omar": seat(office, agency, "omar", is_guest=True)}
    case = take(office, office.deposit(), "circulate")
    secretary, starts = office.staff["secretary"], office.at + timedelta(days=2)
    facts = SittingFacts("large", starts, starts + timedelta(hours=4), "قاعة الاجتماعات")
    sitting = plan_sitting(facts=facts, staff=secretary, at=office.at)
    add_files(sitting=sitting, rounds=[case.rounds.get().pk], staff=secretary, at=office.at)
    if called:
        convoke(sitting=sitting, staff=secretary, at=office.at)
    return Committee(office, seats, case, sitting)
