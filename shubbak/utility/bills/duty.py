"""The stamp duty on a bill that is paid in cash: each line bears the rate of its tariff."""

from shubbak.foundation.money import divide_half_up
from shubbak.payments.cashier.extension import register_duty
from shubbak.payments.ledger.models import Payable
from shubbak.utility.bills.models import Bill
from shubbak.utility.bills.rules import PAYABLE
from shubbak.utility.bills.written import Written, read_lines
from shubbak.utility.tariffs.shapes import MILLIONTH
from shubbak.utility.tariffs.shelf import shelf


def duty_of(payable: Payable, amount: int) -> int:
    """What an amount that is paid of a bill bears, rounded once; a part of it bears its part."""
    bill = Bill.objects.filter(pk=payable.origin).first()
    if bill is None or bill.total <= 0:
        return 0
    weighed = sum(written.line.total * _rate(written) for written in read_lines(bill.lines))
    return max(divide_half_up(amount * weighed, bill.total * MILLIONTH), 0)


def _rate(written: Written) -> int:
    tariff = shelf().get(written.tariff)
    return tariff.on(written.first).cash_duty if tariff else 0


register_duty(PAYABLE, duty_of)
