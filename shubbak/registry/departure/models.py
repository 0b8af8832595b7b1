"""A letter that leaves: its draft, the visas it needs, those to whom it goes."""

import uuid

from django.db import models

from shubbak.documents.models import Document
from shubbak.people.models import Staff, Unit
from shubbak.registry.books.models import Entry, Register
from shubbak.registry.letters.models import Correspondent, Letter, LetterPaper
from shubbak.registry.letters.rules import Secrecy


class LetterModel(models.Model):
    """Words with which a letter begins (نموذج مراسلة). The body adds its own."""

    code = models.SlugField(max_length=40, unique=True)
    title = models.JSONField()
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=500, blank=True)
    body = models.TextField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["code"]


class Draft(models.Model):
    """A letter before it has a number (parapheur): written, seen by those whose visa it needs, signed.

    draft → for_visa → for_signature → signed; a refusal leads back to draft; its author may withdraw it.
    `letter` is there from the signature on, `paper` (rendered and sealed) a moment later.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        FOR_VISA = "for_visa"
        FOR_SIGNATURE = "for_signature"
        SIGNED = "signed"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    author = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="+")
    in_reply_to = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="drafts")
    language = models.CharField(max_length=2, default="ar")
    secrecy = models.CharField(
        max_length=12, choices=[(one, one) for one in Secrecy], default=Secrecy.OPEN.value
    )
    subject = models.CharField(max_length=500)
    body = models.TextField()
    enclosures = models.JSONField(default=list)
    state = models.CharField(max_length=14, choices=State, default=State.DRAFT)
    signatory = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="draft")
    paper = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="signed", letter__isnull=False, signed_by__isnull=False)
                | (~models.Q(state="signed") & models.Q(letter=None, signed_by=None)),
                name="a_signed_draft_is_a_letter",
            ),
            models.CheckConstraint(
                condition=models.Q(paper=None) | models.Q(state="signed"),
                name="only_what_is_signed_has_a_paper",
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-changed_at"], name="drafts_of_author"),
            models.Index(
                fields=["signatory"], condition=models.Q(state="for_signature"), name="drafts_to_sign"
            ),
            models.Index(
                fields=["signed_at"],
                condition=models.Q(state="signed", paper=None),
                name="letters_to_render",
            ),
        ]
        ordering = ["-changed_at", "pk"]


class Visa(models.Model):
    """Somebody must agree before a draft is signed. Those of one rank are asked together, ranks in order.

    It is asked of `staff`, or of whoever has the `role` when it is given; `by` says who gave it.
    `round` counts how often the draft went round: visas of an earlier round stay as they were given.
    """

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="visas")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    round = models.PositiveSmallIntegerField(default=1)
    rank = models.PositiveSmallIntegerField(default=1)
    is_given = models.BooleanField(null=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField(null=True)
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "round", "staff"], name="a_visa_is_asked_once_a_round"),
            models.UniqueConstraint(
                fields=["draft", "round", "role"],
                condition=~models.Q(role=""),
                name="a_role_is_asked_once_a_round",
            ),
            models.CheckConstraint(
                condition=models.Q(staff=None) ^ models.Q(role=""), name="a_visa_is_asked_of_one"
            ),
            models.CheckConstraint(
                condition=~models.Q(is_given=False) | ~models.Q(words=""), name="a_visa_is_refused_with_words"
            ),
        ]
        indexes = [models.Index(fields=["staff"], condition=models.Q(is_given=None), name="visas_to_give")]
        ordering = ["round", "rank", "id"]


class Addressee(models.Model):
    """To whom a letter goes, on which way, and how far it came. `is_copy`: for information only.

    to_send → sent → delivered, with its proof; sent or delivered → returned with a reason → to_send again.
    `message` is the one of the outbox, where it goes by e-mail.
    """

    class State(models.TextChoices):
        TO_SEND = "to_send"
        SENT = "sent"
        DELIVERED = "delivered"
        RETURNED = "returned"

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="addressees")
    correspondent = models.ForeignKey(Correspondent, on_delete=models.PROTECT, related_name="+")
    way = models.CharField(max_length=20)
    is_copy = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State, default=State.TO_SEND)
    tracking = models.CharField(max_length=60, blank=True)
    message = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    proof = models.ForeignKey(LetterPaper, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "correspondent"], name="a_letter_goes_to_somebody_once"),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(reason=""),
                name="mail_returns_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["draft"], condition=models.Q(state="to_send"), name="letters_to_send")
        ]
        ordering = ["is_copy", "id"]

    @property
    def letter(self) -> Letter | None:
        """What goes to them; none before the signature."""
        return self.draft.letter
