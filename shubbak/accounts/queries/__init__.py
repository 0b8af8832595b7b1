"""Who is signed in, which files are theirs, and for whom they act."""

from shubbak.accounts.queries.account import (
    account_of,
    file_of,
    files_of,
    sessions_of,
    shown_file,
    token_hash,
    wait_for_code,
)
from shubbak.accounts.queries.mandates import (
    correspondents_of,
    file_under_mandate,
    given_by,
    held_by,
    holds,
    in_force,
    mandate_before,
    mandate_for_service,
    mandate_of_case,
    members_of,
    recipient_of,
    today_at,
    written_under,
)

__all__ = [
    "account_of",
    "correspondents_of",
    "file_of",
    "file_under_mandate",
    "files_of",
    "given_by",
    "held_by",
    "holds",
    "in_force",
    "mandate_before",
    "mandate_for_service",
    "mandate_of_case",
    "members_of",
    "recipient_of",
    "sessions_of",
    "shown_file",
    "today_at",
    "token_hash",
    "wait_for_code",
    "written_under",
]
