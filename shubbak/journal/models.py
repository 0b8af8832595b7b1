"""The journal of an agency: one RFC 6962 log. Its tables only grow; triggers refuse everything else."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Head(models.Model):
    """The one row that orders the journal: how many leaves, and the peaks of the tree over them.

    `origin` names this log in its checkpoints, for ever: two logs never share it, not even after a restore.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    origin = models.CharField(max_length=80)
    size = models.BigIntegerField(default=0)
    peaks = models.BinaryField(default=b"")


class Leaf(models.Model):
    """One act, as the tree commits to it.

    `subtrees`: the roots of the subtrees that this leaf completed, level 1 first, 32 bytes each; so any proof
    reads only some 20 rows, however long the journal is.
    """

    index = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=80, db_index=True)
    actor_kind = models.CharField(max_length=12)
    content_commitment = models.BinaryField(max_length=32)
    party_commitment = models.BinaryField(max_length=32)
    leaf_hash = models.BinaryField(max_length=32)
    subtrees = models.BinaryField(default=b"")

    class Meta:
        ordering = ["index"]
        indexes = [
            models.Index(fields=["what", "index"], name="leaves_by_act"),
            BrinIndex(fields=["at"], name="leaves_by_time"),  # lines come nearly in the order of time
        ]


class LeafContent(models.Model):
    """What a leaf commits to, with its salts. Erasing a pair (to NULL) leaves every proof valid."""

    index = models.BigIntegerField(primary_key=True)
    content_salt = models.BinaryField(max_length=16, null=True)
    content = models.JSONField(null=True)
    party_salt = models.BinaryField(max_length=16, null=True)
    party = models.JSONField(null=True)


class Checkpoint(models.Model):
    """A signed statement of the tree's size and root (C2SP tlog-checkpoint)."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["size"]
