"""What this room registers when it wakes: the ways of its letters, and how its messages read."""

from shubbak.registry.circulation import notices
from shubbak.registry.departure import mailing
from shubbak.registry.exchange import invitations, ways

__all__ = ["invitations", "mailing", "notices", "ways"]
