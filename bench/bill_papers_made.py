"""With Django's settings: prints bills of which no two are alike, and the same data by Typst alone."""

import os
import time
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import typst

from shubbak.documents.paper import render
from tests.documents.specimen_bill import bill
from tests.documents.specimens import miyah

PAPERS, TARGET = 500, 60
"""How many, and how many in a hundred of Typst's own rate are wanted (issue 5)."""


def main(words: list[str]) -> None:
    del words
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    sheet, body = bill(), miyah()
    sheets = [
        replace(sheet, number=f"2026-{rank:07}", check_url=f"{sheet.check_url[:-4]}{rank:04}")
        for rank in range(PAPERS)
    ]
    asked: list[tuple[Any, Any]] = []
    bare = typst.compile

    def noted(*args: Any, **options: Any) -> bytes:
        asked.append((args, options))
        return b""

    with patch("typst.compile", noted):
        for each in sheets:
            render(each, body)
    render(sheet, body)
    alone = _rate(lambda: [bare(*args, **options) for args, options in asked])
    house = _rate(lambda: [render(each, body) for each in sheets])
    share = 100 * house / alone
    print(
        f"{PAPERS} bills of two pages: {house:.1f}/s of processor time, Typst alone {alone:.1f}/s: "
        f"{share:.0f} % of it (target {TARGET} %)",
        flush=True,
    )


def _rate(work: Any) -> float:
    used = time.process_time()
    work()
    return PAPERS / (time.process_time() - used)
