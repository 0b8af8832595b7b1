"""The whole journey through the portal: every page of the form, the photograph, review, deposit, receipt."""

import random
import re
from datetime import date, timedelta
from urllib.parse import urlencode

from bench.clients import Answer, Client
from bench.submissions import SERVICE, form, photograph

START = f"/services/{SERVICE}/start"
MOST_PAGES = 12
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_FIELDS = {
    "problem": {"problem": "no_water"},
    "area": {"area": "mine"},
    "since": {"since": f"{date.today() - timedelta(days=1):%d %m %Y}"},
    "where": {
        "where": "address",
        "where-address-district": "nakhil",
        "where-address-street": "زنقة الورد 12",
    },
    "contact": {
        "name": "أمينة بناني",
        "phone": "0661000041",
        "email": "amina@example.ma",
        "preferred_channel": "email",
    },
}


def through_portal(client: Client) -> None:
    """One deposit from the first question to the receipt, as a new browser from a network of its own."""
    deposit_and_follow(client)


def deposit_and_follow(client: Client) -> tuple[str, dict[str, str]]:
    """Deposit; the address of the page that follows the file, and the cookies that open it.

    :raises RuntimeError: if the form does not end in a receipt.
    """
    client.cookies.clear()
    network = {"X-Forwarded-For": ".".join(str(random.randrange(1, 255)) for _ in range(4))}
    place = _location(client.ask("GET", START, headers=network))
    for _ in range(MOST_PAGES):
        page = client.ask("GET", place, headers=network)
        if place.endswith("/receipt"):
            return place.removesuffix("receipt"), dict(client.cookies)
        place = _location(_send(client, place, page, network))
    raise RuntimeError(f"no receipt after {MOST_PAGES} pages, but {place}")


def _send(client: Client, place: str, page: Answer, network: dict[str, str]) -> Answer:
    name = place.rpartition("/")[2]
    fields = {"csrfmiddlewaretoken": token_in(page), "go": "on", **_FIELDS.get(name, {})}
    if name == "photos":
        body, headers = form(fields, "photos", photograph())
    else:
        body, headers = urlencode(fields).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
    return client.ask("POST", place, body, {**headers, **network})


def token_in(page: Answer) -> str:
    """What a form of this page must bring back.

    :raises RuntimeError: if the page shows no form.
    """
    token = _TOKEN.search(page.body.decode())
    if token is None:
        raise RuntimeError("a page without a form where one was due")
    return token.group(1)


def _location(answer: Answer) -> str:
    place = answer.headers["Location"]
    if place is None:
        raise RuntimeError(f"a page where an address was due: {answer.body.decode()[-3000:]}")
    return place.partition("?")[0]
