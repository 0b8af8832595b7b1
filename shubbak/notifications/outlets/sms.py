"""Text messages by an HTTP gateway: one POST of JSON, with an id that lets the gateway drop a repeat.

The gateway receives `{"id", "to", "text", "sender"}` and the header `Idempotency-Key`. It answers 2xx when it
has taken the message (409 when it already had), 4xx when it never will, anything else to be asked again.
"""

import json
import urllib.error
import urllib.request
from datetime import datetime

import phonenumbers
from django.conf import settings

from shubbak.agencies.models import Agency
from shubbak.notifications.bidi import for_telephone
from shubbak.notifications.models import Message
from shubbak.notifications.outlets.sink import Sink
from shubbak.notifications.rules import NotDelivered, Rendered


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What we say goes to the address that was set, nowhere else: elsewhere is an error."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)
_PATIENCE = 20.0
_ASK_AGAIN = {408, 425, 429}
_ALREADY_TAKEN = 409


class Gateway:
    """The operator's gateway at SHUBBAK_SMS_GATEWAY."""

    def __init__(self, address: str, agency: Agency) -> None:
        self.address = address
        self.agency = agency

    def send(self, message: Message, words: Rendered) -> None:
        content = {
            "id": str(message.pk),
            "to": international(message.address, self.agency.country),
            "text": for_telephone(words.short or words.text, message.language),
            "sender": words.sender_name or self.agency.localized_name(message.language),
        }
        request = urllib.request.Request(  # noqa: S310  the address is a setting of the installation
            self.address,
            data=json.dumps(content, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json", "Idempotency-Key": str(message.pk)},
        )
        try:
            _OPENER.open(request, timeout=_PATIENCE).close()
        except urllib.error.HTTPError as answer:
            if answer.code != _ALREADY_TAKEN:
                permanent = 400 <= answer.code < 500 and answer.code not in _ASK_AGAIN
                raise NotDelivered(f"gateway: {answer.code}", permanent=permanent) from answer
        except OSError as failure:
            raise NotDelivered(f"gateway: {failure}") from failure

    def close(self) -> None:
        return None


def opened(agency: Agency, at: datetime) -> Gateway | Sink:
    """The gateway of the installation, or the development sink when none is set."""
    address = str(settings.SHUBBAK_SMS_GATEWAY)
    return Gateway(address, agency) if address else Sink(at)


def international(phone: str, country: str) -> str:
    """The number as E.164, "+212661000041".

    :raises NotDelivered: for good, when it is no telephone number.
    """
    try:
        number = phonenumbers.parse(phone, country.upper())
    except phonenumbers.NumberParseException as refusal:
        raise NotDelivered(f"no telephone number: {refusal}", permanent=True) from refusal
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
