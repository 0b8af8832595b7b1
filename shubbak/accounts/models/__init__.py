"""Accounts of people and the mandates by which somebody acts for another."""

from shubbak.accounts.models.account import Account, AccountFile, AccountSession, SignInCode
from shubbak.accounts.models.mandate import Mandate, MandateDraft, MandateFile

__all__ = [
    "Account",
    "AccountFile",
    "AccountSession",
    "Mandate",
    "MandateDraft",
    "MandateFile",
    "SignInCode",
]
