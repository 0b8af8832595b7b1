"""The list from which a file was opened: it stays in the addresses, so that the files beside it are known."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

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
    tab, in_charge = asked.get("tab", ""), asked.get("in_charge", "")
    if tab not in TABS:
        return Trail()
    assignee = int(in_charge) if in_charge.isdecimal() else None
    only = QueueFilter(asked.get("service", ""), asked.get("channel", ""), assignee)
    return Trail(tab, only, asked.get("key", ""))


def list_query(tab: str, only: QueueFilter, **more: str) -> str:
    """A list in an address: ``?tab=unit&channel=phone``."""
    named = {"service": only.service, "channel": only.channel, "in_charge": only.assignee or ""}
    asked = {"tab": tab, **named, **more}
    return "?" + urlencode({name: value for name, value in asked.items() if value})
