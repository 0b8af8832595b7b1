"""Inside the house: looks into the mailbox once, and says how fast what lay there became entries."""

import os
import time
from datetime import UTC, datetime

from django.conf import settings

from bench.house import AGENCY
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.contact.intake import turn
from shubbak.contact.intake.actions import set_mailbox
from shubbak.contact.intake.rules import MailboxFacts
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import declare_register
from shubbak.registry.rules import RegisterFacts


def main(words: list[str]) -> None:
    del words
    look_at(Agency.objects.get(code=AGENCY))
    at = datetime.now(UTC)
    book = RegisterFacts("incoming", "incoming", "و {n}/{year}", {"ar": "الوارد"}, "in")
    declare_register(facts=book, actor=SYSTEM, at=at)
    facts = MailboxFacts("contact@miyah.example", settings.SHUBBAK_MAIL_SERVERS[0], AGENCY)
    set_mailbox(facts=facts, actor=SYSTEM, at=at)
    turn.TURN_LASTS = 3600.0
    began, used = time.monotonic(), os.times()
    taken = turn.fetch_mail(at=at)
    took, after = time.monotonic() - began, os.times()
    processor = (after.user - used.user + after.system - used.system) / taken * 1000
    print(
        f"{taken} messages in {took:.1f} s: {taken / took:.1f}/s, {processor:.1f} ms of this process for each"
    )
