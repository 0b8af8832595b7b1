"""What the administrators read above the messages: tasks that were given up."""

from django.db import connection
from procrastinate.contrib.django import app

from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import grant_role


def failed(schema: str) -> None:
    app.configure_task("notifications.turn", queue="periodic").defer(name="cases.run_clocks", schema=schema)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE status = 'todo'")
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE status = 'doing'")


def test_a_task_that_was_given_up_is_in_sight_of_this_bodys_administrators(office, sign_in, at):
    grant_role(staff=office.staff["secretary"], role="administrator", actor=SYSTEM, starts=at, at=at)
    administrator = sign_in("secretary")
    failed("madina")
    assert administrator.get("/desk/outbox/").context["tasks"] == []
    failed("miyah")
    failed("miyah")
    page = administrator.get("/desk/outbox/")
    [line] = page.context["tasks"]
    assert (line["task"].turn, line["task"].times) == ("cases.run_clocks", 2)
    assert "cases.run_clocks" in page.content.decode()
