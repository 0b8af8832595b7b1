"""One cause behind many files: each goes on for its own person and ends with the others."""

from django.db import models
from django.db.models import Q

from shubbak.cases.models.case import Case


class Incident(models.Model):
    """A cause known to the body. `lead` is the file whose steps are taken for all; `words` are the last that
    the people concerned were told, and name nobody. It is over once none of its files is open.
    """

    lead = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="incidents_led")
    service = models.CharField(max_length=60)
    words = models.TextField()
    opened_at = models.DateTimeField()
    said_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["lead"], condition=Q(over_at=None), name="leads_one_incident_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["service", "-opened_at"], condition=Q(over_at=None), name="open_incidents")
        ]


class IncidentMember(models.Model):
    """A file that belongs to an incident, until `left_at`. Its person is told so once (`told_at`)."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="members")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="incident_memberships")
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "case"], name="a_member_once"),
            models.UniqueConstraint(fields=["case"], condition=Q(left_at=None), name="in_one_incident"),
        ]
