"""P11: one agency, one person, one unit never sees another's data.

A generated matrix: every route of the URL configuration × method × role × own or foreign object. Each object
is full of its own canary; no answer may hold the canary of an object that the asker may not see, and a
foreign object is answered like an absent one. A route whose parameters nobody declared fails.
SHUBBAK_PROMISES is smoke (default: what a route knows, GET by a few roles and POST by strangers), ci or full
(every method and role).
"""

import logging
import os
from collections import Counter
from http import HTTPStatus

import pytest
from django.utils import timezone

from shubbak.cases.models import Case
from shubbak.desk import access
from shubbak.journal.actions import checkpoint
from tests.promises.matrix.asking import ask, is_of_object, undeclared, values_of
from tests.promises.matrix.cast import everybody
from tests.promises.matrix.objects import LABELS, absent, seed
from tests.promises.matrix.routes import Route, routes
from tests.signer import signer

__all__ = ["signer"]

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
METHODS = {"smoke": ("GET", "POST")}.get(SIZE, ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"))
STRANGERS = ("agent of another unit", "staff of another agency")
FEW = ("anonymous", "applicant", "agent", *STRANGERS)
pytestmark = pytest.mark.promise("P11")


@pytest.fixture
def seeded(fresh_town, at, settings, monkeypatch, signer):
    """A real installation, as far as its doors know: mail leaves, so there is no page that shows it."""
    settings.EMAIL_HOST = "mail.example"
    monkeypatch.setattr(timezone, "now", lambda: at)
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    seeded = seed(at)
    checkpoint(at=at)
    return seeded


def test_every_route_is_in_the_matrix():
    assert [fault for route in routes() for fault in undeclared(route)] == []


def test_a_route_with_a_parameter_that_nobody_declared_is_found():
    assert undeclared(Route("desk/secrets/<uuid:secret_id>", "x")) == [
        "desk/secrets/<uuid:secret_id>: secret_id"
    ]
    assert undeclared(Route("api/v1/cases/<number>/exports", "")) != []


class Matrix:
    """Asks cell after cell and keeps what went wrong, and who was shown what."""

    def __init__(self, seeded):
        self.seeded, self.nothing = seeded, absent()
        self.crossed, self.told_apart = [], []
        self.shown = Counter()
        self.cells = 0

    def methods_of(self, route, askers):
        """What a route knows; at smoke size it is asked for nothing else."""
        [insider] = [asker for asker in askers if asker.role == "agent"]
        values = next(iter(values_of(route, self.seeded[min(insider.sees)])))
        for method in METHODS:
            if ask(route, method, insider, values).status != HTTPStatus.METHOD_NOT_ALLOWED:
                yield method

    def fill(self, route, method, asker):
        if not is_of_object(route):
            for values in values_of(route, self.nothing):
                self.look(route, method, asker, "", values)
            return
        missing = [ask(route, method, asker, values) for values in values_of(route, self.nothing)]
        for label, wanted in self.seeded.items():
            for empty, values in zip(missing, values_of(route, wanted), strict=True):
                self.compare(route, method, asker, label, values, empty)
        self.fill_crossed(route, method, asker)

    def fill_crossed(self, route, method, asker):
        """Parts of a foreign file, asked for under one's own."""
        if len(route.parameters) < 2 or not asker.sees:
            return
        own = self.seeded[min(asker.sees)]
        missing = [ask(route, method, asker, values) for values in values_of(route, self.nothing, own)]
        for label in sorted(set(LABELS) - asker.sees):
            each = values_of(route, self.seeded[label], own)
            for empty, values in zip(missing, each, strict=True):
                if route.path(values) not in {route.path(mine) for mine in values_of(route, own)}:
                    self.compare(route, method, asker, f"{label} under {own.label}", values, empty)

    def compare(self, route, method, asker, label, values, empty):
        answer = self.look(route, method, asker, label, values)
        if label not in asker.sees and (answer.status, answer.told) != (empty.status, empty.told):
            words = f"{method} {route.template} as {asker.role}: {label} is {answer.status}"
            self.told_apart.append(f"{words}, nothing is {empty.status}")

    def look(self, route, method, asker, label, values):
        answer = ask(route, method, asker, values)
        self.cells += 1
        words = f"{method} {route.template} as {asker.role}, asked for {label}"
        if answer.status >= 500:
            self.crossed.append(f"{words}: {answer.status} {answer.told[-600:]}")
        for found in answer.canaries(LABELS):
            self.shown[asker.role, found] += 1
            if found not in asker.sees:
                self.crossed.append(f"{words}: {found}")
        return answer


@pytest.mark.asvs("8.2.1")
@pytest.mark.asvs("8.2.2")
@pytest.mark.asvs("8.3.1")
@pytest.mark.asvs("8.4.1")
def test_nobody_sees_what_is_not_theirs(seeded, capsys):
    matrix = Matrix(seeded)
    everyone = everybody(seeded)
    askers = everyone if SIZE != "smoke" else [asker for asker in everyone if asker.role in FEW]
    for route in routes():
        for method in METHODS if SIZE != "smoke" else matrix.methods_of(route, askers):
            for asker in askers:
                if SIZE != "smoke" or method == "GET" or asker.role in STRANGERS:
                    matrix.fill(route, method, asker)
    with capsys.disabled():
        print(f"\nP11 {SIZE}: {len(routes())} routes, {len(askers)} roles, {matrix.cells} cells")
    assert matrix.crossed == []
    assert matrix.told_apart == []
    wanted = {(asker.role, label) for asker in askers for label in asker.sees}
    assert wanted - set(matrix.shown) == set(), "whoever may see an object was shown it: the canaries sing"


def test_a_view_that_forgets_whose_file_it_is_would_be_found(seeded, monkeypatch):
    def anybody(staff, case_id, at):
        return Case.objects.select_related("unit", "applicant", "service_version").filter(pk=case_id).first()

    monkeypatch.setattr(access, "case_visible", anybody)
    matrix = Matrix(seeded)
    [outsider] = [asker for asker in everybody(seeded) if asker.role == "agent of another unit"]
    [act] = [route for route in routes() if route.name == "desk_act"]
    matrix.fill(act, "GET", outsider)
    assert any("water" in line for line in matrix.told_apart + matrix.crossed)
