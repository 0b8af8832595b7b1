"""Where rooms above say how their payables may be paid."""

_whole: set[str] = set()


def register_whole(kind: str) -> None:
    """Payables of this kind are paid in one go."""
    _whole.add(kind)


def may_be_in_parts(kind: str) -> bool:
    return kind not in _whole
