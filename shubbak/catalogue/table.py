"""``shubbak packs list``: the services of a folder of packs as a table, with what each promises."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from shubbak.catalogue.loader import load_pack, pack_paths
from shubbak.catalogue.spec import ClockSpec, ServiceSpec
from shubbak.catalogue.spec.build import spec_from

HEAD = """# Services

What stands in `packs/`, one table for each kind of body, as `shubbak packs list` prints it. A delay is a
setting of its pack, which names the text that fixes it. *Silence* says what the person may do once the time
has run out: a claim is a letter with an attestation, never the act itself.
"""
COLUMNS = ("service", "pack", "answer within", "may be prolonged by", "silence")
SILENCE = {"approval_claim": "claim of approval", "refusal": "counts as refusal", "none": ""}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Exit codes: 0 listed, 2 no such file or folder. A pack that cannot be read ends in its error."""
    parser.add_argument("path", nargs="?", type=Path, help="a pack, or a folder of packs (default: packs)")


def run(args: argparse.Namespace) -> int:
    """Print the table."""
    root: Path = args.path or settings.SHUBBAK_PACKS
    if not root.exists():
        print(f"There is no {root}.", file=sys.stderr)
        return 2
    print(listing(root), end="")
    return 0


def listing(root: Path) -> str:
    """The whole document: bodies in the order of their names, services in that of their titles."""
    bodies: dict[str, list[ServiceSpec]] = {}
    for path in pack_paths(root):
        spec = spec_from(load_pack(path).data)
        bodies.setdefault(path.parent.name, []).append(spec)
    parts = [HEAD, *(_table(body, bodies[body]) for body in sorted(bodies))]
    return "\n".join(parts)


def _table(body: str, specs: list[ServiceSpec]) -> str:
    ruled = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|\n"
    rows = "".join(_row(spec) for spec in sorted(specs, key=lambda spec: spec.title["en"]))
    return f"## {body}\n\n{ruled}{rows}"


def _row(spec: ServiceSpec) -> str:
    promised = [spec.clocks[name] for name in spec.public_clocks]
    cells = (
        f"{spec.title['en']} · {spec.title['ar']}",
        f"`{spec.code}`",
        "; ".join(_promise(spec, clock) for clock in promised),
        "; ".join(_length(clock.extension.length) for clock in promised if clock.extension),
        "; ".join(filter(None, (SILENCE[clock.silence.kind] for clock in spec.clocks.values()))),
    )
    return f"| {' | '.join(cells)} |\n"


def _promise(spec: ServiceSpec, clock: ClockSpec) -> str:
    """The length, with the answers that it is promised to where it is not promised to all."""
    if clock.when is None:
        return _length(clock.length)
    asked = ", ".join(_labels(spec, clock))
    return f"{_length(clock.length)} (by the answers: {asked})"


def _labels(spec: ServiceSpec, clock: ClockSpec) -> Iterator[str]:
    for name in dict.fromkeys(clock.when.questions() if clock.when else ()):
        question = spec.question(name)
        yield (question.short or question.label)["en"] if question else name


def _length(length: str) -> str:
    number, unit = length.split()
    words = unit.replace("_", " ")
    return f"{number} {words.removesuffix('s') if number == '1' else words}"
