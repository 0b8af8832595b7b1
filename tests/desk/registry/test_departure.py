"""Letters that leave, through the doors of the desk: written, sent round, signed, followed on their way."""

from datetime import timedelta
from io import BytesIO

import pytest

from shubbak.documents.sealing.certificate import own_certificate
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import declare_letter_model, declare_register
from shubbak.registry.departure.issuing import issue_waiting
from shubbak.registry.departure.letter_models import LETTER_MODELS
from shubbak.registry.models import Addressee, Draft, Letter
from shubbak.registry.rules import RegisterFacts
from tests.cases.office import named
from tests.desk.registry.conftest import SENDER
from tests.documents import pdfs

FOLDER = "/desk/registry/departure/"
WALI = {"name": "ولاية الجهة", "kind": "authority", "way": "email", "email": "wilaya@example.ma"}
WORDS = {"subject": "جواب عن طلب", "body": "وبعد،\n\nفإن الربط ممكن.", "language": "ar", "secrecy": "open"}


@pytest.fixture
def house(registry, settings, tmp_path):
    settings.SHUBBAK_SEALS = tmp_path / "seals"
    facts = RegisterFacts("outgoing_letters", "outgoing", "ر {n}/{year}", named("out"), "out")
    declare_register(facts=facts, actor=SYSTEM, at=registry.at)
    for model in LETTER_MODELS:
        declare_letter_model(facts=model, actor=SYSTEM, at=registry.at)
    return registry


@pytest.fixture
def agent(house, sign_in):
    return sign_in("agent")


def follow(client, address, typed=None):
    """What somebody reads after a form that was taken."""
    answer = client.post(address, typed or {})
    assert answer.status_code == 302, answer.content.decode()[:20000]
    page = client.get(answer["Location"])
    assert page.status_code == 200
    return page.content.decode()


def written(client, query="", **changes):
    before = set(Draft.objects.values_list("pk", flat=True))
    follow(client, f"{FOLDER}new{query}", {**WORDS, "unit": "water_network", **changes})
    return Draft.objects.exclude(pk__in=before).get()


def signed(house, agent, sign_in, **addressee):
    """The address of a letter that the director has signed."""
    draft = written(agent)
    follow(agent, f"{FOLDER}{draft.pk}/addressees/add", {**WALI, **addressee})
    director = house.staff["director"].pk
    follow(agent, f"{FOLDER}{draft.pk}/round", {"order": "order", "signatory": director})
    follow(sign_in("director"), f"{FOLDER}{draft.pk}/sign")
    issue_waiting(at=house.at)
    return f"{FOLDER}{draft.pk}"


def test_a_letter_is_written_from_a_model(agent):
    page = agent.get(f"{FOLDER}new?model=reply-ar").content.decode()
    assert "يشرفني أن أخبركم" in page
    draft = written(agent)
    assert (draft.subject, draft.unit.code, draft.author.name) == ("جواب عن طلب", "water_network", "agent")
    follow(agent, f"{FOLDER}{draft.pk}/edit", {**WORDS, "subject": "موضوع آخر"})
    assert "موضوع آخر" in agent.get(FOLDER).content.decode()


def test_two_agree_in_order_and_the_director_signs(house, agent, sign_in):
    draft = written(agent)
    follow(agent, f"{FOLDER}{draft.pk}/addressees/add", WALI)
    asked = {f"visa_{place}": house.staff[name].pk for place, name in ((1, "head"), (2, "secretary"))}
    round_ = {**asked, "order": "order", "signatory": house.staff["director"].pk}
    follow(agent, f"{FOLDER}{draft.pk}/round", round_)
    assert sign_in("secretary").post(f"{FOLDER}{draft.pk}/visa").status_code == 409
    for name in ("head", "secretary"):
        assert draft.subject in sign_in(name).get(FOLDER).content.decode()
        follow(sign_in(name), f"{FOLDER}{draft.pk}/visa")
    assert "ر 1/2026" in follow(sign_in("director"), f"{FOLDER}{draft.pk}/sign")


def test_a_visa_is_asked_of_the_head_of_the_unit_whoever_that_is(house, agent, sign_in):
    draft = written(agent)
    follow(agent, f"{FOLDER}{draft.pk}/addressees/add", WALI)
    round_ = {"visa_1": "unit_head", "order": "order", "signatory": house.staff["director"].pk}
    assert "رئيس المصلحة المحررة" in follow(agent, f"{FOLDER}{draft.pk}/round", round_)
    follow(sign_in("head"), f"{FOLDER}{draft.pk}/visa")
    assert Draft.objects.get(pk=draft.pk).state == "for_signature"


def test_a_draft_comes_back_with_words(house, agent, sign_in):
    draft = written(agent)
    follow(agent, f"{FOLDER}{draft.pk}/addressees/add", WALI)
    follow(agent, f"{FOLDER}{draft.pk}/round", {"order": "order", "signatory": house.staff["head"].pk})
    head = sign_in("head")
    assert head.post(f"{FOLDER}{draft.pk}/refuse", {"words": ""}).status_code == 200
    follow(head, f"{FOLDER}{draft.pk}/refuse", {"words": "أضف المرجع"})
    assert "أضف المرجع" in agent.get(f"{FOLDER}{draft.pk}").content.decode()


def test_others_find_no_such_draft(agent, sign_in):
    draft = written(agent)
    for name in ("stranger", "clerk", "counter"):
        assert sign_in(name).get(f"{FOLDER}{draft.pk}").status_code == 404
    assert sign_in("auditor").get(FOLDER).status_code == 404


def test_the_preview_says_that_it_is_a_draft_and_the_letter_is_sealed(house, agent, sign_in):
    address = signed(house, agent, sign_in)
    draft = written(agent)
    assert agent.get(f"{FOLDER}{draft.pk}/preview.pdf").content.startswith(b"%PDF")
    assert agent.get(f"{FOLDER}{draft.pk}/letter.pdf").status_code == 404
    sealed = b"".join(agent.get(f"{address}/letter.pdf").streaming_content)
    assert b"ETSI.CAdES.detached" in sealed


def test_a_reply_goes_to_whoever_wrote_and_names_what_it_answers(house, clerk, entered, sign_in):
    came = entered(email="interieur@example.ma")
    director = sign_in("director")
    assert f"reply={came.pk}" in director.get(f"/desk/registry/letters/{came.pk}").content.decode()
    page = follow(director, f"{FOLDER}new?reply={came.pk}", {**WORDS, "unit": "general_secretariat"})
    assert all(said in page for said in (SENDER, "interieur@example.ma", "و 1/2026"))
    agent = sign_in("agent")
    assert agent.get(f"{FOLDER}new?reply={came.pk}").status_code == 404
    assert agent.get(f"{FOLDER}new?reply=x").status_code == 404


def test_the_clerk_notes_post_delivery_and_what_came_back(house, agent, sign_in):
    address = signed(house, agent, sign_in, way="registered_post", address="سطات")
    clerk, sending = sign_in("clerk"), f"{FOLDER}sending/{Addressee.objects.get().pk}"
    assert WALI["name"] in clerk.get(FOLDER).content.decode()
    assert clerk.post(f"{sending}/sent", {"tracking": ""}).status_code == 409
    assert "RR1MA" in follow(clerk, f"{sending}/sent", {"tracking": "RR1MA"})
    assert agent.post(f"{sending}/returned", {"reason": "x"}).status_code == 404
    follow(clerk, f"{sending}/returned", {"reason": "انتقل"})
    assert "انتقل" in clerk.get(address).content.decode()
    follow(clerk, f"{sending}/again", {"way": "post", "address": "الرباط", "email": ""})
    assert Addressee.objects.get().state == "to_send"


def test_the_letter_shows_who_signed_for_it(house, agent, sign_in):
    signed(house, agent, sign_in, way="hand")
    clerk, sending = sign_in("clerk"), f"{FOLDER}sending/{Addressee.objects.get().pk}"
    assert clerk.post(f"{sending}/delivered").status_code == 409
    proof = BytesIO(pdfs.written("وصل"))
    proof.name = "wasl.pdf"
    follow(clerk, f"{sending}/delivered", {"proof": proof})
    letter = clerk.get(f"/desk/registry/letters/{Letter.objects.get().pk}").content.decode()
    assert "wasl.pdf" in letter


def test_an_addressee_is_removed_and_a_draft_withdrawn(agent):
    draft = written(agent)
    follow(agent, f"{FOLDER}{draft.pk}/addressees/add", WALI)
    follow(agent, f"{FOLDER}{draft.pk}/addressees/{Addressee.objects.get().pk}/remove")
    assert not Addressee.objects.exists()
    follow(agent, f"{FOLDER}{draft.pk}/withdraw")
    assert Draft.objects.get().state == "withdrawn"


def test_what_came_by_a_national_portal_is_answered_there(house, entered, sign_in):
    """By a clerk, who writes it there; an e-mail would reach the person, and the portal would wait."""
    came = entered(national_portal="chikaya.ma", national_reference="2026/771", email="a@example.ma")
    director = sign_in("director")
    follow(director, f"{FOLDER}new?reply={came.pk}", {**WORDS, "unit": "general_secretariat"})
    assert [one.way for one in Addressee.objects.all()] == ["national_portal"]
    folder = director.get(f"{FOLDER}{Draft.objects.get().pk}").content.decode()
    assert "عبر البوابة الوطنية التي وردت منها" in folder


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "لم تُوقَّع المراسلة ولم يُعطَ لها أي رقم"),
        ("fr", "La lettre n’est pas signée et n’a pris aucun numéro"),
        ("en", "The letter is not signed and took no number"),
    ],
)
def test_a_seal_that_ended_is_said_before_the_signature_with_who_mends_it(
    house, agent, sign_in, agency, language, said
):
    own_certificate(agency, house.at - timedelta(days=4000))
    draft, director = written(agent), sign_in("director")
    follow(agent, f"{FOLDER}{draft.pk}/addressees/add", WALI)
    follow(agent, f"{FOLDER}{draft.pk}/round", {"order": "order", "signatory": house.staff["director"].pk})
    director.cookies["language"] = language
    answer = director.post(f"{FOLDER}{draft.pk}/sign")
    page = answer.content.decode()
    assert (answer.status_code, said in page, "shubbak keys seal miyah" in page) == (409, True, True)
    assert all(
        "shubbak keys seal" in director.get(shown).content.decode()
        for shown in (FOLDER, f"{FOLDER}{draft.pk}")
    )
    assert "shubbak keys seal" not in agent.get(FOLDER).content.decode()
    assert not Letter.objects.exists()
