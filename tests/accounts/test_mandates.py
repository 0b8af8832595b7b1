"""Acting for another: checked at the desk, for some services and a time, ended at once by either side."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from shubbak.accounts.actions import (
    accept_mandate,
    answer_invitation,
    choose_mandate,
    close_account,
    deposit_under,
    end_over,
    forget_over,
    invite_member,
    put_under,
    refuse_mandate,
    renounce,
    revoke,
    revoke_at_desk,
)
from shubbak.accounts.models import Mandate
from shubbak.accounts.queries import (
    correspondents_of,
    file_of,
    file_under_mandate,
    files_of,
    in_force,
    mandate_for_service,
)
from shubbak.accounts.rules import Address, MandateRefused, MandateTerms
from shubbak.cases.actions import begin_draft, save_draft, write_to_person
from shubbak.cases.models import AccessLink, Case, Draft
from shubbak.cases.queries import case_by_link, case_opened_before
from shubbak.documents.models import Document
from shubbak.journal.models import Leaf, LeafContent
from shubbak.notifications.models import Message
from shubbak.notifications.rendering import rendered
from shubbak.people.models import Person
from tests.accounts.people import COMPANY, FATHER, accepted, account, asked, member
from tests.cases.office import ANSWERS, APPLICANT, Office, open_office

DAYS = timedelta(days=1)


@pytest.fixture
def office(agency, at) -> Office:
    return open_office(at)


@pytest.fixture
def holder(office):
    return account("souad@example.ma", office.at)


@pytest.fixture
def father(office):
    return account("+212661000099", office.at)


def written(office, mandate, holder, at=None) -> Draft:
    draft, _ = begin_draft(service_version=office.service, language="ar", at=at or office.at)
    save_draft(draft=draft, answers={**ANSWERS, "name": "سعاد بناني"}, at=at or office.at)
    return choose_mandate(draft=draft, mandate=mandate, account=holder, at=at or office.at)


def deposited(office, mandate, holder) -> Case:
    draft = written(office, mandate, holder)
    return deposit_under(draft=draft, account=holder, actor=APPLICANT, at=office.at)


def refused(code: str):
    return pytest.raises(MandateRefused, match=f"^{code}$")


def test_a_mandate_allows_nothing_before_the_desk_has_checked_it(office, holder):
    mandate = asked(office, holder)
    assert not in_force(office.at).exists()
    with refused("not_yours"):
        accept_mandate(mandate=mandate, checked="", staff=office.staff["agent"], at=office.at)
    with refused("over"):
        written(office, mandate, holder)


def test_the_deposit_says_who_deposited_for_whom(office, holder):
    case = deposited(office, accepted(office, holder), holder)
    assert (case.applicant.name, case.submitter.name) == (FATHER.name, "سعاد بناني")
    assert case.applicant.identity_number == FATHER.identity_number
    assert case.events.get(what="deposited").actor_name == "سعاد بناني"
    assert Leaf.objects.filter(what="mandate.used").exists()


def test_letters_go_to_the_person_and_to_the_holder_while_the_mandate_lasts(office, holder, father):
    mandate = accepted(office, holder)
    case = deposited(office, mandate, holder)
    told = set(Message.objects.filter(about_kind="case").values_list("address", flat=True))
    assert {"+212661000099", "souad@example.ma"} <= told
    revoke(mandate=mandate, account=father, at=office.at)
    Message.objects.all().delete()
    agent = office.actor("counter")
    write_to_person(case=Case.objects.get(pk=case.pk), words="جواب", actor=agent, at=office.at)
    assert list(Message.objects.filter(about_kind="case").values_list("address", flat=True)) == [
        father.address
    ]


@pytest.mark.parametrize("side", ["father", "holder", "desk"])
def test_either_side_ends_it_and_the_next_look_is_refused(office, holder, father, side):
    mandate = accepted(office, holder)
    case = deposited(office, mandate, holder)
    generation = Case.objects.get(pk=case.pk).code_generation
    assert file_under_mandate(holder, case.pk, office.at) == mandate
    if side == "desk":
        revoke_at_desk(mandate=mandate, reason="حضر الموكل", staff=office.staff["counter"], at=office.at)
    elif side == "father":
        revoke(mandate=mandate, account=father, at=office.at)
    else:
        renounce(mandate=mandate, account=holder, at=office.at)
    assert file_under_mandate(holder, case.pk, office.at) is None
    assert file_of(holder, case.pk) is None
    assert files_of(holder, office.at) == []
    assert mandate_for_service(holder, case.service, office.at) == []
    assert case_opened_before(case.pk, generation) is None
    assert not AccessLink.objects.filter(case=case, revoked_at=None).exists()


def test_whoever_is_nobody_in_it_ends_nothing(office, holder):
    mandate = accepted(office, holder)
    stranger = account("stranger@example.ma", office.at)
    with refused("not_yours"):
        revoke(mandate=mandate, account=stranger, at=office.at)
    with refused("not_yours"):
        renounce(mandate=mandate, account=stranger, at=office.at)
    with refused("not_yours"):
        revoke_at_desk(mandate=mandate, reason="", staff=office.staff["agent"], at=office.at)


def test_its_last_day_is_its_own_end_and_the_worker_draws_new_codes(office, holder):
    mandate = accepted(office, holder)
    case = deposited(office, mandate, holder)
    assert file_under_mandate(holder, case.pk, office.at + 30 * DAYS) is not None
    assert file_under_mandate(holder, case.pk, office.at + 31 * DAYS) is None
    assert end_over(at=office.at + 31 * DAYS) == 1
    assert end_over(at=office.at + 31 * DAYS) == 0
    assert Case.objects.get(pk=case.pk).code_generation == case.code_generation + 1


def test_it_covers_the_services_that_it_names(office, holder):
    mandate = accepted(office, holder, services=("supply-restoration",))
    assert mandate_for_service(holder, "technical-complaint", office.at) == []
    with refused("over"):
        written(office, mandate, holder)


def test_a_right_to_see_deposits_nothing(office, holder):
    mandate = accepted(office, holder, right="see")
    with refused("over"):
        written(office, mandate, holder)


def test_a_mandate_that_ended_while_one_wrote_registers_nothing(office, holder, father):
    mandate = accepted(office, holder)
    draft = written(office, mandate, holder)
    revoke(mandate=mandate, account=father, at=office.at)
    with refused("over"):
        deposit_under(draft=draft, account=holder, actor=APPLICANT, at=office.at)
    assert not Case.objects.exists()
    assert Draft.objects.filter(pk=draft.pk, case_id=None).exists()


def test_a_deposit_repeated_is_one_file(office, holder):
    draft = written(office, accepted(office, holder), holder)
    first = deposit_under(draft=draft, account=holder, actor=APPLICANT, at=office.at)
    again = deposit_under(draft=Draft.objects.get(pk=draft.pk), account=holder, actor=APPLICANT, at=office.at)
    assert first.pk == again.pk


def test_members_of_an_institution_share_its_files_until_they_are_removed(office, holder):
    clerk, reader = account("clerk@example.ma", office.at), account("+212661000055", office.at)
    owner = accepted(office, holder, COMPANY, right="owner", ends=None)
    theirs = member(owner, holder, clerk, "deposit", office.at)
    seen = member(owner, holder, reader, "see", office.at)
    case = deposited(office, theirs, clerk)
    for one in (holder, clerk, reader):
        assert [found.pk for found in files_of(one, office.at)] == [case.pk]
    with refused("not_yours"):
        revoke(mandate=seen, account=clerk, at=office.at)
    revoke(mandate=theirs, account=holder, at=office.at)
    assert files_of(clerk, office.at) == []
    assert [found.pk for found in files_of(reader, office.at)] == [case.pk]


def test_with_its_owner_every_member_goes_at_once(office, holder):
    reader = account("reader@example.ma", office.at)
    owner = accepted(office, holder, COMPANY, right="owner", ends=None)
    member(owner, holder, reader, "see", office.at)
    case = deposited(office, owner, holder)
    revoke_at_desk(mandate=owner, reason="", staff=office.staff["counter"], at=office.at)
    assert file_under_mandate(reader, case.pk, office.at) is None
    assert end_over(at=office.at) == 1


def test_only_whoever_proved_the_invited_address_takes_the_invitation(office, holder):
    owner = accepted(office, holder, COMPANY, right="owner", ends=None)
    terms = MandateTerms("see", office.at.date())
    to = Address("email", "new@example.ma")
    invited = invite_member(owner=owner, account=holder, address=to, name="جديد", terms=terms, at=office.at)
    with refused("not_yours"):
        answer_invitation(mandate=invited, account=holder, accepts=True, at=office.at)
    with refused("known"):
        invite_member(owner=owner, account=holder, address=to, name="جديد", terms=terms, at=office.at)
    assert "دعوة" in rendered(Message.objects.get(address=to.text)).subject


def test_a_person_has_no_owner_and_a_member_invites_nobody(office, holder):
    with refused("owner_of_person"):
        asked(office, holder, FATHER, right="owner")
    owner = accepted(office, holder, COMPANY, right="owner", ends=None)
    clerk = account("clerk@example.ma", office.at)
    theirs = member(owner, holder, clerk, "deposit", office.at)
    with refused("not_owner"):
        invite_member(
            owner=theirs,
            account=clerk,
            address=Address("email", "x@example.ma"),
            name="س",
            terms=MandateTerms("see", office.at.date()),
            at=office.at,
        )


def test_the_desk_refuses_with_a_reason_and_settles_once(office, holder):
    mandate = asked(office, holder)
    refuse_mandate(mandate=mandate, reason="الوكالة منتهية", staff=office.staff["counter"], at=office.at)
    assert "الوكالة منتهية" in rendered(Message.objects.get(template="refused")).text
    with refused("settled"):
        accept_mandate(mandate=mandate, checked="", staff=office.staff["counter"], at=office.at)


def test_the_desk_puts_an_older_file_under_it(office, holder):
    case, mandate = office.deposit(), accepted(office, holder)
    put_under(mandate=mandate, number=case.number, staff=office.staff["counter"], at=office.at)
    assert file_under_mandate(holder, case.pk, office.at) == mandate
    with refused("no_file"):
        put_under(mandate=mandate, number="999/2026", staff=office.staff["counter"], at=office.at)


def test_the_message_about_its_end_brings_the_new_codes_to_the_person_alone(office, holder):
    mandate = accepted(office, holder)
    case = deposited(office, mandate, holder)
    renounce(mandate=mandate, account=holder, at=office.at)
    theirs = rendered(Message.objects.get(template="ended_for_you"))
    assert case.number in theirs.text
    assert case.number not in rendered(Message.objects.get(template="ended")).text


def test_a_link_that_the_holder_got_opens_nothing_after_the_end(office, holder):
    mandate = accepted(office, holder)
    case = deposited(office, mandate, holder)
    renounce(mandate=mandate, account=holder, at=office.at)
    assert all(link.revoked_at for link in AccessLink.objects.filter(case=case))
    assert case_by_link(token="x", at=office.at) is None


def test_a_closed_account_acts_for_nobody(office, holder):
    mandate = accepted(office, holder)
    close_account(account=holder, at=office.at)
    assert Mandate.objects.get(pk=mandate.pk).ended_by == "holder"


def test_what_is_over_for_a_year_is_erased_with_its_persons_and_its_paper(office, holder):
    mandate = accepted(office, holder)
    renounce(mandate=mandate, account=holder, at=office.at)
    assert forget_over(at=office.at + 364 * DAYS) == 0
    assert forget_over(at=office.at + 366 * DAYS) == 1
    assert not Mandate.objects.exists()
    assert not Document.objects.filter(pk=mandate.paper_id).exists()
    assert Person.objects.get(pk=mandate.principal_id).name == "—"
    assert not LeafContent.objects.filter(content__icontains=FATHER.name).exists()


def test_the_database_refuses_what_no_action_writes(office, holder):
    mandate = accepted(office, holder)
    for wrong in ({"paper": None}, {"ends": mandate.starts - DAYS}, {"ended_at": office.at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mandate.objects.filter(pk=mandate.pk).update(**wrong)


def test_nobody_is_written_to_of_a_file_under_none(office):
    assert correspondents_of(office.deposit(), office.at) is None
