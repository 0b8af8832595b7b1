"""What staff have typed for an act on a file, and not sent yet."""

from django.db import models

from shubbak.cases.models.case import Case
from shubbak.people.models import Staff


class UnsentAct(models.Model):
    """Kept while one types: one for each member of staff, file and act (``steps/resolve``, ``acts/write``).

    Only its writer ever sees it. It goes when the act is done, and thirty days after the last letter typed.
    """

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=80)
    typed = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "case", "act"], name="one_unsent_act_of_a_kind")
        ]
        indexes = [models.Index(fields=["saved_at"], name="unsent_acts_to_sweep")]
