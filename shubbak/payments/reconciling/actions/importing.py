"""Taking in what a bank says, line by line."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Max, Q

from shubbak.journal.actions import action, record
from shubbak.journal.rules import Actor, Fact
from shubbak.payments.ledger.actions import receive
from shubbak.payments.ledger.answers import BankWord, hear
from shubbak.payments.ledger.finding import find_debtor
from shubbak.payments.ledger.models import Payable, Payer, Payment, Transfer
from shubbak.payments.ledger.queries import open_payables
from shubbak.payments.ledger.references import is_rf
from shubbak.payments.ledger.rules import Received, in_order
from shubbak.payments.reconciling.actions.repeating import explain_batch, is_doubtful, was_told
from shubbak.payments.reconciling.models import BankAccount, Difference, Line, Statement, StatementFile
from shubbak.payments.reconciling.rules import LineFacts, candidates, lines_of
from shubbak.payments.statements.rules import Statement as Told

SOURCE = "statement"
GRACE = timedelta(days=3)
"""How long a bank may take until a payment shows on its account."""

BROUGHT = timedelta(days=10)
"""Between cash that leaves a safe and its line at the bank."""


@action
def import_statements(
    *, content: bytes, statements: Sequence[Told], actor: Actor, at: datetime, day: date
) -> bool:
    """Keep what a file says; False where it was kept before. What it brings is matched with payments.

    A transfer that bears the reference of something owed and that no payment of ours is, is received.
    """
    digest = sha256(content).hexdigest()
    file, is_new = StatementFile.objects.get_or_create(sha256=digest, defaults={"imported_at": at})
    if not is_new:
        return False
    for told in statements:
        statement = _keep(file, told)
        kept = [_take_line(statement, facts, actor, at, day) for facts in lines_of(told)]
        _compare_sum(statement, told, at)
        _miss_payments(statement, at)
        facts: dict[str, Fact] = {"sha256": digest, "lines": sum(kept)}
        record(what="payments.statement_imported", about=told.name, actor=actor, at=at, facts=facts)
    return True


@action
def declare_account(*, iban: str, into: str, source: str, actor: Actor, at: datetime) -> BankAccount:
    """Say which account of the ledger an account at a bank is, and whose payments must show on it."""
    account, _ = BankAccount.objects.update_or_create(iban=iban, defaults={"into": into, "source": source})
    record(what="payments.bank_account_declared", about=into, actor=actor, at=at, facts={"source": source})
    return account


def _keep(file: StatementFile, told: Told) -> Statement:
    account, _ = BankAccount.objects.get_or_create(
        iban=told.account, defaults={"into": f"bank:{told.account}"[:60]}
    )
    balance = told.closing or told.opening
    return Statement.objects.create(
        file=file,
        account=account,
        name=told.name[:80],
        currency=balance.currency if balance else "",
        opening=told.opening.minor if told.opening else None,
        closing=told.closing.minor if told.closing else None,
    )


def _take_line(statement: Statement, facts: LineFacts, actor: Actor, at: datetime, day: date) -> bool:
    """Keep a line unless another file told it before, and find its payment."""
    line, is_new = Line.objects.get_or_create(
        account=statement.account,
        key=facts.key,
        defaults={
            "statement": statement,
            "booked": facts.booked,
            "amount": facts.money.minor,
            "currency": facts.money.currency,
            "bank_reference": facts.bank_reference[:140],
            "reference": facts.reference[:140],
            "end_to_end_id": facts.end_to_end_id[:140],
            "text": facts.text[:500],
            "state": Line.State.ASIDE,
        },
    )
    if is_new and was_told(line):
        Line.objects.filter(pk=line.pk).update(state=Line.State.ANSWERED)
    elif is_new and is_doubtful(line):
        Line.objects.filter(pk=line.pk).update(state=Line.State.UNKNOWN)
        _differ(Difference.Kind.MISSING_HERE, line.statement, at, line=line)
    elif is_new:
        if not _answer(line, facts, actor, at, day) and line.amount > 0:
            _match(line, facts, actor, at, day)
        explain_batch(line, at)
    return is_new


def _answer(line: Line, facts: LineFacts, actor: Actor, at: datetime, day: date) -> bool:
    """Whether it bears a name that a room above gave, which then says what we hold under it."""
    word = BankWord(
        name=facts.name,
        amount=line.amount,
        currency=line.currency,
        into=line.account.into,
        day=line.booked or day,
        reason=facts.reason,
    )
    answer = hear(word, actor, at)
    if answer is None:
        return False
    line.payment = answer.payment
    if answer.held == line.amount:
        line.state = Line.State.MATCHED if answer.payment else Line.State.ANSWERED
    elif line.amount > 0:
        line.state = Line.State.UNKNOWN
        _differ(Difference.Kind.MISSING_HERE, line.statement, at, line=line)
    else:
        line.state = Line.State.DIFFERS
        _differ(Difference.Kind.AMOUNT, line.statement, at, line=line, ours=answer.held)
    line.save(update_fields=["payment", "state"])
    return True


def _match(line: Line, facts: LineFacts, actor: Actor, at: datetime, day: date) -> None:
    named = candidates(facts)
    payable = _payable_of(named)
    debtor = None if payable else _debtor_of(named, line, at)
    payment = _payment_of(line, payable, debtor)
    if payment is None and payable is not None and payable.currency == line.currency:
        line.payment, line.state = _receive(line, payable, actor, at, day), Line.State.RECEIVED
    elif payment is None and debtor is not None:
        line.payment, line.state = _receive_whole(line, debtor, actor, at, day), Line.State.RECEIVED
    elif payment is None and (brought := _brought(line, day)):
        line.transfer, line.state = brought, Line.State.MATCHED
    elif payment is None:
        line.state = Line.State.UNKNOWN
        _differ(Difference.Kind.MISSING_HERE, line.statement, at, line=line)
    elif (payment.amount, payment.currency) == (line.amount, line.currency):
        line.payment, line.state = payment, Line.State.MATCHED
        missed = payment.bank_differences.filter(kind=Difference.Kind.MISSING_THERE, settled_at=None)
        missed.update(settled_at=at, settled_by="system")
    else:
        line.payment, line.state = payment, Line.State.DIFFERS
        _differ(Difference.Kind.AMOUNT, line.statement, at, line=line, payment=payment)
    line.save(update_fields=["payment", "transfer", "state"])


def _brought(line: Line, day: date) -> Transfer | None:
    """What the body itself brought to this account, cash of a till or cheques: of the very amount, lately."""
    booked = line.booked or day
    own = Transfer.objects.filter(
        kind=Transfer.Kind.MOVED,
        day__range=(booked - BROUGHT, booked + BROUGHT),
        debit__code=f"{line.account.into}:{line.currency}",
        amount=line.amount,
        currency=line.currency,
        bank_line=None,
    )
    return own.order_by("day", "id").first()


def _payable_of(references: Sequence[str]) -> Payable | None:
    """What is owed under a reference of the body's: ISO 11649, or as it is printed."""
    for reference in references:
        wanted = Q(rf=reference) if is_rf(reference) else Q(reference=reference)
        if payable := Payable.objects.filter(wanted).first():
            return payable
    return None


def _debtor_of(references: Sequence[str], line: Line, at: datetime) -> UUID | None:
    """Who pays all that they owe under a reference that a room above gave: an institution its bills."""
    for reference in filter(is_rf, references):
        found = find_debtor(reference, at)
        if found and Payer.objects.filter(pk=found.payer_id, currency=line.currency).exists():
            return found.payer_id
    return None


def _payment_of(line: Line, payable: Payable | None, debtor: UUID | None) -> Payment | None:
    """A payment that no line is yet: of this payable or debtor and amount, else of the bank's references."""
    free = Payment.objects.filter(bank_line=None, reversed_at=None).order_by("received_at")
    if payable is not None:
        paying = free.filter(transfers__payable=payable, amount=line.amount, currency=line.currency)
        if found := paying.distinct().first():
            return found
    if debtor and (found := free.filter(payer=debtor, amount=line.amount, currency=line.currency).first()):
        return found
    named = {name for name in (line.end_to_end_id, line.bank_reference, line.reference) if name}
    of_banks = free.filter(Q(source__startswith="bank:") | Q(source__startswith="gateway:"))
    return of_banks.filter(reference__in=named).first()


def _receive(line: Line, payable: Payable, actor: Actor, at: datetime, day: date) -> Payment:
    wanted: list[tuple[UUID, int]] = [(payable.pk, line.amount)]
    money = money_of(line, at, day)
    return receive(money=money, payer=payable.payer_id, wanted=wanted, actor=actor, at=at)


def _receive_whole(line: Line, payer: UUID, actor: Actor, at: datetime, day: date) -> Payment:
    """Laid on what is owed, the oldest first."""
    wanted = in_order(line.amount, [(payable.pk, payable.left) for payable in open_payables(payer)])
    return receive(money=money_of(line, at, day), payer=payer, wanted=wanted, actor=actor, at=at)


def money_of(line: Line, at: datetime, day: date) -> Received:
    """A line that is a payment of its own."""
    return Received(
        source=SOURCE,
        reference=line.key,
        amount=line.amount,
        currency=line.currency,
        channel="transfer",
        into=line.account.into,
        paid_at=at,
        business_day=line.booked or day,
    )


def _compare_sum(statement: Statement, told: Told, at: datetime) -> None:
    """Opening and entries must make the closing balance; where they do not, somebody has to know."""
    if told.missing and told.opening and told.closing:
        Difference.objects.create(
            kind=Difference.Kind.SUM,
            statement=statement,
            ours=told.opening.minor + told.moved,
            theirs=told.closing.minor,
            currency=told.closing.currency,
            opened_at=at,
        )


def _miss_payments(statement: Statement, at: datetime) -> None:
    """Payments of this bank that its account should have shown by now."""
    account = statement.account
    last = statement.lines.aggregate(last=Max("booked"))["last"]
    if not account.source or last is None or statement.closing is None:
        return
    due = Payment.objects.filter(source=account.source, reversed_at=None, bank_line=None)
    late = due.filter(business_day__lte=last - GRACE).exclude(
        bank_differences__kind=Difference.Kind.MISSING_THERE
    )
    for payment in late:
        _differ(Difference.Kind.MISSING_THERE, statement, at, payment=payment)


def _differ(
    kind: Difference.Kind,
    statement: Statement,
    at: datetime,
    *,
    line: Line | None = None,
    payment: Payment | None = None,
    ours: int = 0,
) -> None:
    known = line or payment
    Difference.objects.create(
        kind=kind,
        statement=statement,
        line=line,
        payment=payment,
        ours=payment.amount if payment else ours,
        theirs=line.amount if line else 0,
        currency=known.currency if known else "",
        opened_at=at,
    )
