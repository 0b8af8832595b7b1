import pytest

from shubbak.catalogue.loader import PackUnreadable, canonical, load_pack


def read(tmp_path, text):
    path = tmp_path / "pack.yaml"
    path.write_text(text, encoding="utf-8")
    return load_pack(path)


def test_each_part_knows_its_line(tmp_path):
    source = read(tmp_path, "a: 1\nb:\n  - x\n  - {c: d}\n")
    assert [source.line("a"), source.line("b", 1, "c"), source.line("b", 7)] == [1, 4, 2]


def test_no_and_off_stay_words(tmp_path):
    assert read(tmp_path, "a: no\nb: off\nc: true\nd: 12\ne: 2026-11-03\n").data == {
        "a": "no",
        "b": "off",
        "c": True,
        "d": 12,
        "e": "2026-11-03",
    }


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\na: 2\n", 2, "written twice"),
        ("a: &x {b: 1}\nc: *x\n", 1, "aliases"),
        ("a: !!python/object:os.system x\n", 1, "tag"),
        ("a: [1\n", 2, "not readable"),
        ("- a\n", 1, "a pack is a mapping"),
        ("a: \x07\n", 1, "not readable"),
    ],
)
def test_what_is_not_plain_data_is_refused_with_its_line(tmp_path, text, line, words):
    with pytest.raises(PackUnreadable) as refusal:
        read(tmp_path, text)
    assert words in refusal.value.words
    assert refusal.value.line == line


def test_comments_and_layout_do_not_change_the_hash(tmp_path):
    assert read(tmp_path, "a: {b: 1}\n").sha256 == read(tmp_path, "# said\na:\n  b: 1\n").sha256


def test_the_order_of_parts_is_kept(tmp_path):
    assert canonical(read(tmp_path, "b: 1\na: 2\n").data) == '{"b":1,"a":2}'
