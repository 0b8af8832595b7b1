"""What is typed is kept while it is typed, offered again, and gone once it is sent."""

from urllib.parse import unquote

import pytest

from shubbak.cases.actions import advance
from shubbak.cases.models import Correspondence, UnsentAct
from shubbak.cases.rules import StepFacts


@pytest.fixture
def case(office, at):
    """A file that the agent of the water network has in charge."""
    facts = StepFacts(unit="water_network")
    sent = advance(case=office.deposit(), step="refer", actor=office.actor("counter"), at=at, facts=facts)
    return advance(case=sent, step="take", actor=office.actor("agent"), at=at)


@pytest.fixture
def agent(sign_in):
    return sign_in("agent")


def here(case, *more):
    return "/".join([f"/desk/cases/{case.pk}", *more])


def typed(client, case, act, **words):
    answer = client.post(here(case, "kept", act), {**words, "go": "autosave"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_answer_begun_is_offered_again(agent, case):
    assert "حُفظت المسودة: اليوم" in typed(agent, case, "steps/resolve", answer="وُجد تسرب")
    page = agent.get(here(case, "steps/resolve"))
    assert "وُجد تسرب" in page.content.decode()
    assert page.context["form"].kept


def test_the_file_says_what_was_begun(agent, case):
    typed(agent, case, "steps/resolve", answer="وُجد تسرب")
    (begun,) = agent.get(here(case)).context["unsent"]
    assert begun.url == here(case, "steps/resolve")


def test_nobody_else_reads_it(agent, case, sign_in):
    typed(agent, case, "acts/write", words="كلام لم يُبعث")
    for name in ("colleague", "head"):
        assert "كلام لم يُبعث" not in sign_in(name).get(here(case)).content.decode()


def test_it_goes_with_the_act(agent, case):
    typed(agent, case, "acts/write", words="السلام عليكم")
    agent.post(here(case, "acts/write"), {"subject": "موعد", "words": "السلام عليكم"})
    assert not UnsentAct.objects.exists()
    assert Correspondence.objects.get().subject == "موعد"


def test_a_refusal_loses_nothing(agent, case):
    refused = {"seen": "referred", "result": "founded", "answer": "أُصلح العطب"}
    assert agent.post(here(case, "steps/resolve"), refused).status_code == 409
    page = agent.get(here(case, "steps/resolve"))
    assert "أُصلح العطب" in page.content.decode()


def test_without_a_script_a_button_keeps_it_and_another_throws_it_away(agent, case):
    kept, page = here(case, "kept", "acts/note"), here(case)
    assert agent.post(kept, {"words": "اتصلت بالفرقة"})["Location"] == page
    assert agent.get(page).context["forms"]["note"].kept
    agent.post(kept, {"words": "اتصلت بالفرقة", "forget": "yes"})
    assert not agent.get(page).context["forms"]["note"].kept


def test_an_empty_form_is_not_kept(agent, case):
    typed(agent, case, "acts/note", words="كلام")
    typed(agent, case, "acts/note", words="  ")
    assert not UnsentAct.objects.exists()


def test_only_the_fields_of_the_form_are_kept(agent, case):
    typed(agent, case, "acts/note", words="كلام", other="x", seen="y")
    assert UnsentAct.objects.get().typed == {"words": "كلام"}


@pytest.mark.parametrize("act", ["acts/paper", "acts/x", "steps/x", "other/note"])
def test_a_form_that_is_none_or_takes_files_keeps_nothing(agent, case, act):
    assert agent.post(here(case, "kept", act), {"title": "x"}).status_code == 404


def test_nothing_is_kept_on_a_foreign_file(case, sign_in):
    client = sign_in("stranger")
    assert client.post(here(case, "kept", "acts/note"), {"words": "x"}).status_code == 404
    assert not UnsentAct.objects.exists()


def test_what_is_sent_after_the_session_has_ended_is_shown_once_more_and_does_nothing(agent, case):
    agent.logout()
    sent = agent.post(here(case, "acts/write"), {"subject": "موعد", "words": "السلام عليكم", "go": "yes"})
    assert sent.status_code == 403
    assert sent.context["typed"] == ["موعد", "السلام عليكم"]
    assert f"/staff/login/?next=/desk/cases/{case.pk}/acts/write" in unquote(sent.content.decode())
    assert not Correspondence.objects.exists()


def test_a_button_alone_leads_to_the_sign_in(agent, case):
    agent.logout()
    sent = agent.post(here(case, "acts/take"), {"seen": "referred", "next": str(case.pk)})
    assert sent["Location"] == f"/staff/login/?next={here(case, 'acts/take')}"
