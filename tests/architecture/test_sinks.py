"""The check of dangerous places finds each kind of fault where it is planted, and takes what is right."""

import pytest

from tests.architecture import sinks

HARMLESS = """
import re

WORD = r"\\w"


def found(words):
    return re.search(rf"{WORD}+ {re.escape(words)}", words)
"""


@pytest.fixture
def planted(tmp_path):
    """What the check says of a checkout that holds one file alone, without the place."""

    def faults(name, content):
        path = tmp_path / "shubbak/desk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        found = [fault.partition(": ")[2] for fault in sinks.faults(tmp_path)]
        path.unlink()
        return found

    return faults


@pytest.mark.asvs("1.1.2")
@pytest.mark.asvs("1.2.3")
@pytest.mark.asvs("3.7.1")
@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{{ case.title|safe }}", "not escaped: case.title|safe"),
        ("{% autoescape off %}{{ case.title }}{% endautoescape %}", "not escaped: autoescape off"),
        (
            "<script>const x = '{{ case.title }}';</script>",
            "in a script, where |json_script belongs: case.title",
        ),
        ('<object data="x"></object>', "an element of old times"),
    ],
)
def test_in_templates(planted, source, fault):
    assert planted("templates/desk/x.html", source) == [fault]
    assert planted("templates/desk/x.html", "{{ case.title }}{{ case.facts|json_script:'x' }}") == []


@pytest.mark.asvs("1.2.9")
@pytest.mark.parametrize(
    "source", ["re.search(words, 'x')", "re.compile(f'{words}')", "re.sub('a' + words, '', 'x')"]
)
def test_in_modules(planted, source):
    assert planted("x.py", f"import re\n\n{source}\n") == ["a pattern of words that are not escaped"]
    assert planted("x.py", HARMLESS) == []
    assert planted("x.py", "from django.utils.safestring import mark_safe\n") == ["mark_safe"]


@pytest.mark.asvs("3.2.2")
@pytest.mark.asvs("14.3.3")
@pytest.mark.asvs("15.3.6")
@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("box.innerHTML = words;", "text becomes more than text: innerHTML ="),
        ("document.write(words);", "text becomes more than text: document.write(words)"),
        ("setTimeout('f()', 5);", "text becomes more than text: setTimeout('"),
        ("kept[name] = value;", "set by a name that is not written here"),
        ("a.__proto__.x = 1;", "text becomes more than text: __proto__"),
        ("sessionStorage.setItem('x', token);", "keeps something in sessionStorage"),
    ],
)
def test_in_scripts(planted, source, fault):
    assert planted("static/desk/x.js", source) == [fault]
    assert planted("static/desk/x.js", "box.textContent = words; const row = rows[n];") == []
