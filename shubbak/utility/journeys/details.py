"""What the forms of steps ask for guards of this room."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shubbak.agencies.queries import current_agency, in_its_zone
from shubbak.cases.charges.queries import charge_of
from shubbak.cases.extension import Detail
from shubbak.cases.models import Case
from shubbak.foundation.localized import pick
from shubbak.foundation.money import minor_digits
from shubbak.foundation.text import amount, count, long_date, trimmed
from shubbak.utility.arrears.queries import rules_on
from shubbak.utility.arrears.rules import MOST_PARTS
from shubbak.utility.bills.allowing import last_allowance, usual_of
from shubbak.utility.bills.case_effects import bills_meant
from shubbak.utility.journeys.queries import contract_in, kept_by, last_meter, owed_by, place_told
from shubbak.utility.subscriptions.models import Fitting
from shubbak.utility.subscriptions.queries import contract_of, meters_on, terms_on
from shubbak.utility.subscriptions.rules import Commodity
from shubbak.utility.tariffs.shelf import shelf

TRADES = {"water": _("Water"), "electricity": _("Electricity")}
DIALS = "6"
WHOLE = 1000
ADVANCE = "advance"
"""The fee of a file that becomes the deposit of its contract."""


def meter_fitted(case: Case, at: datetime) -> Sequence[Detail]:
    """A meter that was put up, and what its contract is agreed on."""
    trades = metered(case)
    details = [
        Detail("serial", _("Serial number of the meter")),
        Detail("dials", _("Figures that it shows"), "number", initial=DIALS),
        Detail("index", _("First index"), "number", initial="0"),
        Detail("day", _("Day on which it was put up"), "day", initial=_today(at)),
        _tariff(trades, ""),
        _sector(),
        _advance(case),
    ]
    if "electricity" in trades:
        hint = _("Empty for water.") if len(trades) > 1 else ""
        power = Detail("power", _("Power in VA"), "number", hint=hint, is_required=False)
        details.insert(5, power)
    if "sewer" in asked_trades(case) and "water" in trades:
        details.insert(5, _sewerage())
    return details


def sewerage_alone(case: Case, at: datetime) -> Sequence[Detail]:
    """Sewerage by a contract of its own: no meter stands there."""
    hint = _("As it was declared, or estimated at the well. Empty: the standing charge alone is billed.")
    return [
        _day(at),
        _tariff(["sewerage"], ""),
        Detail("volume", _("Cubic metres in 30 days"), "number", hint=hint, is_required=False),
        _sector(),
        _advance(case),
    ]


def _sector() -> Detail:
    hint = _("Such as T07; empty if none.")
    return Detail("sector", _("Round of the meter reader"), hint=hint, is_required=False)


def meter_standing(case: Case, at: datetime) -> Sequence[Detail]:
    """The meter that stands where somebody moves in, as they told, and what the contract is agreed on."""
    told, trades = case.answers, metered(case)
    number, index = place_told(case)
    before = contract_of(number)
    stands = last_meter(before) if before else None
    serial, dials = (stands.serial, str(stands.dials)) if stands else ("", DIALS)
    details = [
        Detail("serial", _("Serial number of the meter"), initial=str(told.get("serial") or serial)),
        Detail("dials", _("Figures that it shows"), "number", initial=dials),
        Detail("index", _("First index"), "number", initial=index),
        Detail("day", _("From which day"), "day", initial=str(told.get("starts_on", _today(at)))),
        Detail(
            "before",
            _("Contract that stood at this place"),
            hint=before.point.place if before else _("Empty where the meter itself says the place."),
            initial=before.number if before else "",
            is_required=False,
        ),
        _tariff(trades, ""),
    ]
    if len(trades) > 1:
        details.append(_advance(case))
    if "electricity" in trades:
        return [*details, Detail("power", _("Power in VA"), "number", is_required=False)]
    return [*details, _sewerage()]


def closing_reading(case: Case, at: datetime) -> Sequence[Detail]:
    """The last index of each meter, and the last day of use: never one that is still to come."""
    contract, said = contract_in(case), str(case.answers.get("last_day") or "")
    day = in_its_zone(at).date()
    fittings = meters_on(contract, day) if contract else []
    return [
        Detail("day", _("Last day of use"), "day", initial=min(said or str(day), str(day))),
        *map(_last_index, fittings),
    ]


def new_terms(case: Case, at: datetime) -> Sequence[Detail]:
    """The tariff and power that hold from a day on."""
    contract = contract_in(case)
    if contract is None:
        return []
    held = terms_on(contract, in_its_zone(at).date())
    commodity = contract.point.commodity
    details = [_day(at), _tariff([commodity], held.tariffs[0] if held else "")]
    if commodity == Commodity.SEWERAGE:
        volume = str(held.volume // WHOLE) if held and held.volume else ""
        details.append(
            Detail("volume", _("Cubic metres in 30 days"), "number", initial=volume, is_required=False)
        )
    if commodity == Commodity.ELECTRICITY:
        known = str(held.power_va or "") if held else ""
        details.append(Detail("power", _("Power in VA"), "number", initial=known))
    return details


def new_end(case: Case, at: datetime) -> Sequence[Detail]:  # noqa: ARG001  as below
    """Until which day the contract goes on."""
    contract = contract_in(case)
    known = contract.agreed_until.isoformat() if contract and contract.agreed_until else ""
    return [Detail("until", _("New last day"), "day", initial=known)]


def meter_exchanged(case: Case, at: datetime) -> Sequence[Detail]:
    """Which meter comes down at which index, and which takes its place."""
    contract = contract_in(case)
    fittings = meters_on(contract, in_its_zone(at).date()).filter(ends=None) if contract else []
    standing = [(str(fitting.pk), fitting.meter.serial) for fitting in fittings]
    return [
        Detail(
            "fitting",
            _("Meter that came down"),
            "choice",
            choices=standing,
            initial=standing[0][0] if standing else "",
        ),
        Detail("index_out", _("Its last index"), "number"),
        Detail("serial", _("Serial number of the new meter")),
        Detail("dials", _("Figures that it shows"), "number", initial=DIALS),
        Detail("index", _("First index"), "number", initial="0"),
        Detail("day", _("Day on which it was put up"), "day", initial=_today(at)),
    ]


def parts(case: Case, at: datetime) -> Sequence[Detail]:
    """In how many parts, as far as the body has set."""
    return [_parts(case, at, rules_on(in_its_zone(at).date()).parts)]


def usual_use(case: Case, at: datetime) -> Sequence[Detail]:  # noqa: ARG001  the shape of a question
    """What the person usually uses in the days of the bill that they named."""
    found = bills_meant(case.answers)
    bill = found[0] if len(found) == 1 else None
    usual = usual_of(bill) if bill else None
    counted = trimmed(bill.quantity, 3, get_language() or "ar", current_agency().country) if bill else "–"
    told = {"number": bill.number if bill else "–", "quantity": counted}
    hint = _("Bill %(number)s counts %(quantity)s. Usual: as a year ago, else as in the year before.") % told
    if bill and (last := last_allowance(bill)):
        hint = f"{hint} {_('Last allowance: %(day)s.') % {'day': _in_words(last)}}"
    initial = str(-(-usual // WHOLE)) if usual is not None else ""
    return [Detail("usual", _("Usual consumption of these days"), "number", hint=hint, initial=initial)]


def _in_words(day: date) -> str:
    agency = current_agency()
    return long_date(day, get_language() or "ar", agency.country, agency.digits)


def more_parts(case: Case, at: datetime) -> Sequence[Detail]:
    return [_parts(case, at, MOST_PARTS)]


def _parts(case: Case, at: datetime, most: int) -> Detail:
    agency, language = current_agency(), get_language() or "ar"
    owed = amount(owed_by(case, at), agency.currency, language, agency.country, agency.digits)
    choices = [(str(n), count(n, "instalment", language, agency.digits)) for n in range(2, most + 1)]
    asked = str(case.answers.get("parts", ""))
    hint = _("Owed now: %(amount)s") % {"amount": owed}
    return Detail("parts", _("In how many parts?"), "choice", hint=hint, choices=choices, initial=asked)


def index_name(fitting: Fitting) -> str:
    return f"index_{fitting.pk}"


def asked_trades(case: Case) -> list[str]:
    asked = case.answers.get("trades", list(TRADES))
    return [asked] if isinstance(asked, str) else list(asked)


def metered(case: Case) -> list[str]:
    """What was asked for that a meter counts."""
    return [trade for trade in asked_trades(case) if trade in TRADES]


def _day(at: datetime) -> Detail:
    return Detail("day", _("From which day"), "day", initial=_today(at))


def _tariff(trades: Sequence[str], initial: str) -> Detail:
    return Detail("tariff", _("Tariff"), "choice", choices=_tariffs(trades), initial=initial)


def _sewerage() -> Detail:
    none = ("", str(_("No sewerage")))
    choices = [none, *_tariffs(["sewerage"])]
    return Detail("sewerage", _("Sewerage"), "choice", choices=choices, is_required=False)


def _tariffs(commodities: Sequence[str]) -> list[tuple[str, str]]:
    """Those of the country of the body."""
    country, language = current_agency().country, get_language() or "ar"
    return [
        (code, pick(tariff.label, language))
        for code, tariff in shelf().items()
        if code.startswith(f"{country}-") and tariff.data["commodity"] in commodities
    ]


def _last_index(fitting: Fitting) -> Detail:
    label = _("Index of meter %(serial)s") % {"serial": fitting.meter.serial}
    return Detail(index_name(fitting), label, "number")


def advance_left(case: Case) -> int:
    """What was paid as an advance and lies in no contract yet."""
    charge = charge_of(case, ADVANCE)
    return max((charge.paid if charge else 0) - kept_by(case), 0)


def advance_asked(case: Case) -> int:
    """What the file asks as an advance, paid or accepted on a receipt, and lies in no contract yet."""
    charge = charge_of(case, ADVANCE)
    return max((charge.amount if charge else 0) - kept_by(case), 0)


def _advance(case: Case) -> Detail:
    """How much of it goes into this contract: all that is left, unless something else is typed."""
    digits = minor_digits(current_agency().currency)
    left = f"{advance_left(case) / 10**digits:.{digits}f}"
    return Detail("advance", _("Deposit of this contract, paid with the file"), "money", initial=left)


def _today(at: datetime) -> str:
    return in_its_zone(at).date().isoformat()
