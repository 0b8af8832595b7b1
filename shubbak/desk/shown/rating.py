"""What the person thought of the answer, as the desk reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shubbak.cases.models import Case
from shubbak.desk import words
from shubbak.feedback.queries import ratings_of


@dataclass(frozen=True)
class RatingShown:
    """`solved` is empty where the survey did not ask it."""

    face: str
    solved: str
    words: str
    at: datetime


def ratings_shown(case: Case) -> Sequence[RatingShown]:
    """The latest closing first."""
    return [
        RatingShown(
            face=words.word(words.FACES, str(rating.face)),
            solved="" if rating.solved is None else words.word(words.SOLVED, str(rating.solved)),
            words=rating.words,
            at=rating.at,
        )
        for rating in ratings_of(case)
    ]
