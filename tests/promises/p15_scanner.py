"""A real process that looks into the folder of the scanner once and cuts what came, for P15; told to, it
kills itself at a point on the way.

Usage: p15_scanner <instant> [claimed|stored|begun|bound|kept <rank>]
"""

import sys
from datetime import datetime

import django

django.setup()

from shubbak.agencies.models import Agency  # noqa: E402
from shubbak.agencies.schema import look_at  # noqa: E402
from shubbak.registry.scans import parting, watching  # noqa: E402
from shubbak.registry.scans.folder import ScanFolder  # noqa: E402
from tests.promises.p15_fetcher import die_at  # noqa: E402

POINTS = {
    "claimed": (ScanFolder, "move", True),
    "stored": (watching, "take_batch", True),
    "begun": (parting, "begin_cutting", True),
    "bound": (parting, "keep_cuts", False),
    "kept": (parting, "keep_cuts", True),
}

if __name__ == "__main__":
    instant, *point = sys.argv[1:]
    if point:
        owner, name, after = POINTS[point[0]]
        die_at(owner, name, int(point[1]), after=after)
    look_at(Agency.objects.get(code="miyah"))
    watching.SETTLED = watching.STILL = 0.0
    parting.TURN_LASTS = 3600.0
    at = datetime.fromisoformat(instant)
    watching.take_scans(at=at)
    parting.cut_batches(at=at)
