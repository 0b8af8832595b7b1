"""The hosted card page of CMI (Centre monétique interbancaire): the person types the card there, never here.

The page calls us back before it shows an end; the answer decides whether the money is taken. One order may
first be refused, then paid. The status call and the capture speak the XML of the same platform (CC5), where
the contract gives a name for it.
"""

import hmac
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from xml.sax.saxutils import escape

from lxml import etree

from shubbak.payments.online.gateways.rules import (
    Asked,
    BadMessage,
    Fate,
    Fields,
    GatewayAway,
    Outcome,
    Page,
    to_decimal,
    to_minor,
)
from shubbak.payments.online.gateways.ver3 import believed, hash_of

PATIENCE = 15.0
"""Seconds that the gateway may take for one answer."""
_MOST = 64 * 1024
_NUMBERS = {"MAD": "504"}
_STORE_TYPE = "3D_PAY_HOSTING"
_PAID = "00"
_ANSWERS = {Fate.PAID: "ACTION=POSTAUTH", Fate.REFUSED: "APPROVED"}
_FATES = {"C": Fate.PAID, "S": Fate.PAID, "A": Fate.HELD, "PN": Fate.UNKNOWN}
"""Its state of a transaction: captured, settled, authorised, under way. The others took nothing."""


@dataclass(frozen=True)
class Account:
    """How a body is known at the gateway; without a name for the status call nobody can ask."""

    url: str
    client_id: str
    store_key: str = field(repr=False)
    api_url: str = ""
    api_name: str = ""
    api_password: str = field(default="", repr=False)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The password goes to the address that was set, nowhere else."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


class Cmi:
    name = "cmi"
    is_final = False

    def __init__(self, account: Account) -> None:
        self._account = account

    def begin(self, asked: Asked) -> Page:
        fields = {
            "clientid": self._account.client_id,
            "storetype": _STORE_TYPE,
            "hashAlgorithm": "ver3",
            "trantype": "PreAuth",
            "oid": asked.oid,
            "amount": to_decimal(asked.amount, asked.currency),
            "currency": _NUMBERS[asked.currency],
            "rnd": self._mark_of(asked.oid),
            "lang": asked.language if asked.language in {"ar", "fr", "en"} else "fr",
            "encoding": "UTF-8",
            "okUrl": asked.back,
            "failUrl": asked.back,
            "shopurl": asked.back,
            "callbackUrl": asked.callback,
            "CallbackResponse": "true",
            "AutoRedirect": "true",
        }
        fields["hash"] = hash_of(list(fields.items()), self._account.store_key)
        return Page(self._account.url, fields)

    def read_callback(self, posted: Fields) -> Outcome:
        told = believed(posted, self._account.store_key)
        self._must_be_ours(told)
        currency = next(code for code, number in _NUMBERS.items() if number == told["currency"])
        try:
            amount = to_minor(told["amount"], currency)
        except (KeyError, ValueError) as error:
            raise BadMessage("amount") from error
        is_paid = told["procreturncode"] == _PAID
        if is_paid != (told["response"] == "Approved"):
            raise BadMessage("contradicts")
        return Outcome(
            oid=told["oid"],
            fate=Fate.PAID if is_paid else Fate.REFUSED,
            reference=told.get("transid", ""),
            amount=amount,
            currency=currency,
            reason="" if is_paid else f"{told['procreturncode']} {told.get('errmsg', '')}".strip()[:200],
        )

    def answer(self, fate: Fate | None) -> str:
        return _ANSWERS.get(fate, "FAILURE") if fate else "FAILURE"

    def status(self, oid: str) -> Outcome:
        return self._told(oid, "<Extra><ORDERSTATUS>QUERY</ORDERSTATUS></Extra>")

    def capture(self, oid: str) -> Outcome:
        """Whatever the page of cards makes of it, its state is asked afterwards."""
        self._called(oid, "<Type>PostAuth</Type>")
        return self.status(oid)

    def _mark_of(self, oid: str) -> str:
        """A mark of ours that comes back with the order: without the key nobody makes it."""
        return hmac.digest(self._account.store_key.encode(), oid.encode(), "sha256").hex()[:20]

    def _must_be_ours(self, told: Mapping[str, str]) -> None:
        """The hash covers values, not their names: what we sent has to come back under its own name."""
        sent = {"clientid": self._account.client_id, "storetype": _STORE_TYPE}
        for name in ("oid", "currency", "procreturncode", "response", *sent):
            if not told.get(name):
                raise BadMessage(f"lacks_{name}")
        if "rnd" in told:
            sent["rnd"] = self._mark_of(told["oid"])
        if any(told.get(name, "") != value for name, value in sent.items()):
            raise BadMessage("not_ours")
        if told["currency"] not in _NUMBERS.values():
            raise BadMessage("currency")

    def _told(self, oid: str, what: str) -> Outcome:
        """What the state of a transaction means; an order that nobody tried to pay was refused by nobody."""
        found = self._called(oid, what)
        state = found.get("TRANS_STAT", "")
        if not state:
            if found.get("ProcReturnCode") == _PAID:
                raise GatewayAway("an answer without a state")
            return Outcome(oid, Fate.REFUSED, reason="not_tried")
        fate = _FATES.get(state, Fate.REFUSED)
        amount = found.get("CAPTURE_AMT") or found.get("ORIG_TRANS_AMT") or ""
        return Outcome(
            oid=oid,
            fate=fate,
            reference=found.get("TRANS_ID") or found.get("TransId", ""),
            amount=int(amount) if amount.isdecimal() else None,
            currency="MAD",
            reason=state if fate is Fate.REFUSED else "",
        )

    def _called(self, oid: str, what: str) -> dict[str, str]:
        """The texts of the answer by their names. :raises GatewayAway:"""
        account = self._account
        if not account.api_url:
            raise GatewayAway("no name for the status call")
        said = (
            '<?xml version="1.0" encoding="UTF-8"?><CC5Request>'
            f"<Name>{escape(account.api_name)}</Name><Password>{escape(account.api_password)}</Password>"
            f"<ClientId>{escape(account.client_id)}</ClientId><OrderId>{escape(oid)}</OrderId>{what}</CC5Request>"
        )
        request = urllib.request.Request(account.api_url, said.encode(), {"Content-Type": "text/xml"})  # noqa: S310  the operator's own file names the address
        try:
            with _OPENER.open(request, timeout=PATIENCE) as answer:
                root = etree.fromstring(answer.read(_MOST), _parser())
        except (OSError, ValueError, HTTPException, etree.XMLSyntaxError) as failure:
            raise GatewayAway(str(failure)) from failure
        found = {str(part.tag): (part.text or "").strip() for part in root.iter()}
        if root.tag != "CC5Response" or found.get("OrderId", oid) != oid:
            raise GatewayAway("it speaks of something else")
        return found


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
