"""Where staff are signed in, and what they sent after that had ended.

The library's store of sessions with columns of our own (its documented extension): whose it is, from where,
since when, and when it was last used.
"""

import uuid
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from shubbak.people.models.offices import Staff


class StaffSession(AbstractBaseSession):
    """One device on which somebody is signed in, or was: a row stays some days after its `expire_date`."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, null=True, related_name="sessions")
    device = models.CharField(max_length=40, blank=True)
    """What the browser says of itself, in two words."""
    network = models.CharField(max_length=50, blank=True)
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        return SessionStore


class SessionStore(db.SessionStore):
    """Sessions as the library keeps them; `row` is what is known of this one beside its data."""

    row: StaffSession | None = None
    ended: StaffSession | None = None
    """The row of what was ended in this request."""

    @classmethod
    def get_model_class(cls) -> type[StaffSession]:
        return StaffSession

    def load(self) -> dict[str, Any]:
        self.row = self._get_session_from_db()
        return self.decode(self.row.session_data) if self.row else {}

    def create_model_instance(self, data: dict[str, Any]) -> StaffSession:
        """The row to be written; what is known of its owner's session goes along, of another's nothing."""
        made = cast(StaffSession, super().create_model_instance(data))
        owner, known = data.get(SESSION_KEY), self.row
        made.staff_id = int(owner) if owner else None
        if known and owner and known.staff_id == made.staff_id:
            made.begun_at, made.seen_at = known.begun_at, known.seen_at
            made.device, made.network, made.expire_date = known.device, known.network, known.expire_date
        return made

    def _get_session_from_db(self) -> StaffSession | None:
        found: StaffSession | None = super()._get_session_from_db()  # type: ignore[misc]  # not in the stubs
        return found

    def flush(self) -> None:
        super().flush()
        self.ended, self.row = self.row, None


class LateForm(models.Model):
    """A form that was sent after its writer's session had ended: theirs to send again, for a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="late_forms")
    path = models.CharField(max_length=2000)
    fields = models.JSONField()
    """[[name, value], …] in the order of the form, without its token and its files."""
    arrived_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "path"], name="late_form_once_per_page")]
