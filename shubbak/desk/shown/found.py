"""The persons that a search finds."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from shubbak.cases.queries import PersonFound
from shubbak.desk.shown.language import Tongue
from shubbak.desk.shown.queue import counted


@dataclass(frozen=True)
class PersonShown:
    """Somebody, how to know them from a namesake, and how many of their files the reader sees."""

    name: str
    phone: str
    files: str
    url: str


def persons_shown(found: Iterable[PersonFound], tongue: Tongue) -> list[PersonShown]:
    return [
        PersonShown(
            name=one.person.name,
            phone=tongue.phone(one.person.phone),
            files=counted(one.files),
            url=f"{reverse('desk_search')}?person={one.person.pk}",
        )
        for one in found
    ]
