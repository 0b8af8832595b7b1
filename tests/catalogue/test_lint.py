"""The linter refuses, in words, at the line; each sentence that it can say has its bad pack."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from shubbak.catalogue import lint, loader, walk
from shubbak.catalogue.lint import lint_packs
from shubbak.catalogue.lint.versions import seal
from shubbak.catalogue.lint.words import localized_parts
from shubbak.catalogue.loader import load_pack
from shubbak.catalogue.vocabulary import KNOWN, register_effect
from tests.catalogue.bad_packs import BAD_PACKS, UNREADABLE
from tests.catalogue.conftest import PACKS, SMALL


def found_in(findings, case):
    old, new, _, *more = BAD_PACKS[case]
    return [finding.words for finding in findings((old, new), *more)]


@pytest.mark.parametrize("case", BAD_PACKS)
def test_a_bad_pack_is_refused_in_words_and_for_nothing_else(case, findings):
    (words,) = found_in(findings, case)
    assert BAD_PACKS[case][2] in words


def found_in_folders(changed):
    """The findings of packs that cannot be read, and of folders."""
    path = changed()
    folder = path.parent
    yield from lint_packs(folder / "nothing")
    seal(folder, [load_pack(path)])
    path.with_name("twice.yaml").write_bytes(path.read_bytes())
    yield from lint_packs(folder)
    path.with_name("twice.yaml").unlink()
    for old, new in (("5 years", "6 years"), ("1.0.0", "1.1.0")):
        changed((old, new))
        yield from lint_packs(folder)
    for content, _ in UNREADABLE.values():
        path.write_text(content, encoding="utf-8")
        yield from lint_packs(path)


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_is_no_plain_data_is_a_finding_too(case, tmp_path):
    content, words = UNREADABLE[case]
    path = tmp_path / "pack.yaml"
    path.write_text(content, encoding="utf-8")
    (finding,) = lint_packs(path)
    assert words in finding.words


def test_each_sentence_of_the_linter_is_said_of_a_bad_pack(findings, changed):
    """Read from the source of the rules, so that no rule is added without its bad pack."""
    said = [words for case in BAD_PACKS for words in found_in(findings, case)]
    said += [finding.words for finding in found_in_folders(changed)]
    unsaid = {
        sentence
        for sentence in sentences()
        if not any(re.search(sentence, words, re.DOTALL) for words in said)
    }
    assert unsaid == set()


def sentences() -> set[str]:
    """Patterns of all words with a space in the rules, the reader and the walk, but for what documents
    them and what is compiled.
    """
    paths = [*Path(lint.__file__).parent.glob("*.py"), Path(loader.__file__), Path(walk.__file__)]
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in paths]
    return {
        pattern
        for tree in trees
        for pattern in _patterns(tree)
        if re.search("[a-z]{2}.* |^ .*[a-z]{2}", pattern)
    }


def _patterns(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Call(func=ast.Attribute(attr="compile")) | ast.AnnAssign(target=ast.Name(id="_READERS")):
            return
        case ast.JoinedStr(values=parts):
            yield "".join(re.escape(p.value) if isinstance(p, ast.Constant) else ".*" for p in parts)
        case ast.Constant(value=str(words)):
            yield re.escape(words)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _patterns(child)


def test_the_small_pack_has_nothing_to_refuse(findings):
    assert findings() == []


def test_a_finding_names_its_file_and_line(findings):
    (finding,) = findings(("needs: [answer]", "needs: [luck]"))
    line = next(n for n, text in enumerate(SMALL.read_text().splitlines(), 1) if "needs: [answer]" in text)
    assert str(finding).endswith(f"small.yaml:{line}: nobody supplies the guard “luck”")


def test_a_room_above_makes_its_effect_known(findings, monkeypatch):
    monkeypatch.setattr(KNOWN, "effects", dict(KNOWN.effects))
    register_effect("utility.open_subscription", "opens a subscription")
    assert findings(("{register: outgoing}", "utility.open_subscription")) == []


def test_the_packs_of_the_house_are_accepted():
    assert [str(finding) for finding in lint_packs(PACKS)] == []


def test_every_text_of_the_house_is_in_three_languages():
    for path in PACKS.glob("*/*.yaml"):
        for where, text in localized_parts(load_pack(path).data):
            assert set(text) >= {"ar", "fr", "en"}, f"{path.name}: {where}"
            assert all(text.values()), f"{path.name}: {where}"


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    assert [finding.words for finding in lint_packs(tmp_path)] == ["there is no pack here"]


def test_nothing_is_a_guard_until_a_room_supplies_it(findings):
    found = findings(("needs: [answer]", "needs: [inspected]"))
    assert any("nobody supplies the guard “inspected”" in str(line) for line in found)
