#!/usr/bin/env python3
"""Which pinned components have a known weakness, asked of OSV (https://google.github.io/osv.dev/post-v1-querybatch/).

    vulnerabilities.py requirements/runtime.txt requirements/dev.txt [--at https://api.osv.dev/v1/querybatch]

Names and versions leave, nothing else. Exit codes: 0 none is known, 1 some are, 2 nobody answered, and
nothing is known either way.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.request import Request, urlopen

OSV = "https://api.osv.dev/v1/querybatch"
_PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)
_AT_ONCE = 1000
_SECONDS = 60

Pin = tuple[str, str]


def pins(text: str) -> list[Pin]:
    """Name and version of each line of a lock file."""
    return [(name, version) for name, version in _PIN.findall(text)]


def known(asked: Sequence[Pin], at: str) -> dict[Pin, list[str]]:
    """The ids of the weaknesses that are known of each component that has any.

    :raises OSError: if nobody answers there.
    :raises ValueError: if the answer is none.
    """
    found: dict[Pin, list[str]] = {}
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        for pin, told in zip(some, _answers(some, at), strict=True):
            ids = [str(each["id"]) for each in told.get("vulns", ())]
            if ids:
                found[pin] = ids
    return found


def _answers(asked: Sequence[Pin], at: str) -> list[dict[str, list[dict[str, str]]]]:
    queries = [
        {"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in asked
    ]
    body = json.dumps({"queries": queries}).encode()
    request = Request(at, body, {"Content-Type": "application/json"})  # noqa: S310
    with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310  (whoever runs it says where)
        results: list[dict[str, list[dict[str, str]]]] = json.load(answer)["results"]
    return results


def main(words: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Known weaknesses of pinned components.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--at", default=OSV, help="a mirror of OSV")
    given = parser.parse_args(None if words is None else list(words))
    asked = sorted({pin for path in given.files for pin in pins(path.read_text(encoding="utf-8"))})
    try:
        found = known(asked, given.at)
    except (OSError, HTTPException, ValueError, KeyError) as silent:
        print(f"{given.at} did not answer: {silent}", file=sys.stderr)
        return 2
    for (name, version), ids in found.items():
        print(f"{name} {version}: {', '.join(ids)}")
    print(f"{len(asked)} components, {len(found)} with a known weakness")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
