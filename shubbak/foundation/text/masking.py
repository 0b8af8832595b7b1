"""What may be shown of an identity number or a telephone number to somebody who need not read it."""

_DOT = "•"


def masked_identity(number: str) -> str:
    """First and two last characters, dots between: `G123481` gives `G••••81`. Four or fewer: only dots."""
    if len(number) <= 4:
        return _DOT * len(number)
    return number[0] + _DOT * (len(number) - 3) + number[-2:]


def masked_mail(address: str) -> str:
    """The first letter and the house, so that its owner knows it again: `a•••@example.ma`."""
    name, _, domain = address.partition("@")
    return f"{name[:1]}{_DOT * 3}@{domain}"


def masked_phone(number: str) -> str:
    """The two last figures alone, so that its owner knows it again: `•••••••41`."""
    return _DOT * max(len(number) - 2, 0) + number[-2:] if len(number) > 4 else _DOT * len(number)
