"""Files about one matter: the later ones end, one goes on for all."""

from django.db import models

from shubbak.cases.models.case import Case


class Joining(models.Model):
    """One file joined to another of the same service. `round` is how often it had been re-opened before: once
    its person opens it again, it goes on by itself and this row says nothing any more.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="joinings")
    round = models.PositiveSmallIntegerField(default=0)
    into = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="joined")
    letter = models.CharField(max_length=60)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="joined_once_a_round"),
            models.CheckConstraint(condition=~models.Q(case=models.F("into")), name="joined_to_another"),
        ]
        indexes = [
            models.Index(fields=["into"], condition=models.Q(told_at=None), name="joined_and_not_told")
        ]
