"""Clerks of the registry office at the desk's own form: what is in doubt, they send again as it was."""

import random
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

import httpx

from shubbak.config.demonstration.town import PASSWORD
from tests.promises.clients import Work, insist, photograph
from tests.promises.house import House

SIGN_IN, ARRIVAL = "/staff/login/", "/desk/registry/arrival"
OFFICES = ("miyah", "omran")
_HIDDEN = r'name="{}" value="([^"]+)"'
_NUMBER = re.compile(r'<p class="number"[^>]*>(.*?)</p>', re.DOTALL)


@dataclass(frozen=True)
class Brought:
    """One letter on the table, with its scan: no other one has its sender, its subject or its bytes."""

    agency: str
    sender: str
    subject: str
    scan: bytes


@dataclass(frozen=True)
class Entered:
    """A letter whose number its clerk has read on a whole page."""

    brought: Brought
    submission: str
    page: str
    number: str


@dataclass
class Desk(Work):
    """What the clerks have in their hands."""

    letters: list[Entered] = field(default_factory=list)


def brought(agency: str, chance: random.Random) -> Iterator[Brought]:
    """The same letters at each run of a seed."""
    while True:
        mark = chance.randbytes(24)
        name = mark.hex()
        yield Brought(agency, f"شركة {name[:16]}", f"طلب معلومات {name[16:]}", photograph(mark))


class Clerk:
    """One clerk on kept connections, signed in."""

    def __init__(self, house: House, desk: Desk, agency: str) -> None:
        self.desk, self.agency = desk, agency
        self._client, self._token = house.client(agency), ""

    def beside(self, house: House) -> "Clerk":
        """The same clerk with the same form on a connection of its own."""
        other = Clerk(house, self.desk, self.agency)
        other._client.cookies, other._token = self._client.cookies, self._token
        return other

    def form(self) -> str:
        """Open an empty form; its `submission`."""
        page = self.look(ARRIVAL)
        self._token = _hidden("csrfmiddlewaretoken", page)
        return _hidden("submission", page)

    def enter(self, letter: Brought) -> None:
        """Type it in, and read where the number stands."""
        submission = self.form()
        answer = self.send(letter, submission)
        if answer.status_code != httpx.codes.FOUND:
            self.desk.refusals.append(f"{answer.status_code} {answer.text[-3000:]}")
            return
        page = answer.headers["Location"]
        self.desk.letters.append(Entered(letter, submission, page, self.number_on(page)))

    def look(self, page: str) -> str:
        return self._inside(lambda: self._client.get(page)).text

    def number_on(self, page: str) -> str:
        found = _NUMBER.search(self.look(page))
        return unescape(re.sub(r"<[^>]+>", "", found[1])).strip() if found else ""

    def send(self, letter: Brought, submission: str) -> httpx.Response:
        return self._inside(lambda: self.send_once(letter, submission))

    def send_once(self, letter: Brought, submission: str) -> httpx.Response:
        typed = typed_of(letter) | {"submission": submission, "csrfmiddlewaretoken": self._token}
        return self._client.post(ARRIVAL, data=typed, files={"scan": ("scan.png", letter.scan, "image/png")})

    def _inside(self, ask: Callable[[], httpx.Response]) -> httpx.Response:
        """What is answered to whoever is signed in; whoever is not any more signs in and asks the same."""
        while _is_outside(answer := insist(self.desk, ask)):
            self._sign_in()
        return answer

    def _sign_in(self) -> None:
        """:raises RuntimeError: if they are not let in."""
        page = insist(self.desk, lambda: self._client.get(SIGN_IN)).text
        given = {"login": f"dabt@{self.agency}.example", "password": PASSWORD}
        given["csrfmiddlewaretoken"] = _hidden("csrfmiddlewaretoken", page)
        answer = insist(self.desk, lambda: self._client.post(SIGN_IN, data=given))
        if answer.status_code != httpx.codes.FOUND:
            raise RuntimeError(f"the clerk is not let in: {answer.status_code} {answer.text[-3000:]}")
        self.form()


def typed_of(letter: Brought) -> dict[str, str]:
    return {
        "register": "incoming",
        "name": letter.sender,
        "kind": "company",
        "subject": letter.subject,
        "nature": "inquiry",
        "channel": "hand",
        "priority": "normal",
        "secrecy": "open",
        "language": "ar",
    }


def enter_beside(
    house: House, seed: int, depositors: Sequence[threading.Thread]
) -> tuple[Desk, list[threading.Thread]]:
    """Let a clerk of each office enter one letter after the other, as long as anybody deposits."""
    desk, lock = Desk(), threading.Lock()

    def work(agency: str) -> None:
        clerk = Clerk(house, desk, agency)
        for letter in brought(agency, random.Random(f"{seed} {agency}")):
            if not any(thread.is_alive() for thread in depositors):
                return
            with lock:
                desk.begun += 1
            clerk.enter(letter)

    threads = [threading.Thread(target=work, args=(agency,), daemon=True) for agency in OFFICES]
    for thread in threads:
        thread.start()
    return desk, threads


def _is_outside(answer: httpx.Response) -> bool:
    to = answer.headers.get("Location", "")
    return answer.status_code == httpx.codes.FORBIDDEN or to.startswith(SIGN_IN)


def _hidden(name: str, page: str) -> str:
    found = re.search(_HIDDEN.format(name), page)
    if found is None:
        raise RuntimeError(f"no {name} on {page[-3000:]}")
    return found[1]
