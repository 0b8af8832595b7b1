"""The linter: says in words, with file and line, why a pack may not be published."""

from shubbak.catalogue.lint.pack import lint_pack, lint_packs
from shubbak.catalogue.lint.pad import Finding

__all__ = ["Finding", "lint_pack", "lint_packs"]
