"""A file as a signed archive: all of it, with the proof that nothing was changed since."""

from shubbak.insights.archive.writing import NotCovered, SignerAway, archive_of, covering_checkpoint

__all__ = ["NotCovered", "SignerAway", "archive_of", "covering_checkpoint"]
