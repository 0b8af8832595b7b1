"""A contract with its bills, and its statement of account."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import Form

from shubbak.portal.pages.parts import Link, Notice, Row, Tag


@dataclass(frozen=True, slots=True)
class ContractDoorPage:
    """`action`: the name of its own address; `kept`: contracts of the account that is signed in here."""

    form: Form
    title: str
    lead: str
    action: str
    go: str
    kept: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class BillRow:
    """One bill of a list."""

    title: str
    amount: str
    text: str
    tag: Tag
    url: str


@dataclass(frozen=True, slots=True)
class DebitShown:
    """That bills are debited, and `next_one` when; `stop_url` for whoever may stop it."""

    text: str
    next_one: str
    mandate: str
    stop_url: str


@dataclass(frozen=True, slots=True)
class PaperChoice:
    """How the bills come, and the act that changes it if there is one."""

    words: str
    act: Link | None = None


@dataclass(frozen=True, slots=True)
class ContractPage:
    title: str
    place: str
    owed: str
    lead: str
    bills: Sequence[BillRow]
    statement_url: str
    pay: Sequence[Link] = ()
    paper: PaperChoice | None = None
    """None once the contract has ended."""
    notice: Notice | None = None
    prepaid: str = ""
    """Where tokens for its meter are bought."""
    debit: DebitShown | None = None


@dataclass(frozen=True, slots=True)
class StatementRow:
    day: str
    words: str
    reference: str
    asked: str
    paid: str
    balance: str


@dataclass(frozen=True, slots=True)
class StatementPage:
    """`totals`: what was owed before, and after."""

    form: Form
    title: str
    back: Link
    totals: Sequence[Row] = ()
    rows: Sequence[StatementRow] = ()
    papers: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class KeptContract:
    """A contract of an account, with what is owed of it and where it leads."""

    title: str
    number: str
    place: str
    owed: str
    is_shared: bool
    bills_url: str
    reading_url: str
    kept_url: str


@dataclass(frozen=True, slots=True)
class KeptGroup:
    """A group of an account: what all its contracts owe, and where its bills are."""

    title: str
    number: str
    owed: str
    bills_url: str
    untie_url: str


@dataclass(frozen=True, slots=True)
class ContractsPage:
    contracts: Sequence[KeptContract]
    add_url: str
    groups: Sequence[KeptGroup] = ()


@dataclass(frozen=True, slots=True)
class ShareLine:
    """Somebody who sees a contract too; `share` names it when it is ended."""

    words: str
    since: str
    share: str


@dataclass(frozen=True, slots=True)
class KeptContractPage:
    form: Form
    title: str
    text: str
    shares: Sequence[ShareLine]
    share_url: str
    unshare_url: str
    untie_url: str
    back: Link


@dataclass(frozen=True, slots=True)
class InstalmentsPage:
    """In how many parts somebody may pay a bill, each choice with its amounts."""

    form: Form
    title: str
    lead: str
    back: Link
