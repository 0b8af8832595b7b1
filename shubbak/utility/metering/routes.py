"""What a meter reader takes along: the meters of a campaign, with the places to write in."""

from collections.abc import Iterator, Mapping

from shubbak.foundation.tables import Column, Table
from shubbak.foundation.tables.table import Cell
from shubbak.utility.metering.known import known_of
from shubbak.utility.metering.models import Campaign
from shubbak.utility.metering.queries import unread_in
from shubbak.utility.metering.route_files import COLUMNS

_AT_ONCE = 500
_WIDTHS = {"place": 40, "remark": 30}


def route_table(campaign: Campaign, title: str, cut_off: str) -> Table:
    """Meters of which nothing counts yet, in the order of their places. Columns bear the names by which the
    file is read when it comes back.
    """
    columns = [Column(name, name, _WIDTHS.get(name, 14)) for name in COLUMNS]
    return Table(title=title, columns=columns, rows=_rows(campaign), cut_off=cut_off)


def _rows(campaign: Campaign) -> Iterator[list[Cell]]:
    contracts = list(unread_in(campaign.period, campaign.sector, campaign.opens))
    for start in range(0, len(contracts), _AT_ONCE):
        known = known_of(contracts[start : start + _AT_ONCE], campaign.opens)
        for each in sorted(known, key=lambda one: (one.contract.point.code, one.fitting.meter.serial)):
            if each.fitting.ends is None and each.mark_of(campaign.period) is None:
                before = each.last(campaign.period)
                told: Mapping[str, Cell] = {
                    "contract": each.contract.number,
                    "meter": each.fitting.meter.serial,
                    "place": each.contract.point.place,
                    "last_on": before.on.isoformat(),
                    "last_index": before.index // 1000,
                    "dials": each.fitting.meter.dials,
                    "unit": each.meter.unit,
                    "multiplier": each.meter.multiplier,
                }
                yield [told.get(name, "") for name in COLUMNS]
