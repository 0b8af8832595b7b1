"""People who leave traces everywhere a file can hold them; every word of theirs bears their canary."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from shubbak.accounts.actions import (
    accept_mandate,
    ask_for_code,
    ask_mandate,
    keep_opened,
    put_under,
    revoke_at_desk,
    sign_in,
)
from shubbak.accounts.models import Account, SignInCode
from shubbak.accounts.rules import Address, MandateTerms, code_of
from shubbak.agencies.queries import agency_key, current_agency
from shubbak.cases.actions import (
    add_paper,
    advance,
    answer_observation,
    ask_for_papers,
    begin_draft,
    correct_applicant,
    deposit_draft,
    keep_text,
    keep_unsent,
    lay_paper,
    note,
    receive_from_person,
    save_draft,
    write_to_person,
)
from shubbak.cases.models import Case, LetterNumber, ObservationItem
from shubbak.cases.rules import AnswerItem, AskedItem, PaperFacts, PersonFacts, StepFacts
from shubbak.contact.actions import Said, check_identity, keep_contact
from shubbak.documents.actions import store_bytes
from shubbak.documents.models import Document
from shubbak.feedback.actions import rate, reopen
from shubbak.people.actions import Described, reveal_identity
from tests.cases.office import ANSWERS, APPLICANT, Office
from tests.promises.lives_of_letters import entries_of, write_letters


@dataclass
class Life:
    """One person with their file; `figures` are those of their telephone."""

    rank: int
    case: Case
    office: ClassVar[Office]

    @property
    def canary(self) -> str:
        return f"canary{self.rank:05d}x"

    @property
    def figures(self) -> str:
        return f"66{self.rank:05d}77"

    def canaries(self) -> list[str]:
        return [self.canary, self.figures]

    def said(self, where: str) -> str:
        return f"{where} {self.canary} {self.figures}"

    def outgoing(self) -> list[object]:
        numbered = LetterNumber.objects.filter(letter__case=self.case).values_list("entry", flat=True)
        return [*numbered, *entries_of(self.case)]

    def reopen(self, at: datetime) -> None:
        reopen(case=self.case, reason=self.said("again"), actor=APPLICANT, at=at)

    def paper(self, where: str, at: datetime) -> Document:
        content = f"%PDF-1.7 {self.said(where)}".encode()
        name = f"{self.canary}-{where}.pdf"
        return store_bytes(content=content, name=name, format_code="pdf", at=at, direction="in")


def live(office: Office, rank: int, at: datetime) -> Life:
    """A whole life: deposited from a draft, asked, answered, decided, told, closed, rated."""
    Life.office = office
    life = Life(rank, Case())
    life.case = _deposited(life, at)
    _worked_on(life, at)
    _talked_about(life, at)
    _asked_about(life, at)
    write_letters(life, at)
    _closed(life, at + timedelta(hours=1))
    _account(life, at)
    _acted_for(life, at)
    return life


def _deposited(life: Life, at: datetime) -> Case:
    draft, _ = begin_draft(service_version=life.office.service, language="ar", at=at)
    given = {"name": life.said("name"), "phone": "0" + life.figures, "email": f"{life.canary}@example.ma"}
    where = {"choice": "address", "district": "nakhil", "street": life.said("street")}
    answers = {**ANSWERS, **given, "where": where}
    other = PersonFacts(
        name=life.said("other"),
        identity_kind="national_card",
        identity_number=life.canary,
        phone="+212" + life.figures,
        address=life.said("address"),
    )
    save_draft(draft=draft, answers=answers, on_behalf_of=other, at=at)
    lay_paper(draft=draft, requirement="photo", document=life.paper("laid", at), at=at)
    return deposit_draft(draft=draft, actor=APPLICANT, at=at)


def _worked_on(life: Life, at: datetime) -> None:
    office, case = life.office, life.case
    facts = StepFacts(unit="water_network")
    case = advance(case=case, step="refer", actor=office.actor("counter"), at=at, facts=facts)
    case = advance(case=case, step="take", actor=office.actor("agent"), at=at)
    asked = [AskedItem(title={"ar": life.said("asked")}, words=life.said("wanted"))]
    ask_for_papers(case=case, items=asked, actor=office.actor("agent"), at=at)
    item = ObservationItem.objects.get(observation__case=case)
    answers = [AnswerItem(item.pk, life.said("answered"), [life.paper("answer", at).pk])]
    answer_observation(case=case, actor=APPLICANT, at=at, answers=answers)


def _talked_about(life: Life, at: datetime) -> None:
    agent, case = life.office.actor("agent"), Case.objects.get(pk=life.case.pk)
    note(case=case, words=life.said("note"), actor=agent, at=at)
    receive_from_person(case=case, words=life.said("in"), actor=APPLICANT, at=at)
    write_to_person(case=case, words=life.said("out"), actor=agent, at=at)
    paper = PaperFacts(life.paper("more", at).pk)
    laid = add_paper(case=case, paper=paper, actor=APPLICANT, at=at)
    keep_text(paper=laid, text=life.said("written"))
    staff = life.office.staff["agent"]
    keep_unsent(case=case, staff=staff, act="acts/note", typed={"words": life.said("unsent")}, at=at)
    reveal_identity(person=case.applicant, actor=agent, at=at, reason=life.said("reason"))
    told = Described(
        name=life.said("corrected"),
        phone="+212" + life.figures,
        email=f"new.{life.canary}@example.ma",
        address=life.said("moved"),
        language="ar",
        preferred_channel="email",
    )
    correct_applicant(case=case, told=told, reason=life.said("request"), actor=agent, at=at)


def _asked_about(life: Life, at: datetime) -> None:
    """Somebody calls, shows who they are and is answered."""
    staff, case = life.office.staff["agent"], Case.objects.get(pk=life.case.pk)
    facts = {"identity", "phone", "email", "deposited", "card"}
    check_identity(case=case, channel="phone", round_=0, matched=facts, staff=staff, at=at)
    said = Said("phone", life.said("asked"), life.said("told"), "answered", life.said("caller"))
    keep_contact(case=case, facts=said, staff=staff, at=at)


def _closed(life: Life, at: datetime) -> None:
    office, case = life.office, Case.objects.get(pk=life.case.pk)
    told = StepFacts(result="unfounded", answer=life.said("reasons"))
    case = advance(case=case, step="resolve", actor=office.actor("agent"), at=at, facts=told)
    case = advance(case=case, step="answer", actor=office.actor("counter"), at=at)
    case.tellings.update(reached=True, message_id=None)
    case = advance(case=case, step="close", actor=office.actor("counter"), at=at)
    rate(case=case, face=3, actor=APPLICANT, at=at, words=life.said("rating"))
    life.case = Case.objects.get(pk=case.pk)


def _account(life: Life, at: datetime) -> None:
    """Of another address: the holder opened the file with its code."""
    asked = ask_for_code(address=Address("email", f"account{life.rank}@example.ma"), language="ar", at=at)
    assert sign_in(asked=asked, typed=code_of(agency_key(current_agency()), asked), at=at)
    account = Account.objects.get(address=SignInCode.objects.get(pk=asked).address)
    keep_opened(account=account, case=life.case, at=at)


def _acted_for(life: Life, at: datetime) -> None:
    """Somebody held a mandate for this person, with its paper, until it was ended."""
    staff, word = life.office.staff["counter"], life.canary
    principal = PersonFacts(
        name=life.said("principal"), phone="+212" + life.figures, email=f"{word}@p.example"
    )
    paper = store_bytes(
        content=f"%PDF-1.7 {life.said('mandate')}".encode(),
        name=f"{word}-mandate.pdf",
        format_code="pdf",
        at=at,
        direction="internal",
    )
    mandate = ask_mandate(
        account=Account.objects.get(address=f"account{life.rank}@example.ma"),
        principal=principal,
        holder_name=life.said("holder"),
        terms=MandateTerms("deposit", at.date()),
        paper=paper,
        at=at,
    )
    accept_mandate(mandate=mandate, checked=life.said("checked"), staff=staff, at=at)
    put_under(mandate=mandate, number=life.case.number, staff=staff, at=at)
    revoke_at_desk(mandate=mandate, reason=life.said("revoked"), staff=staff, at=at)
    life.case = Case.objects.get(pk=life.case.pk)
