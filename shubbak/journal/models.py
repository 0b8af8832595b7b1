"""The journal of an agency: one RFC 6962 log. Helper tables only append; triggers refuse everything else."""

from django.db import models


class Head(models.Model):
    """The one row that orders the journal: how many leaves, and the peaks of the tree over them."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    peaks = models.BinaryField(default=b"")


class Leaf(models.Model):
    """One act, as the tree commits to it."""

    index = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=80, db_index=True)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.CharField(max_length=80)
    commitment = models.BinaryField(max_length=32)
    leaf_hash = models.BinaryField(max_length=32)


class LeafContent(models.Model):
    """What a leaf commits to, with its salt. Erasing it leaves every proof valid."""

    index = models.BigIntegerField(primary_key=True)
    salt = models.BinaryField(max_length=16)
    content = models.JSONField()


class Checkpoint(models.Model):
    """A signed statement of the tree's size and root (C2SP tlog-checkpoint)."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()
