"""Every write on a letter that leaves: its draft, its visas, its signature, its way."""

from shubbak.registry.actions.departure.sending import (
    MESSAGE_DEAD,
    mark_delivered,
    mark_returned,
    mark_sent,
    message_ended,
    send_again,
    send_by_itself,
)
from shubbak.registry.actions.departure.signing import keep_paper, sign_draft
from shubbak.registry.actions.departure.visas import ask_visas, give_visa, refuse_draft
from shubbak.registry.actions.departure.writing import (
    address,
    begin_draft,
    change_draft,
    declare_letter_model,
    unaddress,
    withdraw_draft,
)

__all__ = [
    "MESSAGE_DEAD",
    "address",
    "ask_visas",
    "begin_draft",
    "change_draft",
    "declare_letter_model",
    "give_visa",
    "keep_paper",
    "mark_delivered",
    "mark_returned",
    "mark_sent",
    "message_ended",
    "refuse_draft",
    "send_again",
    "send_by_itself",
    "sign_draft",
    "unaddress",
    "withdraw_draft",
]
