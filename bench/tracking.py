"""The page on which a person follows a file, beside an empty view behind the same middleware."""

from functools import partial

from bench.clients import Client, Door, measure
from bench.house import house
from bench.portal import deposit_and_follow

CLIENTS = (1, 8)


def run(seconds: float) -> None:
    """Print pages a second, and the share of the empty view."""
    with house() as measured:
        measured.open(DJANGO_SETTINGS_MODULE="bench.settings")
        door = Door(measured.port, measured.host)
        path, cookies = deposit_and_follow(Client(door))
        for clients in CLIENTS:
            empty = measure(door, partial(_look, "/empty", cookies), clients, seconds)
            page = measure(door, partial(_look, path, cookies), clients, seconds)
            share = page.rate / empty.rate
            print(f"empty view, {clients:2} clients:     {empty}")
            print(f"tracking page, {clients:2} clients:  {page}  {share:.1%} of the empty view", flush=True)


def _look(path: str, cookies: dict[str, str], client: Client) -> None:
    client.cookies = dict(cookies)
    client.ask("GET", path)
