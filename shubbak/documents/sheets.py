"""What each paper holds. Words come in pairs, Arabic leading, French beside it; no template writes a fact."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal


@dataclass(frozen=True)
class Pair:
    """The same words in Arabic and in French."""

    ar: str
    fr: str = ""


@dataclass(frozen=True)
class Fact:
    """One row: label in both languages, the value in Arabic between them. A code stands large."""

    label: Pair
    value: Pair
    style: Literal["plain", "strong", "code"] = "plain"


@dataclass(frozen=True)
class Due:
    """The box of the due date: "answered by", the day, and why that day."""

    lead: Pair
    day: Pair
    why: Pair


@dataclass(frozen=True)
class Item:
    """A paragraph that begins with bold words: an effect, a way of appeal, a paper asked for, a reason."""

    title: Pair
    text: Pair


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What all papers share.

    `made_at` dates the file itself, so that the same sheet is the same bytes. `check_url` is what the QR
    holds, and its last part in letters beside it; empty leaves both out. `check` says how to verify,
    `issued` how the paper came to be.
    """

    template: ClassVar[str]
    made_at: datetime
    unit: Pair
    place: Pair
    title: Pair
    number: str
    facts: tuple[Fact, ...] = ()
    check_url: str = ""
    check: Pair = Pair("")
    issued: Pair = Pair("")
    number_label: Pair = Pair("الرقم", "Numéro")
    file_title: str = ""

    @property
    def name(self) -> str:
        """A name for the file: the template and the number."""
        return f"{self.template}-{self.number.replace('/', '-')}.pdf"


@dataclass(frozen=True, kw_only=True)
class Receipt(Sheet):
    """وصل الإيداع: number, facts, due date, what silence means, where to appeal, how to re-open."""

    template: ClassVar[str] = "receipt"
    due: Due | None = None
    effects: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Observations(Sheet):
    """ورقة الملاحظات: every paper missing or wrong, once, each with its reason and where it is issued."""

    template: ClassVar[str] = "observations"
    opening: Pair
    items: tuple[Item, ...]
    due: Due | None = None
    effects: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Decision(Sheet):
    """A decision: what is decided, its reasons, the ways of appeal."""

    template: ClassVar[str] = "decision"
    opening: Pair
    ruling: Pair
    reasons: tuple[Item, ...] = ()
    appeals: tuple[Item, ...] = ()
    signatory: Pair = Pair("")


@dataclass(frozen=True, kw_only=True)
class Letter(Sheet):
    """A letter or an answer: paragraphs, and who signs."""

    template: ClassVar[str] = "letter"
    addressee: Pair
    paragraphs: tuple[Pair, ...]
    signatory: Pair = Pair("")


@dataclass(frozen=True, kw_only=True)
class Departure(Sheet):
    """A letter that leaves the body, in the language in which it is written; no word of it twice.

    `direction` is that of its language. `quality` is what the signatory is; `signed` says when and how it was
    signed, `seal` what its electronic seal is worth. A draft has the words `draft` across it.
    """

    template: ClassVar[str] = "departure"
    direction: Literal["rtl", "ltr"]
    dated: Pair = Pair("")
    to: Pair
    addressees: tuple[Pair, ...]
    subject: Fact
    references: tuple[Fact, ...] = ()
    paragraphs: tuple[Pair, ...]
    quality: Pair = Pair("")
    signatory: Pair = Pair("")
    signed: Pair = Pair("")
    copies_label: Pair = Pair("")
    copies: tuple[Pair, ...] = ()
    seal: Pair = Pair("")
    draft: Pair = Pair("")

    @property
    def name(self) -> str:
        """Its number, as people name a letter."""
        return f"{self.number.replace('/', '-').replace(' ', '-')}.pdf"


@dataclass(frozen=True)
class DayLine:
    """A line of a printed register."""

    number: Pair
    hour: Pair
    name: Pair
    subject: Pair
    remark: Pair = Pair("")


@dataclass(frozen=True, kw_only=True)
class RegisterOfDay(Sheet):
    """A day of a register with the line under it (حصر السجل), and who signed."""

    template: ClassVar[str] = "register"
    lines: tuple[DayLine, ...]
    closing: Pair
    clerk: Pair
    head: Pair


@dataclass(frozen=True)
class SlipLine:
    """A line of a dispatch slip: how many pieces, what they are, for what they are sent."""

    pieces: str
    designation: Pair
    remark: Pair


@dataclass(frozen=True, kw_only=True)
class DispatchSlip(Sheet):
    """ورقة الإرسال: what is handed to somebody, printed as often as `copies` names one; one of them comes
    back signed.
    """

    template: ClassVar[str] = "slip"
    addressee: Pair
    lines: tuple[SlipLine, ...]
    copies: tuple[Pair, ...]
    sender: Pair


@dataclass(frozen=True)
class ListedLetter:
    """A letter whose time of keeping is over: what it is, and what becomes of it."""

    number: Pair
    day: Pair
    nature: Pair
    until: Pair
    fate: Pair


@dataclass(frozen=True, kw_only=True)
class EliminationSheet(Sheet):
    """لائحة الإتلاف: what goes and what was drawn to be kept, for the visa of the archives."""

    template: ClassVar[str] = "elimination"
    lines: tuple[ListedLetter, ...]
    maker: Pair
    visa: Pair = Pair("")


@dataclass(frozen=True, kw_only=True)
class Label(Sheet):
    """What is stuck on a letter: its number, the day, and figures as bars (Code 128)."""

    template: ClassVar[str] = "label"
    day: Pair
    figures: str


@dataclass(frozen=True, kw_only=True)
class OutageSheets(Sheet):
    """Numbers taken beforehand, each with blanks to be filled in by hand."""

    template: ClassVar[str] = "outage"
    numbers: tuple[str, ...]
    blanks: tuple[Pair, ...]

    @property
    def name(self) -> str:
        return f"outage-{self.numbers[0].replace('/', '-')}.pdf"


@dataclass(frozen=True, kw_only=True)
class SeparatorSheets(Sheet):
    """ورقة فاصلة: laid between letters before they are scanned; what its code holds parts them again."""

    template: ClassVar[str] = "separator"
    mark: str
    lines: tuple[Pair, ...]
    copies: int = 1

    @property
    def name(self) -> str:
        return f"separator-{self.number.replace('/', '-')}.pdf" if self.number else "separators.pdf"


@dataclass(frozen=True)
class BillLine:
    """A line of a bill: what it is, how it came about, and what it costs without and with VAT."""

    label: Pair
    parts: str
    without_vat: str
    rate: str
    with_vat: str


@dataclass(frozen=True)
class VatSum:
    """What one rate of VAT makes of all lines that bear it."""

    rate: str
    without_vat: str
    vat: str
    with_vat: str


@dataclass(frozen=True)
class BandBar:
    """A band in tenths of a millimetre from the right edge; `whose`: now, before or other.

    `consumed`: what was used in it, as its mark says.
    """

    start: int
    width: int
    height: int
    price: str
    bounds: str
    whose: Literal["now", "before", "other"]
    consumed: tuple[Pair, ...] = ()


@dataclass(frozen=True)
class BandMark:
    """Where a consumption stands among the bands."""

    at: int
    words: Pair


@dataclass(frozen=True)
class WhyLine:
    """One part of the difference between two bills, with its sign; `share` in per cent of all parts."""

    title: Pair
    text: Pair
    amount: str
    share: int


@dataclass(frozen=True)
class BillWhy:
    """Why a bill rose or fell: a sentence, parts that add up, the whole; `leak`: what to look at."""

    title: Pair
    lead: Pair
    parts: tuple[WhyLine, ...]
    whole: str
    leak: Pair = Pair("")


@dataclass(frozen=True)
class MonthUse:
    """A month of two years: what was billed, as written and as bars in tenths of a millimetre."""

    month: Pair
    now: str
    before: str
    high: int
    high_before: int


@dataclass(frozen=True, kw_only=True)
class BillSheet(Sheet):
    """فاتورة: the amount and its last day, the lines with their VAT, the meter, how to pay, how to contest;
    then why it is so much, the bands, and two years month by month. `details` are the rows under the title,
    `duplicate` marks whatever is no original, `unit_used` names the unit of bands and months.
    """

    template: ClassVar[str] = "bill"
    details: tuple[Fact, ...]
    due: Due
    lines: tuple[BillLine, ...]
    rates: tuple[VatSum, ...]
    whole: VatSum
    bands: tuple[BandBar, ...] = ()
    bands_title: Pair = Pair("")
    marks: tuple[BandMark, ...] = ()
    unit_used: Pair = Pair("")
    why: BillWhy | None = None
    years: tuple[MonthUse, ...] = ()
    notes: tuple[Item, ...] = ()
    duplicate: Pair = Pair("")


@dataclass(frozen=True)
class GroupedRow:
    """One bill among those of an institution; figures as they are written."""

    contract: str
    place: str
    number: str
    quantity: str
    without_vat: str
    vat: str
    with_vat: str
    left: str


@dataclass(frozen=True, kw_only=True)
class GroupedSheet(Sheet):
    """فاتورة مجمعة: the amount and its last day, a row for each contract, sums by rate, how to pay."""

    template: ClassVar[str] = "grouped"
    due: Due
    lines: tuple[GroupedRow, ...]
    rates: tuple[VatSum, ...]
    whole: VatSum
    left: str
    notes: tuple[Item, ...] = ()


@dataclass(frozen=True)
class MovedLine:
    """A movement of an account; amounts as they are written, empty where there is none."""

    day: Pair
    words: Pair
    reference: str
    asked: str
    paid: str
    balance: str


@dataclass(frozen=True)
class OwedLine:
    """What was owed on a day."""

    label: Pair
    amount: str


@dataclass(frozen=True, kw_only=True)
class StatementSheet(Sheet):
    """كشف الحساب: what was owed before some days, each movement of them, what was owed after."""

    template: ClassVar[str] = "statement"
    opening: OwedLine
    lines: tuple[MovedLine, ...]
    closing: OwedLine
