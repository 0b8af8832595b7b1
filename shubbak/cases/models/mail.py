"""Letters of the registry office in a file."""

from django.db import models

from shubbak.cases.models.case import Case
from shubbak.registry.models import Letter


class CaseMail(models.Model):
    """A letter in a file: `opened` is the one out of which the file grew; others joined it later."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="mail")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="filed")
    opened = models.BooleanField()
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "letter"], name="a_letter_lies_in_a_file_once"),
            models.UniqueConstraint(
                fields=["letter"], condition=models.Q(opened=True), name="a_letter_opens_one_file"
            ),
        ]
        ordering = ["at", "id"]
