"""Posters of a service and of an office: what they say, and what their code opens."""

from datetime import datetime

from django.urls import reverse

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import address_of, current_agency
from shubbak.catalogue.spec import ServiceSpec
from shubbak.documents.paper import render
from shubbak.documents.posters import Format, Poster
from shubbak.documents.sheets import Pair
from shubbak.foundation.localized import Localized, pick
from shubbak.foundation.text import shown_phone
from shubbak.people.models import Unit

_SERVICE = Pair("امسحوا الرمز: الوثائق والآجال والإيداع", "Scannez : pièces, délais et dépôt en ligne")
_OFFICE = Pair("امسحوا الرمز: الخدمات والمكاتب وأوقات العمل", "Scannez : services, bureaux et horaires")
_NOTHING = Pair("")


def service_poster(spec: ServiceSpec, paper: Format, at: datetime) -> bytes:
    """The PDF; its code opens the sheet of the service."""
    agency = current_agency()
    lines = (_said(agency), _phone(agency.phones, agency))
    return _poster(spec.title, reverse("service", args=[spec.code]), _SERVICE, lines, paper, at)


def office_poster(unit: Unit, paper: Format, at: datetime) -> bytes:
    """The PDF; its code opens the page of offices and hours."""
    agency = current_agency()
    lines = (_pair(unit.place) if unit.place else _NOTHING, _phone(unit.phones or agency.phones, agency))
    return _poster(unit.name, reverse("contact"), _OFFICE, lines, paper, at)


def _poster(
    title: Localized, path: str, lead: Pair, lines: tuple[Pair, ...], paper: Format, at: datetime
) -> bytes:
    agency = current_agency()
    sheet = Poster(
        made_at=at,
        unit=_NOTHING,
        place=_NOTHING,
        title=_pair(title),
        number="",
        check_url=address_of(agency, path),
        paper=paper,
        lead=lead,
        lines=tuple(line for line in lines if line.ar),
    )
    return render(sheet, agency)


def _said(agency: Agency) -> Pair:
    return _pair(agency.address) if agency.address else _NOTHING


def _phone(phones: list[dict[str, str]], agency: Agency) -> Pair:
    number = next((shown_phone(str(phone["number"]), agency.country) for phone in phones), "")
    return Pair(f"الهاتف {number}", f"Téléphone {number}") if number else _NOTHING


def _pair(words: Localized) -> Pair:
    return Pair(pick(words, "ar"), pick(words, "fr"))
