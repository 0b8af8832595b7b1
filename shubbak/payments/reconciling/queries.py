"""What banks said, and where it differs from the ledger."""

from django.db.models import QuerySet

from shubbak.payments.reconciling.models import BankAccount, Difference, Line


def open_differences() -> QuerySet[Difference]:
    """What nobody has settled yet, the oldest first."""
    return Difference.objects.filter(settled_at=None).select_related("line", "payment", "statement__account")


def difference_of_file(number: str) -> Difference | None:
    """The one about which a file was opened."""
    return Difference.objects.filter(file_number=number).first()


def bank_accounts() -> QuerySet[BankAccount]:
    """The accounts of the body that a statement or somebody has told of."""
    return BankAccount.objects.order_by("iban")


def unknown_lines() -> QuerySet[Line]:
    """Money that came and that nobody knows what for."""
    return Line.objects.filter(state=Line.State.UNKNOWN, difference__settled_at=None)
