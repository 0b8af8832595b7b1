"""Services: what the body offers, what it asks for, how long it takes."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema

from shubbak.api.limits import READS, count
from shubbak.api.links import ROOT, service_address
from shubbak.api.problems import Problem
from shubbak.api.shapes import Links
from shubbak.catalogue.forms import answers_schema
from shubbak.catalogue.models import ServiceVersion
from shubbak.catalogue.queries import UnknownService, service_for_people, services_for_people, spec_of
from shubbak.catalogue.spec import ClockSpec, Requirement, ServiceSpec
from shubbak.foundation.localized import pick
from shubbak.foundation.text import count as counted
from shubbak.foundation.working_time.explanation import noun_of
from shubbak.foundation.working_time.length import Length

router = Router(tags=["services"])


class ServiceLine(Schema):
    code: str
    title: str
    summary: str
    version: str
    links: Links


class ServiceList(Schema):
    services: list[ServiceLine]


class Paper(Schema):
    """A paper that the person brings. ``sometimes``: whether it is needed depends on answers."""

    name: str
    title: str
    hint: str
    issued_by: str
    required: bool
    sometimes: bool
    formats: list[str]
    max_bytes: int
    max_files: int


class Clock(Schema):
    name: str
    title: str
    length: str
    in_words: str
    is_promised: bool
    text: str


class Sheet(Schema):
    """The public sheet, with the fields of the national register of administrative acts (law 55-19)."""

    what: str
    for_whom: str
    conditions: list[str]
    fee: str
    time: str
    delivers: str
    silence: str
    appeal: list[str]
    texts: list[str]


class ServiceShown(ServiceLine):
    sha256: str
    channels: list[str]
    sheet: Sheet
    papers: list[Paper]
    clocks: list[Clock]
    answers_schema: dict[str, Any]


@router.get("/services", response=ServiceList, operation_id="list_services", summary="Services of the body")
def list_services(request: HttpRequest) -> ServiceList:
    count(request, READS)
    return ServiceList(services=[ServiceLine(**_line(spec)) for spec in services_for_people()])


@router.get(
    "/services/{slug:code}", response=ServiceShown, operation_id="read_service", summary="One service, whole"
)
def read_service(request: HttpRequest, code: str) -> ServiceShown:
    """Its sheet, papers and clocks, and the JSON Schema (2020-12) of the answers that a deposit needs."""
    count(request, READS)
    try:
        version = service_for_people(code)
    except UnknownService:
        raise Problem("not-found") from None
    return _shown(version, get_language() or "ar")


def _line(spec: ServiceSpec) -> dict[str, Any]:
    language = get_language() or "ar"
    return {
        "code": spec.code,
        "title": pick(spec.title, language),
        "summary": pick(spec.summary, language),
        "version": spec.version,
        "links": {
            "self": service_address(spec.code),
            "uploads": f"{ROOT}/uploads",
            "deposits": f"{ROOT}/deposits",
            "page": f"/services/{spec.code}",
        },
    }


def _shown(version: ServiceVersion, language: str) -> ServiceShown:
    spec = spec_of(version)
    return ServiceShown(
        **_line(spec),
        sha256=version.sha256,
        channels=list(spec.channels),
        sheet=_sheet(spec, language),
        papers=[
            _paper(spec, paper, language) for paper in spec.documents.values() if paper.direction == "in"
        ],
        clocks=[_clock(clock, spec.public_clock is clock, language) for clock in spec.clocks.values()],
        answers_schema=answers_schema(spec, language),
    )


def _sheet(spec: ServiceSpec, language: str) -> Sheet:
    card = spec.card
    return Sheet(
        what=pick(card.what, language),
        for_whom=pick(card.for_whom, language),
        conditions=[pick(line, language) for line in card.conditions],
        fee=pick(card.fee, language),
        time=pick(card.time, language),
        delivers=pick(card.delivers_what, language),
        silence=pick(card.silence, language),
        appeal=[pick(line, language) for line in card.appeal],
        texts=[pick(line, language) for line in card.texts],
    )


def _paper(spec: ServiceSpec, paper: Requirement, language: str) -> Paper:
    return Paper(
        name=paper.name,
        title=pick(paper.title, language),
        hint=pick(paper.hint, language),
        issued_by=pick(paper.issued_by, language),
        required=paper.required and paper.when is None,
        sometimes=paper.when is not None,
        formats=list(paper.formats),
        max_bytes=paper.max_bytes,
        max_files=most_files(spec, paper.name),
    )


def most_files(spec: ServiceSpec, name: str) -> int:
    """How many files a paper may have: as many as its question takes."""
    return next((question.max_files for question in spec.questions() if question.document == name), 1)


def _clock(clock: ClockSpec, is_promised: bool, language: str) -> Clock:
    length = Length.parse(clock.length)
    return Clock(
        name=clock.name,
        title=pick(clock.title, language),
        length=clock.length,
        in_words=counted(length.amount, noun_of(length.unit), language),
        is_promised=is_promised,
        text=pick(clock.text, language),
    )
