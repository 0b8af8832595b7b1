"""In which words a file was found: where neither its title nor its name shows them, those of an answer or a
paper.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from shubbak.cases.models import Case, CasePaper, PaperText
from shubbak.search.arabic import lexemes
from shubbak.search.context import Hit, first_hit, hit_in_lines


@dataclass(frozen=True)
class FileFound:
    """A file, and the words in it that were asked for, where neither title nor name shows them; `paper` where
    they stand in one.
    """

    case: Case
    hit: Hit | None = None
    paper: CasePaper | None = None


def where_found(cases: Sequence[Case], words: str) -> list[FileFound]:
    """The files in their order; the papers are asked for in one query, of those files that need it."""
    stems = lexemes(words)
    unshown = {case.pk: _unshown(case, stems) for case in cases}
    found = {case.pk: FileFound(case, _in_answers(case, unshown[case.pk])) for case in cases}
    wanted = {key: unshown[key] for key in found if unshown[key] and not found[key].hit}
    for paper, hit in _in_papers(wanted):
        found[paper.case_id] = replace(found[paper.case_id], hit=hit, paper=paper)
    return list(found.values())


def _unshown(case: Case, stems: Collection[str]) -> list[str]:
    shown = " ".join([*case.title.values(), case.applicant.name])
    return [stem for stem in stems if not first_hit(shown, [stem])]


def _in_answers(case: Case, stems: Sequence[str]) -> Hit | None:
    if not stems:
        return None
    return next(filter(None, (first_hit(text, stems) for text in _texts(case.answers))), None)


def _in_papers(wanted: Mapping[UUID, Sequence[str]]) -> Iterator[tuple[CasePaper, Hit]]:
    """The first hit of each file, in its newest paper that has one."""
    if not wanted:
        return
    texts = PaperText.objects.filter(paper__case__in=wanted).select_related("paper")
    done: set[UUID] = set()
    for kept in texts.order_by("-pk").iterator(chunk_size=10):
        case_id = kept.paper.case_id
        if case_id not in done and (hit := hit_in_lines(kept.text, kept.folded, wanted[case_id])):
            done.add(case_id)
            yield kept.paper, hit
            if len(done) == len(wanted):
                return


def _texts(answers: Any) -> Iterator[str]:
    if isinstance(answers, str):
        yield answers
    elif isinstance(answers, Mapping):
        for part in answers.values():
            yield from _texts(part)
