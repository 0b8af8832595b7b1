"""Numbers of accounts at rest: encrypted under a key of the body, read for the file of the bank alone."""

from shubbak.agencies.models import Agency
from shubbak.agencies.queries import vault

_PURPOSE = b"accounts under a mandate"


def sealed_account(agency: Agency, iban: str) -> str:
    return vault(agency, _PURPOSE).encrypt(iban.encode()).decode()


def opened_account(agency: Agency, sealed: str) -> str:
    return vault(agency, _PURPOSE).decrypt(sealed.encode()).decode()
