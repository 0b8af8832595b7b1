"""What reading needs to know, and how it refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads: the person's language, the body's country (``ma``…) and the day in its zone."""

    language: str
    country: str
    today: date


class AnswerRefused(Exception):  # (a refusal, not a fault)
    """An answer that cannot be kept; ``message`` says what to do, ``part`` which part of the question it is.

    ``problems`` holds all messages by part: a group may have several, by row and part (``1.title_number``).
    """

    def __init__(self, message: str, part: str = "", problems: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message, self.part = message, part
        self.problems: Mapping[str, str] = problems or {part: message}
