"""A part of the desk that has pages of its own: a line on the page where they begin."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Part:
    route: str
    title: Promise
    words: Promise

    @property
    def url(self) -> str:
        return reverse(self.route)
