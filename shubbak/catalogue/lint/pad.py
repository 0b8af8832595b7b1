"""What the rules write on."""

from dataclasses import dataclass, field

from shubbak.catalogue.loader import PackSource
from shubbak.catalogue.spec import ServiceSpec
from shubbak.catalogue.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong; ``file:line: words``."""

    file: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.words}"


@dataclass(slots=True)
class Pad:
    """A pack under the linter's eyes, with the findings so far."""

    source: PackSource
    spec: ServiceSpec
    vocabulary: Vocabulary
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, words: str, *where: str | int) -> None:
        """Write a finding down, at the line of a part."""
        self.findings.append(Finding(str(self.source.path), self.source.line(*where), words))
