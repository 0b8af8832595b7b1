"""A general fault at the desk: opened from a file, files linked from its page and from the queue."""

import pytest

from shubbak.cases.models import Case, Incident
from tests.cases.test_incidents import WORDS, incident, lead, members

__all__ = ["incident", "lead", "members"]


def path(case):
    return f"/desk/cases/{case.pk}/incident"


def said(client, url, posted):
    answer = client.post(url, posted, follow=True)
    return [(message.level_tag, str(message)) for message in answer.context["messages"]]


def test_a_file_is_made_a_general_fault_and_its_page_says_so(office, lead, sign_in):
    client = sign_in("agent")
    assert path(lead) in client.get(f"/desk/cases/{lead.pk}").content.decode()
    assert said(client, path(lead), {"act": "open", "words": WORDS})[0][0] == "success"
    page = client.get(f"/desk/cases/{lead.pk}").content.decode()
    assert "هذا الملف على رأس عطب عام" in page
    assert WORDS in page


def test_without_words_nothing_is_opened(lead, sign_in):
    refused = sign_in("agent").post(path(lead), {"act": "open", "words": ""})
    assert refused.status_code == 409
    assert not Incident.objects.exists()


def test_files_are_linked_by_ticks_and_by_numbers(office, lead, incident, sign_in):
    alike, other = office.deposit(), office.deposit(answers={"problem": "meter"})
    client = sign_in("head")
    Case.objects.update(unit=office.units["water_network"])
    numbers = f"{other.number}, 99999/2026"
    lines = said(client, path(lead), {"act": "link", "files": [alike.pk], "numbers": numbers})
    assert [level for level, _ in lines] == ["success", "warning"]
    assert "99999/2026" in lines[1][1]
    assert set(Case.objects.filter(state="in_incident")) == {alike, other}
    assert alike.number in client.get(path(lead)).content.decode()


def test_files_ticked_in_the_queue_are_linked_each_for_itself(office, incident, members, sign_in):
    free = office.deposit()
    client = sign_in("counter")
    assert str(incident.pk) in client.get("/desk/").content.decode()
    posted = {"file": [str(free.pk), str(members[0].pk)], "incident": str(incident.pk)}
    lines = said(client, "/desk/many/incident?tab=all", posted)
    assert lines[0] == ("success", "ضُم ملف واحد، وأُخبر صاحبه.")
    assert [level for level, _ in lines] == ["success", "warning"]
    assert Case.objects.get(pk=free.pk).state == "in_incident"


@pytest.mark.parametrize("posted", [{}, {"file": ["x"]}, {"incident": "7"}])
def test_without_files_or_a_fault_it_is_said(office, sign_in, posted):
    posted = {"file": [str(office.deposit().pk)], **posted} if "file" not in posted else posted
    assert said(sign_in("counter"), "/desk/many/incident", posted)[0][0] == "warning"


def test_a_step_of_the_lead_is_offered_for_all_and_taken_for_all(office, lead, members, sign_in):
    client = sign_in("agent")
    step = f"/desk/cases/{lead.pk}/steps/resolve"
    assert "ولباقي ملفات العطب العام" in client.get(step).content.decode()
    lines = said(client, step, {"result": "founded", "answer": "عاد الماء.", "for_all": "on"})
    assert ("success", "وأُنجز ذلك في ملفين آخرين من العطب العام.") in lines
    assert {Case.objects.get(pk=case.pk).state for case in (lead, *members)} == {"returned"}


def test_ticked_off_it_is_taken_for_the_lead_alone(lead, members, sign_in):
    step = f"/desk/cases/{lead.pk}/steps/resolve"
    sign_in("agent").post(step, {"result": "founded", "answer": "عاد الماء."})
    assert [Case.objects.get(pk=case.pk).state for case in (lead, members[0])] == ["returned", "in_incident"]


def test_news_are_sent_from_the_page_of_the_fault(office, lead, members, sign_in):
    assert said(sign_in("head"), path(lead), {"act": "say", "words": "يعود ليلا."})[0][0] == "success"
    assert Incident.objects.get().words == "يعود ليلا."
