"""Places where words could become more than words: each is listed here, with why it is harmless.

ASVS 5.0, 1.1.2 to 1.3.7, 3.2.2, 3.7.1, 14.3.3 and 15.3.6: templates escape last and everywhere, no pattern
is built of foreign text, our scripts put text into pages as text, keep nothing that is worth stealing, and
build no objects by foreign names.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import files, modules, parsed, place

UNESCAPED = {
    ("portal/verification.html", "page.style|safe"): "our own style sheet, written into a page for offline",
    ("portal/verification.html", "page.script|safe"): "our own script, the same",
    (
        "portal/agencies.html",
        "body.seal|safe",
    ): "drawn by portal.palette, of colours and glyphs that it checks",
}
MARKED_SAFE = {"shubbak_parts.py"}
"""The tags of our own drawings, and of addresses as links, escaped on the same line."""
PATTERNS = {"forms/reading.py", "catalogue/loader.py"}
"""Patterns of a pack, which two people look at before it is published; literals in a loop."""
WHOLE_PAGE = "document.write(request.responseText)"
"""form.js: the answer of our own server to a form, a whole page, shown as the browser would have."""
KEPT = {"desk.js": "localStorage", "keep.js": "sessionStorage"}
"""Whether letters are keys; what could not be sent, until it was, in one tab of a workplace."""

_UNESCAPED = re.compile(r"{{\s*([^}]*\|\s*(?:safe|safeseq)\b[^}]*?)\s*}}|{%\s*(autoescape off)")
_IN_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)
_OBSOLETE = re.compile(r"<(?:object|embed|applet|marquee|frameset?|isindex)\b", re.IGNORECASE)
_AS_HTML = re.compile(
    r"\b(?:innerHTML|outerHTML)\s*\+?=|insertAdjacentHTML|createContextualFragment|document\.write\([^)]*\)"
    r"|\beval\(|new Function\(|__proto__|\bset(?:Timeout|Interval)\(\s*[\"'`]"
)
_BY_NAME = re.compile(r"[\w.\])]\[[a-zA-Z_][\w.]*\]\s*=[^=]")
_STORAGE = re.compile(r"\b(localStorage|sessionStorage|indexedDB)\b")
_BUILDS_PATTERNS = {"compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"}


def faults(root: Path) -> list[str]:
    return [*of_templates(root), *of_modules(root), *of_scripts(root)]


def of_templates(root: Path) -> Iterator[str]:
    for path in files(root, "*.html"):
        source, name = path.read_text(encoding="utf-8"), str(path).rpartition("/templates/")[2]
        for found in _UNESCAPED.finditer(source):
            words = (found[1] or found[2]).strip()
            if (name, words) not in UNESCAPED:
                yield f"{place(root, path)}: not escaped: {words}"
        for script in _IN_SCRIPT.findall(source):
            for words in re.findall(r"{{\s*(.*?)\s*}}", script):
                if (name, words) not in UNESCAPED and not words.endswith(".auto_id"):
                    yield f"{place(root, path)}: in a script, where |json_script belongs: {words}"
        if _OBSOLETE.search(source):
            yield f"{place(root, path)}: an element of old times"


def of_modules(root: Path) -> Iterator[str]:
    for path in modules(root):
        source = path.read_text(encoding="utf-8")
        if "mark_safe" in source and path.name not in MARKED_SAFE:
            yield f"{place(root, path)}: mark_safe"
        if "import re\n" in source and not str(path).endswith(tuple(PATTERNS)):
            for line in _foreign_patterns(parsed(path)):
                yield f"{place(root, path, line)}: a pattern of words that are not escaped"


def _foreign_patterns(module: ast.Module) -> Iterator[int]:
    """Lines where a pattern holds something that is neither escaped nor a constant of the module."""
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
        if of_re and node.func.attr in _BUILDS_PATTERNS and not _is_ours(node.args[0]):
            yield node.lineno


def _is_ours(pattern: ast.expr) -> bool:
    if isinstance(pattern, ast.JoinedStr):
        return all(_is_ours(part) for part in pattern.values)
    if isinstance(pattern, ast.FormattedValue):
        return _is_ours(pattern.value)
    if isinstance(pattern, ast.BinOp):
        return _is_ours(pattern.left) and _is_ours(pattern.right)
    if isinstance(pattern, ast.Call):
        return ast.unparse(pattern.func) == "re.escape"
    return isinstance(pattern, ast.Constant) or (isinstance(pattern, ast.Name) and pattern.id.isupper())


def of_scripts(root: Path) -> Iterator[str]:
    for path in files(root, "*.js"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            said = line.partition("//")[0]
            for found in _AS_HTML.finditer(said):
                if found[0] != WHOLE_PAGE:
                    yield f"{place(root, path, number)}: text becomes more than text: {found[0]}"
            if _BY_NAME.search(said):
                yield f"{place(root, path, number)}: set by a name that is not written here"
            for kind in _STORAGE.findall(said):
                if KEPT.get(path.name) != kind:
                    yield f"{place(root, path, number)}: keeps something in {kind}"
