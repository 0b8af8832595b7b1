"""What people say once their case is closed: how it went, and that it is not over."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from shubbak.cases import actions as cases
from shubbak.cases.models import Case
from shubbak.feedback.models import Rating
from shubbak.feedback.rules import FACES, FeedbackRefused
from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor


@action
def rate(
    *,
    case: Case,
    face: int,
    actor: Actor,
    at: datetime,
    solved: bool | None = None,
    words: str = "",
    answers: Mapping[str, str | int | bool] | None = None,
    language: str = "ar",
) -> Rating:
    """Rate a closed case, once per closing. `face` is from 1 to 5, `solved` whether the problem is over.

    :raises FeedbackRefused: ``not_a_face``, ``not_closed``, ``rated_before``.
    """
    if face not in FACES:
        raise FeedbackRefused("not_a_face")
    fresh = Case.objects.get(pk=case.pk)
    if fresh.closed_at is None:
        raise FeedbackRefused("not_closed")
    try:
        with transaction.atomic():
            rating = Rating.objects.create(
                case=fresh,
                round=fresh.reopened,
                face=face,
                solved=solved,
                words=words.strip(),
                answers=dict(answers or {}),
                language=language,
                at=at,
            )
    except IntegrityError as error:
        raise FeedbackRefused("rated_before") from error
    facts = {"face": face, "solved": solved}
    private = {"words": words.strip()} if words.strip() else {}
    record(what="case.rated", about=fresh.number, actor=actor, at=at, facts=facts, private=private)
    return rating


@action
def reopen(*, case: Case, reason: str, actor: Actor, at: datetime) -> Case:
    """Say that the problem is not over: the case opens again within the pack's time.

    :raises shubbak.cases.rules.Refused: ``step_closed``, ``guard:reason``, ``guard:within_reopening``.
    """
    return cases.reopen(case=case, reason=reason, actor=actor, at=at)


@action
def forget_words(*, case: Case) -> None:
    """The words of its ratings go with an erased file; the faces stay for the figures."""
    Rating.objects.filter(case=case).update(words="", answers={})
