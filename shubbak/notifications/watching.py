"""The day's checkpoint, sent to addresses that the body names and does not run: an archive, an auditor."""

from datetime import datetime

from django.utils.translation import gettext

from shubbak.agencies.queries import address_of, current_agency
from shubbak.foundation.text import isolate, isolate_ltr
from shubbak.journal.actions import action
from shubbak.journal.models import Checkpoint
from shubbak.journal.queries import latest_checkpoint
from shubbak.notifications.actions import STAFF, post
from shubbak.notifications.models import Message
from shubbak.notifications.registry import register_template_source
from shubbak.notifications.rules import About, Recipient, Rendered, Withdrawn

CHECKPOINT = "checkpoint"


@action
def post_checkpoint(*, at: datetime) -> int:
    """Send the newest checkpoint to each address, once; to how many it goes."""
    newest, agency = latest_checkpoint(), current_agency()
    if newest is None or not agency.watchers:
        return 0
    about = About(CHECKPOINT, str(newest.size))
    if Message.objects.filter(about_kind=about.kind, about_id=about.id).exists():
        return 0
    # Mail in Arabic bears a mark of direction on each line, which would stand within the signed text.
    language = next((each for each in agency.languages if each != "ar"), "en")
    for place, address in enumerate(agency.watchers):
        watcher = Recipient(pk=f"{STAFF}watcher/{place}", email=address, language=language)
        post(about=about, person=watcher, template="checkpoint", at=at)
    return len(agency.watchers)


def render_checkpoint(message: Message) -> Rendered:
    """The signed text itself, and how it is compared.

    :raises Withdrawn: if an older copy was brought back meanwhile, without it.
    """
    signed = Checkpoint.objects.filter(pk=int(message.about_id)).first()
    if signed is None:
        raise Withdrawn
    agency = current_agency()
    name = agency.localized_name(message.language)
    words = gettext(
        "This is how far the register of %(agency)s was signed today. Keep this message: whatever is "
        "altered, left out or put in later no longer agrees with it.\n\n%(note)s\n\n"
        "Keys, later checkpoints and the program of the auditor: %(link)s"
    )
    link = isolate_ltr(address_of(agency, "/v/checkpoints"))
    return Rendered(
        subject=gettext("Signed checkpoint of %(agency)s") % {"agency": name},
        text=words % {"agency": isolate(name), "note": signed.note.strip(), "link": link},
        sender_name=name,
    )


register_template_source(CHECKPOINT, render_checkpoint)
