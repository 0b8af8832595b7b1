"""How the body in view is known at a gateway: lines in a file of the operator, never a row.

`SHUBBAK_GATEWAYS/<code>.cmi`, mode 0600: URL, CLIENT_ID, STORE_KEY; API_URL, API_NAME and API_PASSWORD where
the contract has the status call. A body without one has the development gateway on the own machine,
else none.
"""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from shubbak.agencies.queries import agency_key, current_agency
from shubbak.payments.online.gateways.cmi import Account, Cmi
from shubbak.payments.online.gateways.development import Development
from shubbak.payments.online.gateways.rules import Gateway

REHEARSAL = "/pay/rehearsal"
"""Where the portal shows the page of the development gateway."""
_OUR_OWN = {"127.0.0.1", "::1", "localhost"}


class NotSetUp(Exception):
    """The operator's file lacks something, or would send a secret in clear."""


def gateway_in_use() -> Gateway | None:
    """Where people of this body pay; None where they cannot.

    :raises NotSetUp:
    """
    path = Path(settings.SHUBBAK_GATEWAYS) / f"{current_agency().code}.cmi"
    if path.exists():
        return Cmi(account_in(path))
    return Development(REHEARSAL, agency_key(current_agency()).hex()) if is_rehearsal() else None


def gateway_named(name: str) -> Gateway | None:
    """The gateway of an order; None where it is not in use here any more. :raises NotSetUp:"""
    gateway = gateway_in_use()
    return gateway if gateway and gateway.name == name else None


def is_rehearsal() -> bool:
    """Never on a real installation: only on the name of the own machine."""
    return bool(settings.SHUBBAK_SCHEME != "https" and settings.SHUBBAK_BASE_DOMAIN == "localhost")


def account_in(path: Path) -> Account:
    """:raises NotSetUp:"""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NotSetUp(str(error)) from error
    told = {name.strip(): value.strip() for name, _, value in (line.partition("=") for line in lines)}
    if missing := [name for name in ("URL", "CLIENT_ID", "STORE_KEY") if not told.get(name)]:
        raise NotSetUp(f"{path} lacks {', '.join(missing)}")
    for address in (told["URL"], told.get("API_URL", "")):
        place = urlsplit(address)
        if address and place.scheme != "https" and place.hostname not in _OUR_OWN:
            raise NotSetUp(f"{path}: cards and passwords go by https alone")
    names = ("URL", "CLIENT_ID", "STORE_KEY", "API_URL", "API_NAME", "API_PASSWORD")
    return Account(*(told.get(name, "") for name in names))
