"""Files that come in through the desk."""

from shubbak.catalogue.spec import Requirement
from shubbak.documents.rules import FORMATS, FilePolicy


def policy_of(paper: Requirement | None) -> FilePolicy:
    """What may come in for a paper: the formats that the pack names, or the usual ones for any other."""
    if paper is None:
        return FilePolicy()
    codes = {extension: known.code for known in FORMATS.values() for extension in known.extensions}
    return FilePolicy(tuple(codes[name] for name in paper.formats if name in codes), paper.max_bytes)
