"""Which files a pack takes for a paper, in the words of the room of documents."""

from shubbak.catalogue.spec import Requirement
from shubbak.documents.rules import FORMATS, FilePolicy

_CODES = {extension: known.code for known in FORMATS.values() for extension in known.extensions}


def policy_of(paper: Requirement | None) -> FilePolicy:
    """What may come in for a paper: the formats that the pack names, or the usual ones for any other."""
    if paper is None:
        return FilePolicy()
    return FilePolicy(tuple(_CODES[name] for name in paper.formats if name in _CODES), paper.max_bytes)
