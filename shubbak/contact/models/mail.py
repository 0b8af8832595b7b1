"""The mailbox of the body, and each message that was found in it."""

import uuid

from django.db import models
from django.db.models import Q

from shubbak.cases.models import Case
from shubbak.documents.models import Document
from shubbak.people.models import Staff
from shubbak.registry.models import Entry


class Mailbox(models.Model):
    """Where the e-mail of the body lies. The numbers of messages are the place's own, so another place is
    another row.

    `server` is one of those that the installation allows (SHUBBAK_MAIL_SERVERS). `problem` is why the last
    look failed, as a code; empty after one that went well.
    """

    address = models.EmailField()
    server = models.CharField(max_length=200)
    user = models.CharField(max_length=200)
    folder = models.CharField(max_length=200, default="INBOX")
    since = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.address


class Mail(models.Model):
    """One message, whatever happened to it: it is a letter of the incoming register (`entry`), or joined its
    file at once (`case` alone). A clerk may join a letter to its file later; then both are there.

    `problem` is why it was not read, as a code: then it is in quarantine. `refused` are enclosed files that
    were not taken, each with its name and the reason. The words go with the file that it belongs to.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        JOINED = "joined"
        PASSED = "passed"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="mails")
    sha256 = models.CharField(max_length=64, unique=True)
    raw = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    arrived_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    sender = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    refused = models.JSONField(default=list)
    problem = models.CharField(max_length=20, blank=True)
    is_automatic = models.BooleanField(default=False)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="e_mail")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="mails")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=20, blank=True)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-taken_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(entry__isnull=False) | Q(case__isnull=False),
                name="a_mail_is_entered_or_joined",
            )
        ]
        indexes = [
            models.Index(fields=["taken_at"], name="mails_waiting", condition=Q(state="waiting")),
            models.Index(fields=["sender", "acknowledged_at"], name="mails_acknowledged"),
            models.Index(fields=["case", "taken_at"], name="mails_of_case"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Sighting(models.Model):
    """Where a message was seen: the place's validity and number (RFC 3501 §2.3.1.1).

    The same bytes may lie in several places; they are one message.
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.PROTECT, related_name="sightings")
    validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    mail = models.ForeignKey(Mail, on_delete=models.PROTECT, related_name="sightings")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "validity", "uid"], name="a_message_is_taken_once")
        ]
