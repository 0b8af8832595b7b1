"""P4: one submission is one entry, whatever is clicked, refreshed or repeated.

Fifty identical posts are released together through the real HTTP door of the API, and of the desk, where a
clerk enters a letter with its scan; in a browser the same deposit stands ready in two tabs.
SHUBBAK_PROMISES is smoke (default), ci or full.
"""

import json
import os
import random
import uuid
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from threading import Barrier

import pytest

from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.cases.models import Case
from shubbak.config.invariants import violations
from shubbak.registry.models import Entry, Letter, Series
from tests.journeys.steps import answer_complaint, begin, deposit_now, give_contact
from tests.promises.clerks import Clerk, Desk, brought
from tests.promises.clients import Planned, answers_of

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
ROUNDS, LETTERS = {"smoke": (2, 1), "ci": (20, 5), "full": (200, 200)}[SIZE]
TOGETHER = 50
pytestmark = pytest.mark.promise("P4")


def posted(town, together, key, body):
    """One of many posts, sent when all the others are ready too."""
    headers = {"Idempotency-Key": key, "Content-Type": "application/json"}
    with town.client("miyah") as client:
        client.get("/api/v1/services")
        together.wait()
        return client.post("/api/v1/deposits", content=body, headers=headers)


def test_fifty_identical_posts_are_one_entry_and_one_answer(town, at):
    plan = Planned("", "miyah", "technical-complaint", "photo", ())
    body = json.dumps({"service": plan.service, "answers": answers_of(plan)}).encode()
    together = Barrier(TOGETHER)
    with ThreadPoolExecutor(TOGETHER) as pool:
        for _ in range(ROUNDS):
            key = str(uuid.uuid4())
            asked = [pool.submit(posted, town, together, key, body) for _ in range(TOGETHER)]
            answers = [one.result() for one in asked]
            assert {answer.status_code for answer in answers} == {201}
            assert len({answer.content for answer in answers}) == 1
    miyah = Agency.objects.get(code="miyah")
    look_at(miyah)
    assert Entry.objects.count() == Case.objects.count() == ROUNDS
    assert Series.objects.get(register__code="complaints").last == ROUNDS
    assert violations(miyah, at=at) == []


def entered(clerk, together, letter, submission):
    """Where one of many posts of the same form leads to."""
    clerk.look("/desk/registry/")
    together.wait()
    answer = clerk.send_once(letter, submission)
    return answer.status_code, answer.headers.get("Location")


def test_fifty_identical_letters_of_a_clerk_are_one_entry_and_one_number(town, at):
    clerk, letters = Clerk(town, Desk(), "miyah"), brought("miyah", random.Random(4))
    together = Barrier(TOGETHER)
    with ThreadPoolExecutor(TOGETHER) as pool:
        for letter in islice(letters, LETTERS):
            submission = clerk.form()
            hands = [clerk.beside(town) for _ in range(TOGETHER)]
            asked = [pool.submit(entered, hand, together, letter, submission) for hand in hands]
            [(status, page)] = {one.result() for one in asked}
            assert (status, clerk.number_on(page) != "") == (302, True)
    miyah = Agency.objects.get(code="miyah")
    look_at(miyah)
    assert Entry.objects.count() == Letter.objects.count() == LETTERS
    assert Series.objects.get(register__code="incoming").last == LETTERS
    assert violations(miyah, at=at) == []


@pytest.mark.browser
def test_two_tabs_with_the_same_deposit_get_the_same_receipt(town, page, context):
    begin(page, town, "miyah", "technical-complaint")
    answer_complaint(page, [])
    give_contact(page)
    other = context.new_page()
    other.goto(page.url)
    first, second = deposit_now(page), deposit_now(other)
    assert first == second
    page.goto(first.address)
    page.go_back()
    page.reload()
    look_at(Agency.objects.get(code="miyah"))
    assert Entry.objects.count() == Case.objects.count() == 1
