"""Runs all rules over a pack, and the pack's own tests when nothing else is wrong."""

from collections.abc import Iterable
from pathlib import Path

from shubbak.catalogue.lint import clocks, form, ground, incidents, letters, outcome, shape, words, workflow
from shubbak.catalogue.lint.pad import Finding, Pad
from shubbak.catalogue.lint.versions import changed_under_the_same_version
from shubbak.catalogue.loader import PackSource, PackUnreadable, load_pack, pack_paths
from shubbak.catalogue.spec.build import spec_from
from shubbak.catalogue.vocabulary import KNOWN, Vocabulary
from shubbak.catalogue.walk import failures

_RULES = (*workflow.RULES, *clocks.RULES, *letters.RULES, *form.RULES, *incidents.RULES, *outcome.RULES)


def lint_packs(root: Path, vocabulary: Vocabulary = KNOWN) -> list[Finding]:
    """Findings of all packs under a folder (or of one file), the table of versions included."""
    sources: list[PackSource] = []
    findings: list[Finding] = []
    for path in pack_paths(root):
        try:
            sources.append(load_pack(path))
        except PackUnreadable as error:
            findings.append(Finding(str(path), error.line, error.words))
    if not sources and not findings:
        findings.append(Finding(str(root), 1, "there is no pack here"))
    for source in sources:
        findings += lint_pack(source, vocabulary)
    findings += _twice(sources)
    findings += changed_under_the_same_version(root, sources)
    return sorted(findings)


def _twice(sources: Iterable[PackSource]) -> Iterable[Finding]:
    """Two packs of one body for one service: the second published would take the place of the first."""
    known: dict[tuple[object, object], PackSource] = {}
    for source in sources:
        first = known.setdefault((source.data.get("body"), source.data.get("service")), source)
        if first is not source:
            words = f"the service “{source.data.get('service')}” is in {first.path} already: name another one"
            yield Finding(str(source.path), source.line("service"), words)


def lint_pack(source: PackSource, vocabulary: Vocabulary = KNOWN) -> list[Finding]:
    """Findings of one pack. Later rules run only over a pack that the earlier ones accept."""
    at_first = _findings(source, [*shape.findings(source), *words.findings(source)])
    at_first = at_first or _findings(source, ground.findings(source))
    if at_first:
        return at_first
    pad = Pad(source, spec_from(source.data), vocabulary)
    for rule in _RULES:
        rule(pad)
    if not pad.findings:
        for rank, why in failures(pad.spec):
            pad.refuse(why, "tests", rank)
    return sorted(pad.findings)


def _findings(source: PackSource, found: Iterable[tuple[int, str]]) -> list[Finding]:
    return sorted(Finding(str(source.path), line, words) for line, words in found)
