"""Who comes through: cashiers, their head; directors and auditors to read. For others nothing is here."""

from uuid import UUID

from django.http import Http404

from shubbak.desk.access import Door, P, View, Visit, hidden
from shubbak.payments.cashier.models import Receipt, Shift
from shubbak.payments.cashier.permissions import heads_tills, reads_tills, takes_money
from shubbak.payments.cashier.queries import receipt_with, shift_of


def cashiers(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: takes_money(visit.roles))


def head_cashiers(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: heads_tills(visit.roles))


def readers_of_tills(view: View[P]) -> Door[P]:
    return hidden(view, lambda visit: reads_tills(visit.roles))


def till_people(view: View[P]) -> Door[P]:
    """Cashiers for what is theirs, readers for all of it: `the_shift` and `the_receipt` tell them apart."""
    return hidden(view, lambda visit: takes_money(visit.roles) or reads_tills(visit.roles))


def my_shift(visit: Visit) -> Shift:
    """:raises Http404: for whoever stands at no till."""
    shift = shift_of(visit.staff)
    if shift is None:
        raise Http404
    return shift


def the_shift(visit: Visit, shift_id: UUID) -> Shift:
    """:raises Http404: whether it is absent or of a colleague."""
    known = Shift.objects.select_related("till", "cashier", "closed_by", "signed_by", "remitted_by")
    shift = known.filter(pk=shift_id).first()
    if shift is None or not _may_see(visit, shift):
        raise Http404
    return shift


def the_receipt(visit: Visit, receipt_id: UUID) -> Receipt:
    """:raises Http404: whether it is absent or of a colleague."""
    receipt = receipt_with(receipt_id)
    if receipt is None or not _may_see(visit, receipt.shift):
        raise Http404
    return receipt


def _may_see(visit: Visit, shift: Shift) -> bool:
    return shift.cashier_id == visit.staff.pk or reads_tills(visit.roles)
