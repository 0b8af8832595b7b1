"""The desk's words: refusals as sentences, tabs, channels, what happened to a file."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.cases.extension import words_of_refusal
from shubbak.cases.rules import Refused

Words = Mapping[str, Promise]

REFUSALS: Words = {
    "step_closed": _("This step is no longer open: the file has moved on. Look at its present stage."),
    "changed_meanwhile": _("A colleague has just changed this file. Read it again, then decide."),
    "not_yours": _("Your role does not allow this on this file. Its unit or its head may do it."),
    "asked_before": _(
        "The person has been asked once already. Only the head of the unit may ask again, and must say why."
    ),
    "information_paper": _("This paper is for information: it may follow, and no file waits for it."),
    "nothing_asked": _("Nothing has been asked of the person."),
    "nothing_to_tell": _("There is no result yet, so there is nothing to tell."),
    "closed": _("The file is closed."),
    "only_the_counter": _("Only the counter closes a file, once the person has been told."),
    "window_over": _("The time for this has passed."),
    "reasons_missing": _("Write the reasons of the result: the person has a right to them."),
    "empty": _("Write the message."),
    "nothing_changed": _("Nothing was changed."),
    "erased": _("The contents of this file are erased."),
    "no_extension": _("This delay cannot be prolonged, or was prolonged already."),
    "yours_already": _("The file is yours already."),
    "in_charge_already": _("A colleague has this file in charge."),
    "not_of_the_unit": _("The colleague does not work in the unit that has the file."),
    "reminded_before": _("Somebody was reminded of this file today already."),
    "nobody_to_remind": _("Nobody but you answers for this file."),
    "no_address": _("The person gave neither e-mail nor telephone for messages: write a letter."),
    "labelled_before": _("The file bears this label already."),
    "not_labelled": _("The file does not bear this label."),
    "label_withdrawn": _("This label is no longer offered."),
    "guard:label": _("Choose a label."),
    "not_of_this_unit": _("You hold no position in this unit, so nothing is shared with it."),
    "enough_filters": _("You keep thirty lists already: drop one first."),
    "nothing_to_hand_over": _("None of these files can go to whoever was chosen: choose others."),
    "receiver_away": _("One of those chosen is away: choose somebody who is there."),
    "to_themselves": _("The files are theirs already: choose somebody else."),
    "no_silence": _("The time of the body has not run out."),
    "may_not_see": _("Only those who may see this file can be named."),
    "own_unit": _("The file lies in this very unit. Choose another one."),
    "asked_already": _("This unit is asked already, and has not answered yet."),
    "day_over": _("Choose a day that is not over."),
    "guard:reason": _("Write the reason."),
    "guard:answer": _("Write the answer that the person will read."),
    "guard:result": _("Choose the result."),
    "guard:observations": _("Choose at least one paper, or write what is missing."),
    "guard:correction": _("Nothing of what was asked has been sent."),
    "guard:document": _("A paper is missing on the file: add it first."),
    "guard:opinion": _("An opinion is still awaited: record it first."),
    "guard:outcome_told": _("The file is not closed before the person was told the result."),
    "guard:unit": _("Choose the unit."),
    "guard:amount": _("Write the amount to pay."),
    "guard:paid": _("The fee is not paid yet."),
    "guard:body": _("Name the competent body."),
    "guard:other_file": _("Write the number of the file that goes on."),
    "no_such_file": _("There is no file of this service under that number, among those that you may see."),
    "no_file_of_number": _("No file bears this number, among those on which you work."),
    "letter_is_there": _("The letter lies in this file already."),
    "letter_is_a_file": _("This letter has become a file already."),
    "same_file": _("That is the number of this very file. Write that of the other one."),
    "file_answered": _("The other file has its result already: answer this one by itself."),
    "no_incidents": _(
        "Files of this service are dealt with one by one: the service knows no general faults."
    ),
    "no_such_incident": _("There is no such general fault for this service."),
    "incident_over": _("This general fault has its result already: answer the file by itself."),
    "incident_already": _("This file belongs to a general fault already."),
    "guard:incident": _("Choose the general fault."),
    "file_elsewhere": _(
        "The other file lies in another unit. Only its head or the complaints unit may join files to it."
    ),
    "guard:assignee": _("Choose who is to be in charge."),
    "not_theirs": _(
        "They do not work where this file lies. Send it to their unit first, or choose somebody else."
    ),
    "guard:within_reopening": _("The time to re-open this file has passed."),
}
_UNKNOWN = _("The file does not allow this now. Read it again.")

TABS: Words = {
    "mine": pgettext_lazy("tab", "Mine"),
    "unit": pgettext_lazy("tab", "My unit's"),
    "mentioned": pgettext_lazy("tab", "Named in a note"),
    "opinion": pgettext_lazy("tab", "Opinion asked of my unit"),
    "overdue": pgettext_lazy("tab", "Overdue"),
    "risk": pgettext_lazy("tab", "At risk"),
    "waiting": pgettext_lazy("tab", "Waiting for the person"),
    "unassigned": pgettext_lazy("tab", "Nobody in charge"),
    "returned": pgettext_lazy("tab", "Back at the counter"),
    "untold": pgettext_lazy("tab", "Result not told"),
    "all": pgettext_lazy("tab", "All"),
}
GROUPS: Words = {
    "late": _("Past their time"),
    "risk": _("At risk of being late"),
    "waiting": _("Waiting for the person – the clock stands still"),
    "in_time": _("In time"),
}
CHANNELS: Words = {
    "portal": pgettext_lazy("channel", "Portal"),
    "app": pgettext_lazy("channel", "Application"),
    "phone": pgettext_lazy("channel", "Telephone"),
    "email": pgettext_lazy("channel", "E-mail"),
    "fax": pgettext_lazy("channel", "Fax"),
    "social": pgettext_lazy("channel", "Social networks"),
    "counter": pgettext_lazy("channel", "Visit"),
    "letter": pgettext_lazy("channel", "Letter"),
    "kiosk": pgettext_lazy("channel", "Kiosk"),
    "chikaya": pgettext_lazy("channel", "National complaints portal"),
    "bank": pgettext_lazy("channel", "Bank"),
    "api": pgettext_lazy("channel", "Other application"),
    "sms": pgettext_lazy("channel", "Text message"),
    "visit": pgettext_lazy("channel", "Visit"),
}
EVENTS: Words = {
    "deposited": _("Deposited and registered; the receipt was given at once"),
    "person_corrected": _("Corrected what is kept about the person"),
    "taken": _("Took the file"),
    "assigned": _("Put a colleague in charge"),
    "handed_over": _("Handed the file over"),
    "sent": _("Sent the file to another unit"),
    "paper": _("Added a paper"),
    "told": _("Told the person the result"),
    "not_told": _("Tried to tell the person; without success"),
    "noted": _("Wrote a note"),
    "labelled": _("Put a label on the file"),
    "unlabelled": _("Took a label off the file"),
    "opinion": _("Recorded an opinion"),
    "opinion_asked": _("Asked another unit for its opinion"),
    "opinion_given": _("Gave the opinion of the unit"),
    "opinion_withdrawn": _("Asks a unit no longer for its opinion"),
    "opinion_late": _("Reminded a unit of the opinion that is late"),
    "correspondence": _("Wrote a message"),
    "received": _("The person wrote a message"),
    "extended": _("Prolonged a delay"),
    "warned": _("Warning: the time is running out"),
    "escalated": _("The time has run out; those above were told"),
    "due_moved": _("The calendar changed; the due date was reckoned again"),
    "code_rotated": _("Drew a new tracking code"),
    "incident_opened": _("Opened a general fault with this file at its head"),
    "incident_entered": _("Linked to a general fault; the person was told"),
    "incident_grown": _("Another file was linked to this general fault"),
    "incident_left": _("No longer part of the general fault"),
    "incident_led": _("This file heads the general fault now: the one before it has ended"),
    "incident_news": _("Told everybody concerned how it goes"),
    "incident_over": _("The general fault is over: none of its files is open"),
    "letter_joined": _("A letter was laid into the file"),
    "joined": _("Joined the file to another one"),
    "joined_by": _("Another file was joined to this one"),
    "joined_answered": _("The file that it was joined to was answered; the person was told"),
    "meter_exchanged": _("Put another meter in the place of one"),
    "contract_prepaid": _("Exchanged the meter for a prepaid one"),
    "plan_agreed": _("Agreed on instalments"),
    "contract_opened": _("Opened a contract"),
    "quotation_made": _("Made the quotation; the person is yet to be told"),
    "told_of_it": _("Told the person of the quotation"),
    "term_agreed": _("Agreed on the last day of a contract"),
    "more_time_offered": _("Gave more time, once its advance is paid"),
    "contract_ended": _("Ended the contract; its final bill is written"),
    "terms_changed": _("The contract has another tariff or power"),
    "payment_reversed": _("A payment of its fee was taken back"),
    "survey_opened": _("The person is asked how it went"),
    "published": _("Published, without names"),
    "silence_claimed": _("The person relies on the silence of the body"),
    "silence_complained": _("The person complained that no answer came in time"),
    "infected": _("A harmful program was found in a paper; the person was asked for it again"),
    "reminded": _("Sent a reminder"),
    "rated": _("The person rated the service"),
    "contact": _("Answered somebody who asked about the file"),
    "identity_shown": _("Checked who asks: the file is theirs"),
    "identity_not_shown": _("Checked who asks: not enough was said rightly"),
    "code_given": _("Gave the person a new tracking code after a check"),
    "from_contact": _("Grew out of a question that was kept"),
    "circulated": _("Laid the file before the bodies of its class"),
    "left_sittings": _("Took the file off the list of those ready for a sitting"),
    "on_agenda": _("Put the file on the agenda of a sitting"),
    "off_agenda": _("Took the file off the agenda of a sitting"),
    "member_opinion": _("A body gave its opinion"),
    "conflict_declared": _("A member takes no part in this file"),
    "designer_heard": _("The designer was heard"),
    "designer_withdrew": _("The designer withdrew before the deliberation"),
    "sitting_outcome": _("The sitting was closed; the committee has said what it thinks"),
    "reservation_lifted": _("Lifted a reservation"),
    "minutes_made": _("Wrote the minutes"),
    "minutes_signed": _("Signed the minutes"),
}
COLOURS: Words = {
    "sea": pgettext_lazy("colour", "Sea blue"),
    "green": pgettext_lazy("colour", "Green"),
    "indigo": pgettext_lazy("colour", "Indigo"),
    "plum": pgettext_lazy("colour", "Plum"),
    "slate": pgettext_lazy("colour", "Slate grey"),
}
ACTORS: Words = {
    "applicant": pgettext_lazy("actor", "The person"),
    "clock": pgettext_lazy("actor", "The clock"),
    "system": pgettext_lazy("actor", "The system"),
    "partner": pgettext_lazy("actor", "Another body"),
}
MESSAGE_STATES: Words = {
    "queued": pgettext_lazy("message", "about to leave"),
    "sent": pgettext_lazy("message", "sent"),
    "failed": pgettext_lazy("message", "not sent yet, will be tried again"),
    "dead": pgettext_lazy("message", "did not arrive"),
}
IDENTITIES: Words = {
    "national_card": _("National card"),
    "residence_card": _("Residence card"),
    "passport": _("Passport"),
    "company_id": _("Company number"),
    "trade_register": _("Trade register"),
}
FACES: Words = {
    "5": pgettext_lazy("rating", "Very satisfied"),
    "4": pgettext_lazy("rating", "Satisfied"),
    "3": pgettext_lazy("rating", "Neither satisfied nor dissatisfied"),
    "2": pgettext_lazy("rating", "Dissatisfied"),
    "1": pgettext_lazy("rating", "Very dissatisfied"),
}
SOLVED: Words = {
    "True": _("says that the matter is settled"),
    "False": _("says that the matter is not settled"),
}
PREFERENCES: Words = {
    "phone": _("preferred contact: telephone"),
    "sms": _("preferred contact: text message"),
    "email": _("preferred contact: e-mail"),
    "letter": _("preferred contact: letter"),
}
LANGUAGES: Words = {"ar": _("Arabic"), "fr": _("French"), "en": _("English")}


def refusal_words(refused: Refused) -> Promise:
    """Why the domain said no, as a sentence that says what to do."""
    return REFUSALS.get(refused.code) or words_of_refusal(refused.code) or _UNKNOWN


def event_words(what: str, facts: Mapping[str, object]) -> str:
    """An event of a file in words, by what came of it."""
    if what == "told" and not facts.get("reached"):
        what = "not_told"
    if what == "correspondence" and facts.get("direction") == "in":
        what = "received"
    return word(EVENTS, what)


def word(table: Words, name: str) -> str:
    """The word for a name, or the name itself where there is none."""
    return str(table.get(name, name))
