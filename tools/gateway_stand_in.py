"""A gateway of cards that stands on this machine: page, callback, status call, file of the day.

    python tools/gateway_stand_in.py --port 8444 --client 600001 --key TEST1234

Faults are chosen for the next order, by the form of the page or by `Gateway.fault`:

    drop_request   the callback never leaves          refuse_first   a refusal, then a success
    drop_answer    our answer to it is lost           wrong_hash     the callback is not signed rightly
    twice          the callback comes twice           other_amount   the callback names another amount
    silent         the page is closed: no callback, nothing was taken

No money moves. Standard library alone.
"""

import argparse
import base64
import hashlib
import html
import re
import threading
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.etree import ElementTree

FAULTS = ("", "drop_request", "drop_answer", "twice", "refuse_first", "wrong_hash", "other_amount", "silent")
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Card page (stand-in)</title>
<h1>Stand-in of a card page: no money moves</h1><p>Order {oid}: {amount}</p>
<form method="post" action="/act">{fields}
<label>Fault <select name="fault">{faults}</select></label>
<button name="act" value="pay">Pay</button> <button name="act" value="refuse">Refuse</button></form></html>"""
_STATE = """<CC5Response><OrderId>{oid}</OrderId><ProcReturnCode>{code}</ProcReturnCode>
<Response>{response}</Response>
<Extra>{state}</Extra></CC5Response>"""


def hash_ver3(fields: dict[str, str], key: str) -> str:
    """Written anew, apart from the code that it tries."""

    def rank(name: str) -> list[tuple[int, int]]:
        pieces = re.findall(r"[0-9]+|[^0-9]", name.upper())
        return [(48, int(piece)) if piece.isdigit() else (ord(piece), 0) for piece in pieces]

    names = [name for name in sorted(fields, key=rank) if name.lower() not in ("hash", "encoding")]
    values = [fields[name].replace("\\", "\\\\").replace("|", "\\|") for name in names]
    values.append(key.replace("\\", "\\\\").replace("|", "\\|"))
    return base64.b64encode(hashlib.sha512("|".join(values).encode()).digest()).decode()


@dataclass
class Held:
    """An order as the gateway knows it: authorised (A), captured (S) or declined (D)."""

    fields: dict[str, str]
    state: str = ""
    reference: str = ""


@dataclass
class Gateway:
    key: str
    client: str
    fault: str = ""
    orders: dict[str, Held] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)

    def pay(self, fields: dict[str, str], fault: str = "") -> str:
        """A card says yes; the merchant is told. Gives what became of the order here."""
        held = self.orders.setdefault(fields["oid"], Held(fields))
        if fault == "silent":
            return held.state
        if fault == "refuse_first":
            self.refuse(fields)
        held.state, held.reference = "A", f"26{abs(hash(fields['oid'])) % 10**8:08d}"
        if fault != "drop_request":
            said = self._callback(held, "00", fault)
            answer = self._call(said, fields["callbackUrl"])
            if fault == "twice":
                answer = self._call(said, fields["callbackUrl"])
            if answer == "ACTION=POSTAUTH" and fault != "drop_answer":
                held.state = "S"
            if fault in ("wrong_hash", "other_amount"):
                held.state = "V"
        return held.state

    def refuse(self, fields: dict[str, str]) -> str:
        held = self.orders.setdefault(fields["oid"], Held(fields))
        held.state = "D"
        self._call(self._callback(held, "51", ""), fields["callbackUrl"])
        return held.state

    def day(self) -> str:
        """Its file: every order whose money it took."""
        lines = ["oid;reference;amount;currency"]
        lines += [
            f"{oid};{held.reference};{held.fields['amount']};MAD"
            for oid, held in self.orders.items()
            if held.state == "S"
        ]
        return "\n".join(lines) + "\n"

    def told(self, asked: bytes) -> str:
        """The status call and the capture."""
        root = ElementTree.fromstring(asked)  # noqa: S314  a stand-in on this machine
        oid = root.findtext("OrderId", "")
        held = self.orders.get(oid)
        if held and root.findtext("Type") == "PostAuth" and held.state == "A":
            held.state = "S"
        if held is None or not held.state:
            return _STATE.format(oid=oid, code="99", response="Error", state="")
        cents = held.fields["amount"].replace(".", "")
        state = f"<TRANS_STAT>{held.state}</TRANS_STAT><ORIG_TRANS_AMT>{cents}</ORIG_TRANS_AMT>"
        state += f"<TRANS_ID>{held.reference}</TRANS_ID>"
        return _STATE.format(oid=oid, code="00", response="Approved", state=state)

    def _callback(self, held: Held, code: str, fault: str) -> dict[str, str]:
        left_out = {"hash", "callbackUrl", "CallbackResponse"}
        said = {name: value for name, value in held.fields.items() if name not in left_out}
        said |= {"ProcReturnCode": code, "Response": "Approved" if code == "00" else "Declined"}
        said |= {"TransId": held.reference, "mdStatus": "1", "ErrMsg": "" if code == "00" else "Not enough"}
        if fault == "other_amount":
            said["amount"] = "1.00"
        said["HASH"] = hash_ver3(said, self.key + ("x" if fault == "wrong_hash" else ""))
        return said

    def _call(self, said: dict[str, str], address: str) -> str:
        place = urllib.parse.urlsplit(address)
        is_here = (place.hostname or "").endswith(".localhost")
        to = place._replace(netloc=f"127.0.0.1:{place.port}" if is_here else place.netloc).geturl()
        body = urllib.parse.urlencode(said).encode()
        request = urllib.request.Request(to, body, {"Host": place.netloc})  # noqa: S310  the order names it
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  likewise
                told = str(answer.read().decode())
        except OSError as failure:
            told = f"({failure})"
        self.answers.append(told)
        return told


class Door(BaseHTTPRequestHandler):
    gateway: Gateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/fim/api":
            return self._say(200, self.gateway.told(body), "text/xml")
        fields = dict(urllib.parse.parse_qsl(body.decode(), keep_blank_values=True))
        if self.path == "/act":
            return self._act(fields)
        if hash_ver3(fields, self.gateway.key) != fields.get("hash"):
            return self._say(400, "The hash is wrong.", "text/plain")
        return self._say(200, self._page(fields), "text/html")

    def do_GET(self) -> None:
        self._say(200, self.gateway.day(), "text/csv")

    def log_message(self, *_: object) -> None:
        return None

    def _act(self, fields: dict[str, str]) -> None:
        act, fault = fields.pop("act"), fields.pop("fault", "")
        if act == "pay":
            self.gateway.pay(fields, fault or self.gateway.fault)
        else:
            self.gateway.refuse(fields)
        self.send_response(303)
        self.send_header("Location", fields["okUrl"])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _page(self, fields: dict[str, str]) -> str:
        hidden = "".join(
            f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
            for name, value in fields.items()
        )
        faults = "".join(f'<option value="{fault}">{fault or "none"}</option>' for fault in FAULTS)
        return _PAGE.format(
            oid=html.escape(fields["oid"]), amount=html.escape(fields["amount"]), fields=hidden, faults=faults
        )

    def _say(self, status: int, text: str, kind: str) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def served(gateway: Gateway, port: int = 0) -> ThreadingHTTPServer:
    """The gateway at a port of this machine, in threads of its own; `shutdown()` ends it."""
    door = type("GatewayDoor", (Door,), {"gateway": gateway})
    server = ThreadingHTTPServer(("127.0.0.1", port), door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, default=8444)
    parser.add_argument("--client", default="600001")
    parser.add_argument("--key", default="TEST1234")
    parser.add_argument("--fault", choices=FAULTS, default="")
    wanted = parser.parse_args()
    server = served(Gateway(wanted.key, wanted.client, wanted.fault), wanted.port)
    print(f"http://127.0.0.1:{server.server_address[1]}/fim/est3Dgate")
    threading.Event().wait()


if __name__ == "__main__":
    main()
