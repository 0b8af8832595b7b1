"""Letters of years are not read to count those that wait."""

import psycopg
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shubbak.config.supervisor.home import SUPERUSER
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import open_unit
from shubbak.people.rules import Roles
from shubbak.registry.actions import dispatch
from shubbak.registry.models import Handover
from shubbak.registry.queries import unread_by
from shubbak.registry.rules import Mention, Recipient
from tests import cluster
from tests.registry.office import arrived, clerk, open_books


def test_an_index_that_holds_nothing_but_what_waits_answers(fresh_agency, at):
    open_books(at)
    open_unit(code="water", name={"ar": "water"}, parent=None, actor=SYSTEM, at=at)
    recipients = (Recipient("water", Mention.ATTRIBUTION, is_coordinator=True),)
    for _ in range(20):
        [sent] = dispatch(letter=arrived(at).mail, recipients=recipients, staff=clerk(), at=at)
        plain = {"letter": sent.letter, "unit": sent.unit, "mention": sent.mention, "sent_by": sent.sent_by}
        Handover.objects.bulk_create(Handover(**plain, sent_at=at, state="passed_on") for _ in range(200))
    analyse()
    with connection.cursor() as cursor, CaptureQueriesContext(connection) as asked:
        assert unread_by(clerk(), Roles(units=frozenset({"water"}))).letters == 20
        cursor.execute(f"EXPLAIN {asked[-1]['sql']}")
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "letters_to_accept" in plan, plan


def analyse():
    """As the database does by itself after a while; the application's own role may not."""
    url = cluster.test_home().database_url(SUPERUSER, connection.settings_dict["NAME"])
    with psycopg.connect(url, autocommit=True) as administrator:
        administrator.execute("ANALYZE")
