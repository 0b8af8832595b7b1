"""Plain text that reads right in both directions (Unicode Standard Annex 9)."""

import re

FSI, LRI, RLI, PDI = "\u2068", "\u2066", "\u2067", "\u2069"
LRM, RLM = "\u200e", "\u200f"
_ISOLATE = re.compile(f"[{FSI}{LRI}{RLI}]([^{FSI}{LRI}{RLI}{PDI}]*){PDI}")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def directed(text: str, language: str) -> str:
    """Each line begins with the mark of its language: one that starts with a number keeps its side."""
    if language != "ar":
        return text
    return "\n".join(RLM + line if line.strip() else line for line in text.splitlines())


def for_telephone(text: str, language: str) -> str:
    """The same with the old marks alone: many telephones draw the isolates as boxes."""
    plain = text
    while _ISOLATE.search(plain):
        plain = _ISOLATE.sub(_marked if language == "ar" else r"\1", plain)
    return directed(plain, language)


def _marked(isolate: re.Match[str]) -> str:
    inner = isolate[1]
    return inner if _RIGHT_TO_LEFT.search(inner) else f"{LRM}{inner}{LRM}"
