"""Notes in which somebody is named, and opinions asked of another unit, at the desk."""

from shubbak.cases.models import Mention, Note, OpinionRequest
from tests.cases.test_workflow import referred


def act(case, name):
    return f"/desk/cases/{case.pk}/acts/{name}"


def test_a_colleague_is_named_from_a_list_or_in_the_note_itself(office, sign_in):
    case = referred(office)
    client = sign_in("agent")
    page = client.get(f"/desk/cases/{case.pk}").content.decode()
    assert '<option value="colleague">' in page
    assert '<option value="stranger">' not in page
    typed = {"words": "ما رأيكم؟ @head", "mention": "colleague"}
    assert client.post(act(case, "note"), typed).status_code == 302
    named = {mention.staff for mention in Mention.objects.all()}
    assert named == {office.staff["colleague"], office.staff["head"]}


def test_whoever_may_not_see_the_file_is_refused_beside_the_line(office, sign_in):
    client = sign_in("agent")
    refused = client.post(act(referred(office), "note"), {"words": "انظر", "mention": "stranger"})
    assert "هم وحدهم من يطلع على هذا الملف" in refused.content.decode()
    assert not Note.objects.exists()


def test_the_list_of_notes_to_read_is_there_until_they_are_read(office, sign_in):
    case = referred(office)
    sign_in("agent").post(act(case, "note"), {"words": "انظر من فضلك", "mention": "colleague"})
    client = sign_in("colleague")
    assert "?tab=mentioned" in client.get("/desk/").content.decode()
    assert "اطلعت عليها" in client.get(f"/desk/cases/{case.pk}").content.decode()
    assert client.post(act(case, "read")).status_code == 302
    assert "?tab=mentioned" not in client.get("/desk/").content.decode()


def test_an_opinion_is_asked_read_and_answered(office, sign_in):
    case = referred(office)
    typed = {"unit": "electricity_network", "question": "هل يمر خط من هنا؟", "due_on": "2026-11-20"}
    assert sign_in("agent").post(act(case, "ask-opinion"), typed).status_code == 302
    asked = sign_in("stranger")
    assert case.number in asked.get("/desk/?tab=opinion").content.decode()
    page = asked.get(f"/desk/cases/{case.pk}").content.decode()
    assert typed["question"] in page
    assert act(case, "answer-opinion") in page
    assert asked.post(act(case, "send"), {"unit": "customers"}).status_code == 409
    assert asked.post(act(case, "answer-opinion"), {"words": "لا يمر."}).status_code == 302
    assert asked.get(f"/desk/cases/{case.pk}").status_code == 404
    assert "لا يمر." in sign_in("agent").get(f"/desk/cases/{case.pk}").content.decode()
    assert OpinionRequest.objects.get().answered_at
