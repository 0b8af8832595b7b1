"""Inside the house: the complaint's photograph may have as many megabytes as any pack may ask for."""

from datetime import UTC, datetime

from bench.house import AGENCY
from bench.submissions import PAPER, SERVICE
from shubbak.agencies.models import Agency
from shubbak.agencies.schema import look_at
from shubbak.catalogue.actions import publish_pack
from shubbak.catalogue.loader import read_pack
from shubbak.config.supervisor.home import CHECKOUT
from shubbak.documents.rules import LARGEST_FILE
from shubbak.journal.rules import SYSTEM


def main(words: list[str]) -> None:
    del words
    look_at(Agency.objects.get(code=AGENCY))
    path = CHECKOUT / "packs" / "utility" / f"{SERVICE}.yaml"
    head, _, tail = path.read_text().partition(f"\n  {PAPER}:\n")
    large = tail.replace("max_megabytes: 10", f"max_megabytes: {LARGEST_FILE // 1_000_000}", 1)
    text = f"{head}\n  {PAPER}:\n{large}".replace('version: "1', 'version: "9', 1)
    publish_pack(source=read_pack(text.encode(), path), actor=SYSTEM, at=datetime.now(UTC))
