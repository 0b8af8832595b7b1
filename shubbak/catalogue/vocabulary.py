"""The words that packs may use. Rooms above add theirs from ``case_effects.py``; the linter refuses all
others.

The first ones are the case engine's own. They are named here, since the format of a pack names them; the
engine supplies each of them.
"""

from dataclasses import dataclass, field

QUESTION_TYPES = frozenset(
    {
        "text",
        "long_text",
        "number",
        "date",
        "choice",
        "choices",
        "files",
        "place",
        "contract",
        "phone",
        "email",
        "person",
        "yes_no",
        "group",
    }
)
AUDIENCES = frozenset({"person", "company", "professional", "institution"})
CHANNELS = frozenset(
    {
        "portal",
        "app",
        "phone",
        "email",
        "fax",
        "social",
        "counter",
        "letter",
        "kiosk",
        "chikaya",
        "bank",
        "api",
    }
)
BINDINGS = frozenset({"name", "phone", "email", "preferred_channel", "address"})


@dataclass(frozen=True, slots=True)
class Word:
    """A guard or an effect: what it says to the person at the desk, and what kind of argument it takes.

    ``argument``: ``none``, ``text``, ``document``, ``letter``, ``register``, ``recipient``, ``unit`` or
    ``state``.
    """

    name: str
    words: str
    argument: str = "none"


@dataclass(slots=True)
class Vocabulary:
    """All names that a pack may use."""

    guards: dict[str, Word] = field(default_factory=dict)
    effects: dict[str, Word] = field(default_factory=dict)
    letter_fields: set[str] = field(default_factory=set)
    registers: set[str] = field(default_factory=set)


KNOWN = Vocabulary()


def register_guard(name: str, words: str, argument: str = "none") -> None:
    """Make a guard known to packs. ``words``: what it asks for, in English, translated where shown."""
    KNOWN.guards[name] = Word(name, words, argument)


def register_effect(name: str, words: str = "", argument: str = "none") -> None:
    """Make an effect known to packs."""
    KNOWN.effects[name] = Word(name, words, argument)


def register_letter_field(*names: str) -> None:
    """Make fields known that letters may hold."""
    KNOWN.letter_fields.update(names)


def register_register(*codes: str) -> None:
    """Make the registers known that an agency keeps."""
    KNOWN.registers.update(codes)


register_guard("reason", "a reason is written")
register_guard("answer", "the written answer is there")
register_guard("result", "a result is chosen")
register_guard("observations", "what is missing is listed, item by item")
register_guard("document", "the document is on the file", "document")
register_guard("opinion", "the opinion is given", "text")
register_guard("outcome_told", "the person was told the outcome")
register_guard("unit", "a unit is chosen")
register_guard("assignee", "a person in charge is chosen")
register_guard("body", "the competent body is named")
register_guard("other_file", "the number of the file that goes on is given")
register_guard("incident", "the incident is chosen")
register_guard("correction", "what was asked has been sent")
register_guard("amount", "the amount is given", "text")
register_guard("paid", "the fee is paid", "text")
register_guard("within_reopening", "the time to re-open has not passed")

register_effect("letter", "makes a letter", "letter")
register_effect("notify", "sends a message", "recipient")
register_effect("charge", "asks for a fee", "text")
register_effect("uncharge", "asks for a fee no more", "text")
register_effect("refund", "asks that what was paid of a fee be paid back", "text")
register_effect("register", "enters the last letter in a register", "register")
register_effect("forward", "sends the letter for another body by e-mail too")
register_effect("join", "joins the file to another; the letter leaves once that one is answered", "letter")
register_effect("enter_incident", "makes the file one of an incident")
register_effect("tell_incident", "tells the person once that the cause is known", "letter")
register_effect("leave_incident", "takes the file out of its incident")
register_effect("document", "makes a letter a paper of the file", "letter")
register_effect("publish", "publishes what the pack says")
register_effect("survey", "asks how it went")
register_effect("move_to", "moves the file to a unit", "unit")
register_effect("assign", "puts a person in charge", "text")

register_letter_field(
    "agency",
    "service",
    "number",
    "date",
    "person",
    "due",
    "due_reason",
    "unit",
    "unit_phone",
    "link",
    "result",
    "reason",
    "answer",
    "items",
    "appeal",
    "until",
    "subject",
    "days_late",
    "body",
    "other",
    "incident",
    "amount",
    "made",
)
register_register("incoming", "outgoing", "complaints", "permits", "notes", "subscriptions")
