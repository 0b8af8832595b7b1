"""Who asked about a file, and what came in by e-mail."""

from shubbak.contact.models.asking import Contact, IdentityCheck
from shubbak.contact.models.mail import Mail, Mailbox, Sighting

__all__ = ["Contact", "IdentityCheck", "Mail", "Mailbox", "Sighting"]
