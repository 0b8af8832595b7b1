"""Words of the room of feedback. Pure."""


class FeedbackRefused(Exception):
    """A rating that cannot be taken. Codes: ``not_closed``, ``rated_before``, ``not_a_face``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


FACES = (1, 2, 3, 4, 5)
"""From very unhappy to very happy; the desk and the figures call 4 and 5 satisfied."""
