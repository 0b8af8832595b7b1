"""With Django's settings: makes acknowledgements of which no two are alike, and says how fast."""

import os
import time
from dataclasses import replace

from shubbak.documents.paper import render
from tests.documents.specimens import miyah, receipt

PAPERS, TARGET = 1_000, 40
"""How many, and how many a second and core are wanted (issue 4)."""


def main(words: list[str]) -> None:
    del words
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    sheet, body = receipt(), miyah()
    render(sheet, body)
    began, used = time.monotonic(), time.process_time()
    for rank in range(PAPERS):
        check_url = f"{sheet.check_url[:-8]}{rank:08}"
        made = render(replace(sheet, number=f"{rank + 1}/2026", check_url=check_url), body)
    took, used = time.monotonic() - began, time.process_time() - used
    print(
        f"{PAPERS} acknowledgements of {len(made) // 1000} KB: {PAPERS / took:.1f}/s by the clock, "
        f"{PAPERS / used:.1f}/s of processor time on one core (target {TARGET}/s)",
        flush=True,
    )
