"""Somebody who goes through the pages of an agency, reads each, and types into every form that is new."""

import copy
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.promises.injection.forms import Form, forms_in, links_in
from tests.promises.injection.watching import Typist, Watch

LEFT_OUT = re.compile(r"/(language|static|media)/|logout|my/leave|healthz|readyz")
UNDONE = re.compile(r"withdraw|/end|drop|close|retire|lift|staff/|take_over|erasure|merge|reset|new-code")
"""Forms that take something away from whoever goes on: they are sent, looked at, and undone."""
REFUSED = (200, 409, 422)
"""A form that is shown again."""
QUESTIONS = 2
"""How many more addresses of one route are read if they ask other things."""


@dataclass(frozen=True)
class Place:
    """A route, its words (not its ids), and what it is asked."""

    route: str
    words: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset()


def place_of(url: str) -> Place:
    parts = urlsplit(url)
    asked = frozenset(part.partition("=")[0] for part in parts.query.split("&") if part)
    try:
        found = resolve(parts.path)
    except Resolver404:
        return Place(parts.path, (), asked)
    words = tuple(value for value in found.kwargs.values() if isinstance(value, str) and len(value) < 40)
    return Place(found.route, words, asked)


def mark_of(form: Form) -> tuple[str, tuple[str, ...], frozenset[str]]:
    """By which a form is known again."""
    place = place_of(form.action)
    return place.route, place.words, frozenset(form.boxes)


@dataclass
class Walk:
    """One walk. `most`: addresses of one route and one kind of question; without `say` nothing is typed;
    `storms`: each form is first sent with words in every box, and undone.
    """

    role: str
    client: Client
    watch: Watch
    most: int
    say: Typist | None = None
    within: str = "/"
    storms: bool = True
    met: set[Any] = field(default_factory=set)
    again: set[str] = field(default_factory=set)
    """Pages that were read, and on which a form has brought others forth."""

    def go(self, starts: Iterable[str]) -> None:
        waiting, seen, counted = deque(starts), set[str](), Counter[Any]()
        self.client.raise_request_exception = False
        while waiting:
            url = waiting.popleft().partition("#")[0]
            place = place_of(url)
            kinds = ((place.route, place.asked), (place.route,))
            enough = counted[kinds[0]] >= self.most or counted[kinds[1]] >= self.most + QUESTIONS
            known = (url in seen or enough) and url not in self.again
            if known or not self._leads_on(url):
                continue
            seen.add(url)
            self.again.discard(url)
            counted.update(kinds)
            waiting.extend(self._read(url, place))

    def _leads_on(self, url: str) -> bool:
        return url.startswith(self.within) and not url.startswith("//") and not LEFT_OUT.search(url)

    def _read(self, url: str, place: Place) -> Iterator[str]:
        answer = self.client.get(url)
        page = self.watch.look(f"{self.role}: GET {url}", answer, place.route)
        yield from _led_to(answer)
        for form in forms_in(page, url):
            if not form.is_post:
                yield f"{form.action.partition('?')[0]}?{urlencode(form.filled(self.say or str))}"
            elif self.say is not None and self._leads_on(form.action):
                yield from self._type(form, self.say)
        yield from links_in(page, url)

    def _type(self, form: Form, say: Typist) -> Iterator[str]:
        place, mark = place_of(form.action), mark_of(form)
        if mark in self.met:
            return
        if self.storms:
            with undone(self.client):
                self._send(form, form.stormed(say), place)
        is_undone = UNDONE.search(form.action) is not None
        if is_undone:
            with undone(self.client):
                answer = self._send(form, form.filled(say), place)
        else:
            answer = self._insist(form, say, place)
        if answer.status_code != 403:
            self.met.add(mark)
        if answer.status_code in (302, 303):
            self.watch.took.add(place.route)
        if not is_undone:
            yield from self._follow(answer)

    def _insist(self, form: Form, say: Typist, place: Place) -> Any:
        """Whoever is refused tries other words, until every box has had each of them."""
        for _ in range(12):
            begun = say.typed
            answer = self._send(form, form.filled(say), place)
            if answer.status_code not in REFUSED:
                break
            say.shift(begun)
        return answer

    def _follow(self, answer: Any) -> Iterator[str]:
        """Reads, as a browser does, the page that an answer leads back to; if there are forms on it that were
        not there before, it is read once more when its turn comes.
        """
        for url in filter(self._leads_on, _led_to(answer)):
            page = self.watch.look(f"{self.role}: GET {url}", self.client.get(url), place_of(url).route)
            if any(form.is_post and mark_of(form) not in self.met for form in forms_in(page, url)):
                self.again.add(url)
            yield url
            yield from links_in(page, url)

    def _send(self, form: Form, given: dict[str, Any], place: Place) -> Any:
        answer = self.client.post(form.action, given)
        self.watch.look(f"{self.role}: POST {form.action}", answer, place.route)
        return answer


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """What is asked in here is answered, and has not happened."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = cookies


def _led_to(answer: Any) -> Iterator[str]:
    to = answer.headers.get("Location", "")
    if to:
        yield urlsplit(to)._replace(scheme="", netloc="", fragment="").geturl()
