"""Every write of accounts and mandates, one use case each."""

from shubbak.accounts.actions.account import (
    SIGN_IN,
    actor_of,
    ask_for_code,
    close_account,
    forget_file,
    keep_deposit,
    keep_opened,
    name_of,
    sign_in,
    sign_out,
    sign_out_everywhere,
    sweep,
)
from shubbak.accounts.actions.mandate_ends import (
    end_over,
    forget_mandate_file,
    forget_over,
    renounce,
    revoke,
    revoke_at_desk,
)
from shubbak.accounts.actions.mandate_files import choose_mandate, deposit_under, put_under
from shubbak.accounts.actions.mandates import (
    accept_mandate,
    answer_invitation,
    ask_mandate,
    invite_member,
    refuse_mandate,
    take_mandate,
)

__all__ = [
    "SIGN_IN",
    "accept_mandate",
    "actor_of",
    "answer_invitation",
    "ask_for_code",
    "ask_mandate",
    "choose_mandate",
    "close_account",
    "deposit_under",
    "end_over",
    "forget_file",
    "forget_mandate_file",
    "forget_over",
    "invite_member",
    "keep_deposit",
    "keep_opened",
    "name_of",
    "put_under",
    "refuse_mandate",
    "renounce",
    "revoke",
    "revoke_at_desk",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "sweep",
    "take_mandate",
]
