"""The words of administration: roles, kinds of units, refusals as sentences that say what to do."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import IntegrityError
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.accounts.rules import MandateRefused
from shubbak.cases.rules import Refused
from shubbak.catalogue.wording import WordingRefused
from shubbak.contact.intake.rules import IntakeRefused
from shubbak.desk.arrears_words import REFUSED as ARREARS
from shubbak.desk.money_words import ALARMS, BANKS, CASHIER, DEBITING, DIFFERENCES, LEDGER
from shubbak.desk.words import Words
from shubbak.desk.words import refusal_words as of_files
from shubbak.documents.rules import FileRefused
from shubbak.documents.sealing import SealFailed
from shubbak.documents.wording import refusal_words as of_papers
from shubbak.documents.wording import seal_words
from shubbak.foundation.text import isolate_ltr
from shubbak.payments.biller.rules import BillerRefused
from shubbak.payments.cashier.rules import CashierRefused
from shubbak.payments.debiting.rules import DebitingRefused
from shubbak.payments.ledger.rules import LedgerRefused
from shubbak.payments.online.rules import AlarmRefused
from shubbak.payments.reconciling.rules import DifferenceRefused
from shubbak.planning.sittings.rules import SittingRefused
from shubbak.planning.sittings.wording import WORDS as SITTINGS
from shubbak.registry.rules import RegistryRefused
from shubbak.utility.arrears.rules import ArrearsRefused
from shubbak.utility.bills.rules import BillRefused
from shubbak.utility.metering.rules import ReadingRefused
from shubbak.utility.prepaid.sts.refusals import TokenRefused
from shubbak.utility.prepaid.vending.rules import VendingRefused
from shubbak.utility.subscriptions.rules import SubscriptionRefused

ROLES: Words = {
    "agent": pgettext_lazy("role", "Agent"),
    "head": pgettext_lazy("role", "Head of a unit"),
    "counter": pgettext_lazy("role", "Counter"),
    "director": pgettext_lazy("role", "Director"),
    "general_secretary": pgettext_lazy("role", "General secretary"),
    "complaints": pgettext_lazy("role", "Complaints unit"),
    "auditor": pgettext_lazy("role", "Auditor"),
    "administrator": pgettext_lazy("role", "Administrator"),
    "registrar": pgettext_lazy("role", "Registry clerk"),
    "cashier": pgettext_lazy("role", "Cashier"),
    "head_cashier": pgettext_lazy("role", "Head cashier"),
}
ROLE_HINTS: Words = {
    "agent": _("Works on the files of a unit."),
    "head": _("Puts in charge, decides and signs for a unit."),
    "counter": _("Takes deposits in and tells people the result."),
    "director": _("Sees all files of the body."),
    "general_secretary": _("Arbitrates and supervises complaints."),
    "complaints": _("Classifies complaints and follows them."),
    "auditor": _("Reads everything and changes nothing."),
    "administrator": _("Units, accounts, roles, calendar, services: these pages."),
    "registrar": _("Enters letters in the registers and closes their days."),
    "cashier": _("Takes money at a till and counts it."),
    "head_cashier": _("Signs the closings of all tills and brings the money to the bank."),
}
UNIT_KINDS: Words = {
    "directorate": pgettext_lazy("unit", "Directorate"),
    "division": pgettext_lazy("unit", "Division"),
    "service": pgettext_lazy("unit", "Department"),
    "office": pgettext_lazy("unit", "Office"),
}
READINGS: Words = {
    "decided": _("A colleague has decided on this reading already."),
    "reason_missing": _("Give the reason."),
    "beyond_the_dials": _("The meter cannot show this index."),
    "no_photograph": _("No photograph came with this reading."),
    "seen": _("A colleague has looked at this photograph already."),
    "no_period": _("Write the month as 2026-11."),
    "closes_before_it_opens": _("The last day lies before the first."),
    "file_known": _("This file was taken in before."),
}
REFUSALS: Words = {
    "CircularUnits": _("A unit cannot stand under itself or under one of its own units."),
    "LastAdministrator": _("This is the last administrator: give the role to a colleague first."),
    "SamePerson": _("You proposed this version: a colleague publishes it."),
    "ProposalSettled": _("A colleague has published or dropped this proposal already."),
    "PackRefused": _("The pack has findings: nothing is published. Read them on its page."),
    "one_open_proposal_per_content": _("The same pack is proposed already."),
    "StandInAbsent": _("The colleague who would stand in is away during some of that time."),
    "StandsInMeanwhile": _(
        "The colleague stands in for somebody else in that time: choose another for them first."
    ),
    "WorksElsewhere": _("The colleague has no role of the work in this unit: give the role first."),
    "absent_once_at_a_time": _("An absence of the colleague is noted already during some of that time."),
    "PaletteUnreadable": _(
        "These colours cannot be read on each other, or the accent is red or amber: choose others."
    ),
    "NoSuchFile": _("No file bears this number."),
    "FileOpen": _("The file is open: it is answered and closed first."),
    "FileErased": _("The contents of this file are erased already."),
    "FileHeld": _("The file is held: lift the hold first."),
    "FileListed": _("The file stands on a list already."),
    "ListSettled": _("A colleague has settled this list already."),
    "VisaGiven": _("You have given your visa: a colleague gives the second."),
    "HoldLifted": _("A colleague has lifted the hold already."),
    "PeriodOver": _("The end must come after the beginning, and after now."),
    "one_head_per_unit": _("The unit has the position of a head already."),
    "appointed_once_at_a_time": _("The colleague holds this position already during some of that time."),
    "appointment_ends_after_it_starts": _("The end must come after the beginning."),
    "one_label_of_a_word": _("There is a label with this word already."),
    "one_filter_of_a_name": _("You keep a list under this name already: choose another name."),
    "grant_ends_after_it_starts": _("The end must come after the beginning."),
}
_TAKEN = _("A colleague has just written the same. Read the page again, then decide.")


WORDINGS: Words = {
    "empty": _("Write the text, and the title; a text message too where the letter has one."),
    "unknown_place": _("There is no such place: %(names)s. Use those that are listed."),
    "lost_place": _("The text must keep what the letter is for: %(names)s."),
    "stray_brace": _("A brace stands alone. Places are written like {number}."),
}


def wording_refusal(refused: WordingRefused) -> str:
    """Why a text with places is not kept."""
    names = ", ".join(f"{{{name}}}" for name in refused.names)
    return str(WORDINGS[refused.code]).replace("%(names)s", isolate_ltr(names))


MANDATES: Words = {
    "not_yours": _("Your role does not check mandates."),
    "settled": _("A colleague has settled this mandate already."),
    "no_file": _("There is no file under that number, among those that you may see."),
    "under_one": _("This file is under a mandate already."),
    "known": _("There is a mandate already for this address. End it first, to change it."),
    "ends_before_it_starts": _("The last day lies before the first."),
    "over_already": _("The last day of this mandate is over."),
    "owner_of_person": _("Only an institution has somebody who says who else acts for it."),
}


REGISTRY: Words = {
    "takes_no_letters": _("Services keep this register: no letter is entered in it by hand."),
    "reason_missing": _("Write the reason."),
    "entry_annulled": _("This entry is annulled: nothing is done with its letter any more."),
    "words_missing": _("Write what is to be done."),
    "due_in_the_past": _("This day is over. Choose a later one."),
    "legal_date_stands": _("The law or a court set the day of this letter: it is not put off."),
    "no_recipient": _("Choose the unit that gets the letter."),
    "unit_twice": _("The same unit stands there twice. Each gets the letter once."),
    "one_coordinator": _("One unit coordinates the letter: choose it, or leave it where it is."),
    "coordinator_deals": _("The coordinating unit gets the letter for action or for follow-up."),
    "no_such_unit": _("There is no such unit any more. Choose another one."),
    "unit_has_it": _("This unit has the letter already."),
    "not_opened_yet": _("The envelope is still sealed: whoever leads the body opens it first."),
    "answered_already": _("A colleague has just answered for your unit. Look at the letter again."),
    "not_accepted": _("Accept the letter first, or send it back."),
    "same_unit": _("The letter lies in this very unit. Choose another one."),
    "nothing_to_hand_over": _("No letter is waiting for a slip to this unit."),
    "not_internal": _("Circulars are entered in the internal register."),
    "nothing_to_read": _("Write the circular, or add it as a file."),
    "nobody_to_tell": _("Nobody works in these units: there is nobody to tell."),
    "already_annulled": _("This entry is annulled already."),
    "nothing_packed": _("No letters were packed for the archives, or all were changed since."),
    "same_letter": _("That is this very letter."),
    "linked_already": _("The two letters are linked already."),
    "no_such_letter": _("No letter bears that number in that register."),
    "not_sealed": _("This letter is not sealed."),
    "day_not_over": _("This day has not come yet."),
    "day_closed": _("A colleague has closed this day already."),
    "signed_already": _("The line under this day is signed already."),
    "not_yours": _("This act is somebody else's."),
    "not_a_draft": _("A colleague is asked about this draft already: it is not changed meanwhile."),
    "draft_over": _("This letter is signed or withdrawn already."),
    "no_outgoing_book": _("The body keeps no register of outgoing letters: the administrator opens one."),
    "no_addressee": _("Say first to whom the letter goes."),
    "not_filled_in": _("The letter still holds words between brackets: write in their place what is meant."),
    "name_missing": _("Write to whom it goes."),
    "no_such_way": _("Letters do not leave on this way."),
    "no_email": _("Write the e-mail address: it is sent there."),
    "no_address": _("Write the postal address: it stands on the envelope."),
    "addressed_already": _("The letter goes there already."),
    "too_many_addressees": _("The letter has as many addressees as one may have: write a circular."),
    "visa_twice": _("Each is asked for one visa."),
    "visa_of_author": _("Whoever wrote the draft gives no visa on it."),
    "visa_of_signatory": _("Whoever signs gives no visa besides."),
    "too_many_visas": _("Ask fewer visas."),
    "may_not_sign": _("This colleague does not sign letters of that unit."),
    "no_such_colleague": _("A colleague whom you have named no longer works here."),
    "not_for_visa": _("This draft awaits no visa any more."),
    "not_your_turn": _("Others are asked before you."),
    "not_for_signature": _("This letter does not await its signature."),
    "no_paper_yet": _("The paper is being made: try again in a minute."),
    "sends_by_itself": _("On this way the letter leaves by itself."),
    "not_to_send": _("This letter has left already."),
    "not_sent": _("This letter has not left yet."),
    "not_returned": _("This letter did not come back."),
    "tracking_missing": _("Write the number of the registered item."),
    "proof_missing": _("Lay the signed receipt beside it."),
    "to_oneself": _("This body itself has the letter."),
    "still_sealed": _("A sealed envelope is carried by hand."),
    "is_annulled": _("This entry is annulled."),
    "words_erased": _("What was in this letter is erased."),
    "paper_infected": _("A harmful program was found in a paper of this letter: it is sent to nobody."),
    "no_such_body": _("No body of this installation bears this name."),
    "sent_already": _("This letter went to that body already."),
    "link_over": _("This link was answered or withdrawn already."),
    "count_of_sheets": _("Between 1 and 60 sheets are printed at once."),
    "sheet_settled": _("This sheet was typed in or voided already."),
    "before_the_sheet": _("The sheet was not printed yet at that time."),
    "arrival_in_the_future": _("The time on the sheet lies in the future."),
    "scan_settled": _("A colleague has dealt with this scan meanwhile. Look at the tray again."),
    "nothing_after": _("No scan waits after this one."),
    "no_such_page": _("Choose one of its pages, after the first."),
    "scan_busy": _("The pages could not be put together just now. Try again in a minute."),
    "held_already": _("This letter is kept already."),
    "not_held": _("This letter is not kept any more."),
    "list_open": _("An elimination list awaits its visa: settle it first."),
    "nothing_due": _("No letter is to be eliminated."),
    "reference_missing": _("Write the reference that their letter bears."),
    "list_settled": _("This list is settled already."),
    "two_let_go": _("Whoever drew the list up does not let it go: somebody else must."),
    "two_people": _("Whoever closed the day does not sign beneath it: somebody else must."),
}


INTAKE: Words = {
    "not_yours": _("Your role does not deal with the mail of the body."),
    "handled": _("A colleague has dealt with this message already."),
    "no_such_file": _("No file bears this number."),
    "closed": _("This file is closed: leave the message to the registry office."),
    "reason_missing": _("Choose the reason."),
}
BILLS: Words = {
    "not_computed": _("The run is not reckoned yet, or somebody has approved it meanwhile."),
    "same_person": _("Whoever began a run does not approve it. Somebody else must."),
    "nothing_to_issue": _("Nothing can be issued: every draft waits to be looked at."),
    "already_issued": _("Bills of this run have left already."),
    "already_approved": _("The run was approved meanwhile."),
    "never": _("Such a draft cannot be issued as it is: put right what it says, then bill it again."),
    "due_before_issue": _("The last day to pay must come after the day of issue."),
    "cancelled": _("It was cancelled already, or another stands in its place."),
    "proposed": _("A correction of this bill waits already for somebody to decide."),
    "as_it_is": _("Nothing would change: change what was wrong."),
    "decided": _("Somebody has decided on it meanwhile."),
    "own_proposal": _("You proposed it yourself: somebody else decides."),
    "reason": _("Give the reason."),
    "no_price": _("The tariff has no prices for these days, or there is no such tariff."),
}

_NO_TOKEN = _("The machine makes no such token: look at what you wrote.")
VENDING: Words = {
    "no_module": _("The machine that makes tokens does not answer. Try again in a minute."),
    "no_limit": _("Write the most power, in watts."),
    "sale_pending": _("A token of a paid purchase is being made for this meter: wait for it."),
    "no_change": _("These are the keys that the meter has."),
    "keys_moved_on": _("A colleague has just changed the keys of this meter."),
    "known_meter": _("This meter is written down already."),
    "not_prepaid": _("This meter takes no tokens."),
    "no_holder": _("Nobody holds this contract now."),
    "below": _("The index lies below the last one that was read."),
    "same_person": BANKS["same_person"],
    "decided_before": LEDGER["decided_before"],
    "day_over": _("Their first day is over: propose them anew."),
    "no_meter": _("No single counted meter stands at the place of this contract."),
}
SUBSCRIPTIONS: Words = {
    "group_ended": _("This group has ended."),
    "contract_closed": _("This contract has ended."),
    "other_holder": _("This contract is not the institution’s."),
    "in_a_group": _("This contract is in a group already on that day."),
    "before_it_began": _("This day lies before the contract, its holder or its terms began."),
    "not_yet": _("This day has not come yet."),
    "not_in_it": _("This contract is not in the group any more."),
    "meter_elsewhere": _("This meter stands at another place."),
    "other_commodity": _("This meter counts something else."),
    "beyond_the_dials": _("The meter cannot show this index."),
    "already_removed": _("This meter was taken down already."),
    "before_it_was_fitted": _("This day lies before the meter was put up."),
    "below": _("The index lies below the last one that was read."),
    "read_since": _("The old meter was read after this day: look at that reading first."),
    "prepaid_meter": _("A prepaid meter is put up and exchanged with its keys, under prepaid meters."),
    "same_meter": _("This is the meter that came down: write the number of the new one."),
    "no_meters": _("No meter counts for this contract."),
    "as_it_is": _("Nothing would change: change what was wrong."),
    "reference_taken": _("This reference of that body is of another contract already."),
    "no_reference": _("Write the reference with its letters and figures."),
}
TOKENS: Words = {
    "key_change": _("A meter’s keys do not go back to an earlier base date."),
    "no_test_group": _("This supply group needs a certified machine: ours makes tests alone."),
}


def refusal_words(refused: Exception) -> Promise | str:
    """Why the domain or the database said no."""
    for kind, words in _BY_KIND:
        if isinstance(refused, kind):
            return words(refused)
    name = type(refused).__name__
    if isinstance(refused, IntegrityError):
        told = getattr(refused.__cause__, "diag", None)
        name = getattr(told, "constraint_name", None) or ""
    return REFUSALS.get(name, _TAKEN)


def _unsealed(failed: SealFailed) -> str:
    return f"{gettext('The letter is not signed and took no number.')} {seal_words(failed)}"


_BY_KIND: Sequence[tuple[type[Exception], Callable[[Any], Promise | str]]] = (
    (WordingRefused, wording_refusal),
    (Refused, of_files),
    (FileRefused, of_papers),
    (SealFailed, _unsealed),
    (MandateRefused, lambda refused: MANDATES.get(refused.code, _TAKEN)),
    (RegistryRefused, lambda refused: REGISTRY.get(refused.code, _TAKEN)),
    (ReadingRefused, lambda refused: READINGS.get(refused.code, _TAKEN)),
    (BillRefused, lambda refused: BILLS.get(refused.code, _TAKEN)),
    (CashierRefused, lambda refused: CASHIER.get(refused.code, _TAKEN)),
    (DebitingRefused, lambda refused: DEBITING.get(refused.code, _TAKEN)),
    (AlarmRefused, lambda refused: ALARMS.get(refused.code, _TAKEN)),
    (BillerRefused, lambda refused: BANKS.get(refused.code, _TAKEN)),
    (DifferenceRefused, lambda refused: DIFFERENCES.get(refused.code, _TAKEN)),
    (ArrearsRefused, lambda refused: ARREARS.get(refused.code, _TAKEN)),
    (LedgerRefused, lambda refused: LEDGER.get(refused.code, _TAKEN)),
    (VendingRefused, lambda refused: VENDING.get(refused.code, _TAKEN)),
    (SubscriptionRefused, lambda refused: SUBSCRIPTIONS.get(refused.code, _TAKEN)),
    (TokenRefused, lambda refused: TOKENS.get(refused.reason, _NO_TOKEN)),
    (SittingRefused, lambda refused: SITTINGS.get(refused.code, _TAKEN)),
    (IntakeRefused, lambda refused: INTAKE.get(refused.code, _TAKEN)),
)
