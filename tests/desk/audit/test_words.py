"""Every line of the journal says in words what happened; the kinds are read from the code that writes."""

import ast
from pathlib import Path

from django.utils.translation import override

import shubbak
from shubbak.desk.audit.words import ACTS, AREAS, act_words, step_of
from shubbak.desk.words import EVENTS
from shubbak.notifications.models import Message

WRITERS = {"record", "remember", "_record", "_remember", "_put_in_charge"}
OF_ROOMS = {
    "notifications": ("message.", WRITERS),
    "accounts": ("mandate.", WRITERS | {"note"}),
    "planning": ("case.", WRITERS | {"note", "_note_seat"}),
}
"""What stands before a kind that is written short, and who writes there."""
SENT = {f"message.{state}" for state in (Message.State.SENT, Message.State.DEAD)}


def words_of(call):
    """The texts that a call gives for what happened; the facts and the private words are not looked at."""
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "what")]
    choices = [
        each
        for node in given
        for each in ([node.body, node.orelse] if isinstance(node, ast.IfExp) else [node])
    ]
    return {node.value for node in choices if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def kinds():
    found = set(SENT)
    for path in Path(shubbak.__file__).parent.rglob("*.py"):
        room = path.relative_to(Path(shubbak.__file__).parent).parts[0]
        prefix, writers = OF_ROOMS.get(room, ("case.", WRITERS))
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in writers:
                found |= {word if "." in word else f"{prefix}{word}" for word in words_of(node)}
    return found - {"case.step"}


def test_every_kind_of_line_has_its_words():
    found = kinds()
    assert {
        "case.taken",
        "case.identity_not_shown",
        "message.put_off",
        "filter.kept",
        "role.granted",
    } <= found
    assert [
        kind for kind in sorted(found) if kind not in ACTS and kind.removeprefix("case.") not in EVENTS
    ] == []
    assert [kind for kind in ACTS if kind not in found] == []
    assert {f"{kind.partition('.')[0]}." for kind in found} == set(AREAS)


def test_they_are_said_in_arabic_and_french():
    for language in ("ar", "fr"):
        with override(language):
            said = [act_words(kind, {}) for kind in kinds()]
        with override("en"):
            assert not set(said) & {act_words(kind, {}) for kind in kinds()}


def test_a_result_that_did_not_reach_the_person_is_not_said_to_have():
    assert act_words("case.told", {"reached": False}) != act_words("case.told", {"reached": True})


def test_a_step_is_known_even_where_its_facts_were_erased():
    assert step_of("case.take", {"step": "take"}) == step_of("case.take", {}) == "take"
    assert step_of("case.sent", {}) == step_of("staff.sign_in_failed", {"step": "password"}) == ""
