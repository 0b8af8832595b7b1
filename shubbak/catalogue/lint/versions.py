"""``packs/VERSIONS``: which content each version of each service had. A line once written never changes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from shubbak.catalogue.lint.pad import Finding
from shubbak.catalogue.loader import PackSource

FILE_NAME = "VERSIONS"

Sealed = dict[tuple[str, str], str]


def changed_under_the_same_version(root: Path, sources: Iterable[PackSource]) -> Iterator[Finding]:
    """Findings of packs whose content is not the one that their version was sealed with."""
    table = versions_file(root)
    if table is None:
        return
    sealed = read_versions(table)
    for source in sources:
        before = sealed.get(_key(source))
        if before is None:
            words = (
                f"version {_key(source)[1]} is not sealed in {table.name}: run “shubbak packs check --seal”"
            )
            yield Finding(str(source.path), source.line("version"), words)
        elif before != source.sha256:
            words = "the pack has changed, its version has not: raise “version”"
            yield Finding(str(source.path), source.line("version"), words)


def seal(root: Path, sources: Iterable[PackSource]) -> list[str]:
    """Add the lines of new versions to the table; returns them. Lines that stand there are left as they
    are."""
    table = versions_file(root) or root / FILE_NAME
    sealed = read_versions(table) if table.exists() else {}
    new = {_key(source): source.sha256 for source in sources if _key(source) not in sealed}
    lines = [f"{service} {version} {digest}" for (service, version), digest in sorted(new.items())]
    if lines:
        with table.open("a", encoding="utf-8") as opened:
            opened.writelines(f"{line}\n" for line in lines)
    return lines


def versions_file(root: Path) -> Path | None:
    """The table of versions of a folder of packs, looked for upwards from a single file."""
    folders = [root, *root.parents][:3] if root.is_dir() else list(root.parents)[:2]
    return next((folder / FILE_NAME for folder in folders if (folder / FILE_NAME).is_file()), None)


def read_versions(table: Path) -> Sealed:
    rows = (line.split() for line in table.read_text(encoding="utf-8").splitlines())
    return {(row[0], row[1]): row[2] for row in rows if len(row) == 3 and not row[0].startswith("#")}


def _key(source: PackSource) -> tuple[str, str]:
    body = source.data.get("body", "")
    return f"{body}/{source.data.get('service', '')}", str(source.data.get("version", ""))
