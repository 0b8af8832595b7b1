"""The letters of a life: one brought to the registry with all that befalls it, the answer, and e-mails."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from shubbak.agencies.queries import agency_key, current_agency
from shubbak.cases.actions import lay_letter
from shubbak.cases.models import Case
from shubbak.contact.intake.actions import join_mail
from shubbak.contact.intake.rules import reply_address
from shubbak.contact.models import Mailbox
from shubbak.documents.reading import Said
from shubbak.journal.rules import SYSTEM
from shubbak.registry.actions import (
    accept,
    ask_visas,
    begin_draft,
    classify,
    declare_class,
    declare_nature,
    declare_register,
    dispatch,
    give_back,
    give_visa,
    instruct,
    invite_guest,
    register_letter,
    sign_draft,
)
from shubbak.registry.departure.actions.signing import keep_paper
from shubbak.registry.departure.issuing import issue
from shubbak.registry.filing.plan import PLAN
from shubbak.registry.letters.actions.read import keep_said
from shubbak.registry.letters.natures import NATURES
from shubbak.registry.models import Draft, Entry, FileClass, Letter, Register
from shubbak.registry.rules import (
    AskedVisa,
    Channel,
    Destination,
    DraftFacts,
    Kind,
    LetterFacts,
    Mention,
    Recipient,
    RegisterFacts,
    Sender,
)
from tests.cases.office import Office, employ, named
from tests.contact.mails import ADDRESS, came, mailbox_of, written
from tests.documents.hostile import PDF

if TYPE_CHECKING:
    from tests.promises.lives import Life

LEAVING = "departures"


def write_letters(life: "Life", at: datetime) -> None:
    """What is brought to the registry, answered by the body, and sent by e-mail."""
    _open_registry(life.office, at)
    letter = _brought(life, at)
    _circulated(life, letter, at)
    _answered(life, letter.entry, at)
    _mailed(life, at)


def _open_registry(office: Office, at: datetime) -> None:
    if "clerk" in office.staff:
        return
    mailbox_of(at)
    facts = RegisterFacts(LEAVING, "outgoing", "خ {n}/{year}", named(LEAVING), "out")
    declare_register(facts=facts, actor=SYSTEM, at=at)
    for nature in NATURES:
        declare_nature(facts=nature, actor=SYSTEM, at=at)
    declare_class(facts=PLAN[0], actor=SYSTEM, at=at)
    employ(office, "clerk", "general_secretariat", "registrar", at, whole=True)
    employ(office, "director", "general_secretariat", "director", at, whole=True)


def _sender(life: "Life") -> Sender:
    return Sender(
        Kind.CITIZEN,
        life.said("sender"),
        city=life.canary,
        phone="0" + life.figures,
        email=f"{life.canary}@letters.example",
        address=life.said("lives"),
    )


def _brought(life: "Life", at: datetime) -> Letter:
    """A scan with what was read on it, laid into the file."""
    facts = LetterFacts(
        _sender(life),
        life.said("subject"),
        Channel.HAND,
        "request",
        reference=life.canary,
        enclosures=[life.said("enclosed")],
        papers=[life.paper("scan", at).pk],
    )
    entry = _entered(life, facts, at)
    letter = Letter.objects.select_related("entry__series__register").get(pk=entry)
    said = Said(life.said("text"), f"%PDF-1.7 {life.said('searchable')}".encode())
    keep_said(paper=letter.papers.get(), said=said, at=at)
    lay_letter(letter=letter, number=life.case.number, actor=life.office.actor("clerk"), at=at)
    return letter


def _entered(life: "Life", facts: LetterFacts, at: datetime) -> UUID:
    return register_letter(
        register=Register.objects.get(code="incoming"),
        facts=facts,
        submission_id=uuid4(),
        actor=life.office.actor("clerk"),
        at=at,
        clerk=life.office.staff["clerk"],
    )


def _circulated(life: "Life", letter: Letter, at: datetime) -> None:
    staff = life.office.staff
    instruct(letter=letter, words=life.said("instructed"), staff=staff["director"], at=at)
    for unit, who in (("customers", "counter"), ("water_network", "agent")):
        to = Recipient(unit, Mention.ATTRIBUTION, is_coordinator=True)
        [handed] = dispatch(letter=letter, recipients=[to], staff=staff["clerk"], at=at)
        if who == "counter":
            give_back(handover=handed, reason=life.said("returned"), staff=staff[who], at=at)
        else:
            accept(handover=handed, staff=staff[who], at=at)


def _answered(life: "Life", entry: Entry, at: datetime) -> None:
    """By the unit, with a visa, signed, sent by e-mail and shown by a link; another answer stays a draft."""
    agent, head, director = (life.office.staff[name] for name in ("agent", "head", "director"))
    for _ in range(2):
        draft = _drafted(life, entry, at)
    ask_visas(draft=draft, signatory=director, visas=[AskedVisa(head.pk, 1)], staff=agent, at=at)
    give_visa(draft=draft, staff=head, at=at, words=life.said("visa"))
    sign_draft(draft=draft, staff=director, at=at)
    signed = Draft.objects.get(pk=draft.pk)
    content = f"%PDF-1.7 {life.said('sealed')}".encode()
    keep_paper(draft=signed, content=content, name=f"{life.canary}-out.pdf", at=at)
    issue(draft=signed, at=at)
    invite_guest(
        letter=signed.letter,
        name=life.said("guest"),
        email=f"guest.{life.canary}@example.ma",
        language="ar",
        staff=life.office.staff["clerk"],
        at=at,
    )


def _drafted(life: "Life", entry: Entry, at: datetime) -> Draft:
    facts = DraftFacts(life.said("answer"), life.said("body"), enclosures=[life.said("beside")])
    to = Destination(_sender(life), "email")
    office = life.office
    unit, author = office.units["water_network"], office.staff["agent"]
    return begin_draft(facts=facts, author=author, unit=unit, in_reply_to=entry, to=to, at=at)


def _mailed(life: "Life", at: datetime) -> None:
    """One e-mail that finds its file by the address, one that a clerk joins, one that stays in the tray."""
    box, clerk = Mailbox.objects.get(), life.office.staff["clerk"]
    came(_mail(life, "reply", reply_address(ADDRESS, life.case.pk, agency_key(current_agency()))), box, at)
    joined = came(_mail(life, "joined"), box, at)
    join_mail(mail=joined, number=life.case.number, staff=clerk, at=at)
    left = came(_mail(life, "left"), box, at)
    letter = Letter.objects.select_related("entry__series__register").get(pk=left.entry_id)
    classify(letter=letter, file_class=FileClass.objects.get(), staff=clerk, at=at)


def _mail(life: "Life", what: str, to: str = ADDRESS) -> bytes:
    files = ((f"{life.canary}-{what}.pdf", PDF + life.said(what).encode()), (f"{life.canary}.exe", b"MZ"))
    sender = f"{life.said('writer')} <{what}.{life.canary}@mail.example>"
    return written(subject=life.said(what), text=life.said("wrote"), sender=sender, files=files, to=to)


def entries_of(case: Case) -> list[object]:
    """Of letters that lie in a file, and of those that answer them."""
    mine = [*case.mail.values_list("letter", flat=True), *case.mails.values_list("entry", flat=True)]
    return [*mine, *Letter.objects.filter(in_reply_to__in=mine).values_list("pk", flat=True)]
