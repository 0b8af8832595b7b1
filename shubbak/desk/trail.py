"""The list from which a file was opened: it stays in the addresses, so that the files beside it are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode

from shubbak.cases.queries import EVERY_FILE, TABS, QueueFilter


@dataclass(frozen=True)
class Trail:
    """`tab` and `only` name the list, `key` the file's place in it; all empty where there was none."""

    tab: str = ""
    only: QueueFilter = EVERY_FILE
    key: str = ""

    @property
    def query(self) -> str:
        """``?tab=…``, or nothing at all."""
        return list_query(self.tab, self.only, key=self.key) if self.tab else ""

    @property
    def of_list(self) -> str:
        """The same for the list itself."""
        return list_query(self.tab, self.only) if self.tab else ""


def trail_of(asked: Mapping[str, str]) -> Trail:
    """What an address says of the list; nothing where it names none."""
    tab = asked.get("tab", "")
    return Trail(tab, filter_of(asked), asked.get("key", "")) if tab in TABS else Trail()


def filter_of(asked: Mapping[str, str]) -> QueueFilter:
    """What narrows the list; a number that is none narrows nothing."""
    return QueueFilter(
        service=asked.get("service", ""),
        channel=asked.get("channel", ""),
        assignee=_number(asked.get("in_charge", "")),
        label=_number(asked.get("label", "")),
        unit=asked.get("unit", ""),
    )


def list_query(tab: str, only: QueueFilter = EVERY_FILE, **more: str) -> str:
    """A list in an address: ``?tab=unit&channel=phone``."""
    named = {
        "service": only.service,
        "channel": only.channel,
        "in_charge": only.assignee or "",
        "label": only.label or "",
        "unit": only.unit,
    }
    asked = {"tab": tab, **named, **more}
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def in_list(of_list: str, key: str) -> str:
    """What :func:`list_query` gives for a place of the list whose own query is known."""
    return f"{of_list}&key={quote_plus(key)}"


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) < 18 else None
