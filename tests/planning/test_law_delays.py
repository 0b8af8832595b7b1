"""Each delay of the law of permits is a clock, or a setting, of the packs; every row names its source.

The weeks of the table hold days off: Friday 6 November 2026 (Green March), Wednesday 18 November 2026
(Independence), Friday 1 January 2027, Monday 11 January 2027 (Independence Manifesto).
"""

from datetime import date, datetime
from pathlib import Path

import pytest

from shubbak.catalogue.loader import load_pack
from shubbak.catalogue.spec import ServiceSpec
from shubbak.catalogue.spec.build import spec_from
from shubbak.catalogue.walk import WalkedClock
from shubbak.foundation.working_time.countries import country_calendar

PACKS = Path(__file__).resolve().parents[2] / "packs" / "commune"
CALENDAR = country_calendar("ma", range(2026, 2028))
THURSDAY, FRIDAY, EVE = "2026-10-22", "2026-10-30", "2026-11-05"

DELAYS = [
    # pack, clock, begins, ends, source
    ("building-permit", "silence", THURSDAY, "2026-12-23", "Law 12-90, article 48"),
    ("building-permit", "large", THURSDAY, "2026-11-30", "Ministry of the Interior"),
    ("building-permit", "small", THURSDAY, "2026-11-05", "Ministry of the Interior"),
    ("building-permit", "forwarding", EVE, "2026-11-11", "article 18"),
    ("building-permit", "sitting", THURSDAY, "2026-11-13", "articles 18 and 19"),
    ("building-permit", "minutes", FRIDAY, "2026-11-04", "article 34"),
    ("building-permit", "changes", EVE, "2026-11-10", "article 37"),
    ("building-permit", "complement", FRIDAY, "2026-11-09", "article 38"),
    ("building-permit", "notice", FRIDAY, "2026-11-03", "articles 39 and 40"),
    ("subdivision-permit", "silence", THURSDAY, "2027-01-22", "Law 25-90"),
    ("habitation-permit", "legal", THURSDAY, "2026-11-23", "Law 12-90, article 55"),
    ("habitation-permit", "silence", THURSDAY, "2026-11-23", "Law 12-90, article 55"),
    ("habitation-permit", "convening", EVE, "2026-11-11", "articles 43 and 44"),
    ("habitation-permit", "inspection", THURSDAY, "2026-11-13", "articles 43 and 44"),
    ("habitation-permit", "minutes", EVE, "2026-11-10", "articles 43 and 44"),
    ("habitation-permit", "signature", FRIDAY, "2026-11-03", "articles 43 and 44"),
    ("repair-permit", "legal", THURSDAY, "2026-11-05", "2-18-475 of 12 June 2019, articles 3 and 4"),
    ("regularisation-permit", "legal", THURSDAY, "2026-12-21", "2-18-475, article 8"),
    ("demolition-permit", "legal", THURSDAY, "2026-11-23", "2-18-475, articles 13 to 15"),
    ("demolition-permit", "notice", EVE, "2026-11-10", "articles 39 and 40"),
    ("supplier-invoice", "payment", THURSDAY, "2026-12-21", "Law 69-21"),
]
VALIDITIES = [
    # pack, setting, how long, source
    ("building-permit", "validity", "12 months", "Law 12-90, article 49"),
    ("housing-group-permit", "validity", "12 months", "Law 12-90, article 49"),
    ("subdivision-permit", "validity", "36 months", "annex 6"),
    ("repair-permit", "validity", "6 months", "2-18-475, articles 3 and 4"),
    ("demolition-permit", "validity", "6 months", "2-18-475, article 15"),
    ("demolition-permit", "validity_public", "12 months", "2-18-475, article 15"),
]


def spec_of_pack(name: str) -> ServiceSpec:
    return spec_from(load_pack(PACKS / f"{name}.yaml").data)


@pytest.mark.parametrize(("pack", "clock", "begins", "ends", "source"), DELAYS)
def test_a_delay_of_the_law_ends_on_its_day(pack, clock, begins, ends, source):
    spec = spec_of_pack(pack)
    start = CALENDAR.instant(date.fromisoformat(begins), datetime.fromisoformat("2026-01-01T10:00").time())
    due = WalkedClock(spec.clocks[clock], start).due(CALENDAR, start)
    assert due.date().isoformat() == ends
    assert source in spec.clocks[clock].text["en"]


@pytest.mark.parametrize(("pack", "setting", "length", "source"), VALIDITIES)
def test_a_permit_holds_as_long_as_its_text_says(pack, setting, length, source):
    found = spec_of_pack(pack).settings[setting]
    assert found.value == length
    assert source in found.text["en"]
