"""``shubbak packs check`` (no database) and ``shubbak packs publish``."""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import agencies_listed
from shubbak.agencies.schema import look_at
from shubbak.catalogue.actions import PackRefused, publish_pack
from shubbak.catalogue.lint import Finding, lint_packs
from shubbak.catalogue.lint.versions import seal
from shubbak.catalogue.loader import PackSource, PackUnreadable, load_pack, pack_paths
from shubbak.catalogue.standing import what_is_lacking
from shubbak.journal.rules import SYSTEM

OK, REFUSED, NOT_FOUND = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of both commands. Exit codes: 0 accepted, 1 refused, 2 no such file, folder or agency."""
    parser.add_argument("path", nargs="?", type=Path, help="a pack, or a folder of packs (default: packs)")
    if parser.prog.endswith("check"):
        parser.add_argument("--seal", action="store_true", help="write new versions to packs/VERSIONS")
    else:
        parser.add_argument("--agency", help="code of one agency (default: all agencies)")


def run(args: argparse.Namespace) -> int:
    """Check packs, or publish them; findings go to standard error as ``file:line: words``."""
    root: Path = args.path or settings.SHUBBAK_PACKS
    if not root.exists():
        print(f"There is no {root}.", file=sys.stderr)
        return NOT_FOUND
    if args.command.endswith("check"):
        return _check(root, with_seal=args.seal)
    return _publish(root, args.agency or "")


def _check(root: Path, *, with_seal: bool) -> int:
    if with_seal:
        for line in seal(root, _readable(root)):
            print(f"sealed {line}")
    findings = lint_packs(root)
    _show(findings)
    if not findings:
        print(f"{len(pack_paths(root))} packs, nothing to say.")
    return REFUSED if findings else OK


def _publish(root: Path, code: str) -> int:
    agencies = [agency for agency in agencies_listed() if code in ("", agency.code)]
    if not agencies:
        print(f"There is no agency {code}.", file=sys.stderr)
        return NOT_FOUND
    findings = lint_packs(root)
    _show(findings)
    if findings:
        return REFUSED
    sources = _readable(root)
    return max(_publish_in(agency, sources) for agency in agencies)


def _publish_in(agency: Agency, sources: list[PackSource]) -> int:
    """Publish what this body can stand behind; each other pack is left out, with a sentence that says why."""
    look_at(agency)
    return max(
        (_publish_one(agency, source) for source in sources if source.data["body"] == agency.kind), default=OK
    )


def _publish_one(agency: Agency, source: PackSource) -> int:
    if lacking := what_is_lacking(source):
        print(f"{agency.code}: {lacking}", file=sys.stderr)
        return REFUSED
    try:
        version = publish_pack(source=source, actor=SYSTEM, at=datetime.now(UTC))
    except PackRefused as refusal:
        _show(refusal.findings)
        return REFUSED
    print(f"{agency.code}: {version}")
    return OK


def _readable(root: Path) -> list[PackSource]:
    """Packs that can be read; the others are findings of the linter."""
    sources = []
    for path in pack_paths(root):
        try:
            sources.append(load_pack(path))
        except PackUnreadable:
            continue
    return sources


def _show(findings: list[Finding]) -> None:
    for finding in findings:
        print(finding, file=sys.stderr)
