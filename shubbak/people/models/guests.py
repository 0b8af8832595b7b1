"""Links of those who have no account: one link, one task, an end."""

import uuid

from django.db import models

from shubbak.people.models.offices import Staff


class GuestLink(models.Model):
    """Lets whoever holds its token do one task about one thing until it expires, is done or is revoked.

    The token has 128 bits; what is kept of it is a hash. `task` says which room's task it is, `about` names
    the thing. `opened_at`: when its page was first opened; `confirmed_at`: when receipt was confirmed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_sha256 = models.BinaryField(max_length=32, unique=True)
    task = models.CharField(max_length=20)
    about = models.UUIDField()
    name = models.CharField(max_length=300)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="ar")
    made_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["task", "about"], name="guest_links_about")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")), name="a_guest_link_ends"
            )
        ]
