"""Each gate can fail: one fault planted for each, found where it was planted."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import arrows, rooms, sizes, templates, tracked, translations, writes
from tests.architecture.sources import ROOT

Plant = Callable[[str, str], Path]
CATALOGUE = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals={}; plural=n>1;\\n"\n'
)


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """Writes a file below a checkout that holds nothing else; gives the checkout."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "shubbak").mkdir()

    def write(name: str, content: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return tmp_path

    return write


def function(lines: int, name: str = "long(request)") -> str:
    return f"def {name}:\n" + "    x = 1\n" * (lines - 1)


def test_a_function_of_51_lines_is_found(plant: Plant) -> None:
    assert sizes.faults(plant("shubbak/cases/rules.py", function(50))) == []
    assert "51 lines" in sizes.faults(plant("shubbak/cases/rules.py", function(51)))[0]


def test_a_view_of_31_lines_is_found(plant: Plant) -> None:
    assert sizes.faults(plant("shubbak/desk/pages.py", function(30))) == []
    assert "31 lines" in sizes.faults(plant("shubbak/desk/pages.py", function(31)))[0]


def test_a_test_of_41_lines_is_found(plant: Plant) -> None:
    assert "41 lines" in sizes.faults(plant("tests/test_long.py", function(41, "test_long()")))[0]


@pytest.mark.parametrize(
    ("name", "limit"), [("a.py", 400), ("templates/a.html", 200), ("static/a.css", 250), ("static/a.js", 150)]
)
def test_a_file_that_is_one_line_too_long_is_found(plant: Plant, name: str, limit: int) -> None:
    assert sizes.faults(plant(f"shubbak/cases/{name}", "\n" * limit)) == []
    assert f"{limit + 1} lines" in sizes.faults(plant(f"shubbak/cases/{name}", "\n" * (limit + 1)))[0]


def test_a_room_of_5001_lines_is_found_wherever_its_actions_lie(plant: Plant) -> None:
    plant("shubbak/search/rules.py", "\n" * 400)
    assert large(plant("shubbak/search/actions/write.py", "\n" * 4600)) == []
    found = large(plant("shubbak/search/actions/write.py", "\n" * 4601))
    assert "shubbak/search: 5001 lines" in found[0]


def test_a_sub_package_stands_for_itself(plant: Plant) -> None:
    plant("shubbak/search/rules.py", "\n" * 5000)
    assert large(plant("shubbak/search/words/actions/write.py", "\n" * 5000)) == []
    assert "shubbak/search/words: 5001" in large(plant("shubbak/search/words/rules.py", "\n"))[0]


def large(root: Path) -> list[str]:
    return [fault for fault in sizes.faults(root) if "in all" in fault]


@pytest.mark.parametrize(
    "write",
    [
        "case.save()",
        "Case.objects.create(number=1)",
        "Case.objects.filter(pk=1).update(state='')",
        "Case.objects.all().delete()",
        "cursor.execute('UPDATE cases_case SET state = 1')",
    ],
)
def test_a_write_outside_an_action_is_found(plant: Plant, write: str) -> None:
    assert writes.faults(plant("shubbak/cases/actions.py", write)) == []
    assert "shubbak/cases/queries.py:1" in writes.faults(plant("shubbak/cases/queries.py", write))[0]


@pytest.mark.parametrize("harmless", ["facts.update(more)", "digest.update(b'')", "Path('x').unlink()"])
def test_what_writes_no_row_is_no_fault(plant: Plant, harmless: str) -> None:
    assert writes.faults(plant("shubbak/cases/queries.py", harmless)) == []


def test_a_key_that_points_up_is_found(plant: Plant) -> None:
    down = 'person = models.ForeignKey("people.Person", models.PROTECT)'
    up = 'case = models.ForeignKey("cases.Case", models.PROTECT)'
    assert arrows.faults(plant("shubbak/registry/models.py", down)) == []
    assert "points up to cases" in arrows.faults(plant("shubbak/registry/models.py", up))[0]


def test_a_room_without_its_page_is_found(plant: Plant) -> None:
    assert "shubbak/cases" in rooms.faults(plant("shubbak/cases/rules.py", ""))[0]
    assert rooms.faults(plant("shubbak/cases/README.md", "# Cases")) == []


def test_a_file_called_helpers_is_found(plant: Plant) -> None:
    plant("shubbak/cases/README.md", "# Cases")
    assert "helpers.py" in rooms.faults(plant("shubbak/cases/helpers.py", ""))[0]


def test_a_template_that_nothing_uses_is_found(plant: Plant) -> None:
    root = plant("shubbak/desk/templates/desk/queue.html", "<p></p>")
    assert "desk/queue.html:1: no view" in templates.faults(root)[0]
    assert templates.faults(plant("shubbak/desk/pages.py", 'render(request, "desk/queue.html")')) == []


@pytest.mark.parametrize(
    "bare",
    [
        "<p>Deposit</p>",
        "<p>إيداع</p>",
        '<input placeholder="Your name">',
        '<img alt="A drop">',
        "<p>{{ n }} files</p>",
    ],
)
def test_a_bare_word_in_a_template_is_found(bare: str) -> None:
    assert templates.bare_words(bare)


@pytest.mark.parametrize(
    "said",
    [
        '<p>{% translate "Deposit" %}</p>',
        "<p>{% blocktranslate %}Deposit {{ n }}{% endblocktranslate %}</p>",
        '<a lang="fr" href="/">Français</a>',
        "{# a note #}<p>·</p>",
        '<script nonce="x">let a = 1</script>',
        '<img alt="{{ name }}">',
    ],
)
def test_a_translated_word_is_no_fault(said: str) -> None:
    assert templates.bare_words(said) == []


def test_a_text_without_a_translation_is_found(plant: Plant) -> None:
    root = plant("shubbak/desk/pages.py", 'gettext("Never said before")')
    assert len(translations.faults(root)) == 2
    root = plant("shubbak/desk/templates/a.html", '<p>\n  {% translate "Nor this one" %}</p>')
    assert any("a.html:2" in fault and "Nor this one" in fault for fault in translations.faults(root))


def test_a_text_that_is_known_in_another_context_alone_is_found(plant: Plant) -> None:
    po = "shubbak/desk/locale/fr/LC_MESSAGES/django.po"
    plant(po, CATALOGUE.format(2) + '\nmsgctxt "journal"\nmsgid "Planted"\nmsgstr "Planté"\n')
    root = plant("shubbak/desk/pages.py", 'gettext("Planted"), pgettext("journal", "Planted")')
    assert (
        len([fault for fault in translations.faults(root) if "translation into fr: 'Planted'" in fault]) == 1
    )
    assert not [fault for fault in translations.faults(root) if "into fr: 'Planted' in the context" in fault]


@pytest.mark.parametrize("entry", ['#, fuzzy\nmsgid "A"\nmsgstr "B"\n', 'msgid "A"\nmsgstr ""\n'])
def test_an_unsure_or_empty_translation_is_found(plant: Plant, entry: str) -> None:
    po = "shubbak/desk/locale/fr/LC_MESSAGES/django.po"
    faults = translations.faults(plant(po, CATALOGUE.format(2) + "\n" + entry))
    assert any("unsure or empty" in fault for fault in faults)


def test_a_plural_with_two_of_six_arabic_forms_is_found(plant: Plant) -> None:
    po = "shubbak/desk/locale/ar/LC_MESSAGES/django.po"
    entry = '\nmsgid "day"\nmsgid_plural "days"\nmsgstr[0] "يوم"\nmsgstr[1] "أيام"\n'
    faults = translations.faults(plant(po, CATALOGUE.format(2) + entry))
    assert any("unsure or empty" in fault for fault in faults)


def test_two_rooms_that_translate_one_text_differently_are_found(plant: Plant) -> None:
    for room, words in (("desk", "Chercher"), ("portal", "Recherche")):
        entries = f'\nmsgid "Search"\nmsgstr "{words}"\n\nmsgctxt "{room}"\nmsgid "Find"\nmsgstr "{words}"\n'
        root = plant(f"shubbak/{room}/locale/fr/LC_MESSAGES/django.po", CATALOGUE.format(2) + entries)
    contrary = [fault for fault in translations.faults(root) if "other words" in fault]
    assert len(contrary) == 1
    assert "'Search'" in contrary[0]


def test_a_compiled_catalogue_that_is_behind_is_found(plant: Plant) -> None:
    source = ROOT / "shubbak/foundation/locale/fr/LC_MESSAGES"
    folder = "shubbak/foundation/locale/fr/LC_MESSAGES"
    root = plant(f"{folder}/django.po", (source / "django.po").read_text() + '\nmsgid "New"\nmsgstr "Neuf"\n')
    shutil.copy(source / "django.mo", root / folder)
    assert any("behind its .po" in fault for fault in translations.faults(root))


def test_an_address_in_a_set_up_file_and_a_machine_path_are_found(plant: Plant) -> None:
    plant("requirements/a.txt", "--index-url http" + "://packages.example/")
    root = plant("docs/a.md", "see /" + "work/notes.md")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "add", "."], cwd=root, check=True)
    assert [fault.partition(":")[0] for fault in tracked.faults(root)] == ["docs/a.md", "requirements/a.txt"]


@pytest.mark.parametrize(
    ("name", "line", "contract"),
    [
        ("foundation/planted.py", "import shubbak.cases.apps", "Every import points down BROKEN"),
        ("desk/planted.py", "import shubbak.portal.apps", "Every import points down BROKEN"),
        ("journal/rules.py", "import django.db", "Rules are pure: no Django, no database, no network BROKEN"),
        ("newroom/__init__.py", "", "Every import points down"),
    ],
)
def test_an_import_that_points_up_is_found(tmp_path: Path, name: str, line: str, contract: str) -> None:
    shutil.copytree(
        ROOT / "shubbak", tmp_path / "shubbak", ignore=shutil.ignore_patterns("static", "locale", "fonts")
    )
    shutil.copy(ROOT / ".importlinter", tmp_path)
    planted = tmp_path / "shubbak" / name
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(line + "\n")
    done = linted(tmp_path)
    assert done.returncode != 0
    assert contract in done.stdout or "newroom" in done.stdout + done.stderr


def linted(root: Path) -> subprocess.CompletedProcess[str]:
    program = str(Path(sys.executable).with_name("lint-imports"))
    environment = os.environ | {"PYTHONPATH": str(root)}
    return subprocess.run(
        [program, "--no-cache"], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.asvs("1.2.5")
@pytest.mark.asvs("1.3.2")
@pytest.mark.asvs("1.5.2")
@pytest.mark.asvs("11.4.1")
@pytest.mark.asvs("6.5.3")
@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("def f():\n    import os\n    return os\n", "PLC0415"),
        ("from django.utils import timezone\n\nx = timezone.now()\n", "TID251"),
        ("from django.dispatch import receiver\n\nx = receiver\n", "TID251"),
        ("x = eval(input())\n", "S307"),
        ('import subprocess\n\nsubprocess.run("ls", shell=True)\n', "S602"),
        ('import random\n\nx = random.choice("ab")\n', "S311"),
        ('import pickle\n\nx = pickle.loads(b"")\n', "S301"),
        ('import hashlib\n\nx = hashlib.md5(b"")\n', "S324"),
        (
            "def f(x):\n"
            + "".join(f"    if x == {n}:\n        return {n}\n" for n in range(9))
            + "    return x\n",
            "C901",
        ),
    ],
)
def test_ruff_refuses_what_the_house_bans(source: str, rule: str) -> None:
    program = str(Path(sys.executable).with_name("ruff"))
    command = [
        program,
        "check",
        "--no-cache",
        "--stdin-filename",
        str(ROOT / "shubbak/cases/planted.py"),
        "-",
    ]
    done = subprocess.run(command, input=source, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert rule in done.stdout
