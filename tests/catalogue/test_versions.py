import pytest

from shubbak.catalogue.lint import lint_packs
from shubbak.catalogue.lint.versions import read_versions, seal
from shubbak.catalogue.loader import load_pack


@pytest.fixture
def sealed(changed):
    path = changed()
    seal(path.parent, [load_pack(path)])
    return path


def test_a_sealed_pack_is_accepted(sealed):
    assert lint_packs(sealed.parent) == []


def test_a_changed_pack_under_an_unchanged_version_is_refused(sealed):
    sealed.write_text(sealed.read_text().replace("5 years", "6 years", 1))
    (finding,) = lint_packs(sealed.parent)
    assert finding.line == 2
    assert finding.words == "the pack has changed, its version has not: raise “version”"


def test_a_copy_that_keeps_the_name_of_its_service_is_refused(sealed):
    copy = sealed.with_name("zz-copy.yaml")
    copy.write_text(sealed.read_text())
    (finding,) = lint_packs(sealed.parent)
    assert finding.file == str(copy)
    assert finding.words.endswith(f"is in {sealed} already: name another one")


def test_a_raised_version_wants_its_seal(sealed):
    sealed.write_text(sealed.read_text().replace("1.0.0", "1.1.0").replace("5 years", "6 years", 1))
    (finding,) = lint_packs(sealed.parent)
    assert "version 1.1.0 is not sealed" in finding.words
    seal(sealed.parent, [load_pack(sealed)])
    assert lint_packs(sealed.parent) == []


def test_a_line_once_written_never_changes(sealed):
    before = read_versions(sealed.parent / "VERSIONS")
    sealed.write_text(sealed.read_text().replace("5 years", "6 years", 1))
    assert seal(sealed.parent, [load_pack(sealed)]) == []
    assert read_versions(sealed.parent / "VERSIONS") == before
