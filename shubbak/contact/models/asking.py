"""Who asked about a file, how they showed who they are, and what they were told."""

from django.db import models
from django.db.models import Q

from shubbak.cases.models import Case
from shubbak.people.models import Staff


class IdentityCheck(models.Model):
    """One try to show that a file is one's own. `asked` and `matched` are codes of facts, never the facts.

    A passed one lets its agent answer until `ends_at`, keep one contact and give one code.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="identity_checks")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    asked = models.JSONField()
    matched = models.JSONField()
    passed = models.BooleanField()
    ends_at = models.DateTimeField()
    code_given_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["case", "at"], name="checks_of_case")]


class Contact(models.Model):
    """One time that somebody asked: on which way, what, what they were told, and by whom.

    Without a file it is a general question, until a deposit grows out of it.
    """

    class Outcome(models.TextChoices):
        ANSWERED = "answered"
        SENT = "sent"
        PASSED_ON = "passed_on"
        CALL_BACK = "call_back"
        DEPOSIT = "deposit"
        NOT_IDENTIFIED = "not_identified"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="contacts")
    check_passed = models.OneToOneField(
        IdentityCheck, on_delete=models.PROTECT, null=True, related_name="contact"
    )
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="contacts")
    at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    name = models.CharField(max_length=200, blank=True)
    asked = models.TextField()
    said = models.TextField(blank=True)
    outcome = models.CharField(max_length=16, choices=Outcome)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(check_passed=None) | Q(case__isnull=False), name="a_check_is_about_a_file"
            ),
        ]
        indexes = [
            models.Index(fields=["staff", "-id"], name="contacts_of_staff"),
            models.Index(fields=["case", "-id"], name="contacts_of_case"),
        ]
