"""Why tills and the ledger said no."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shubbak.desk.words import Words

CASHIER: Words = {
    "no_such_till": _("There is no such till any more."),
    "till_known": _("There is a till with this number."),
    "till_in_use": _("A colleague stands at this till."),
    "shift_open": _("You stand at a till already: close it first."),
    "no_shift": _("This till is closed."),
    "not_yours": _("This is not your till. The head cashier may do it."),
    "nothing": _("Choose at least one bill, or write an advance."),
    "too_many": _("At most 24 bills at once."),
    "too_little": _("This is less than what is to be paid."),
    "paid_meanwhile": _("A part of this was paid elsewhere a moment ago. Look at what is still owed."),
    "no_such_payable": _("One of these is not owed any more. Look at what is still owed."),
    "cheque_missing": _("Write the number of the cheque and its bank."),
    "reference_missing": _("Write the reference that the terminal printed."),
    "reason_missing": _("Give the reason."),
    "countered_before": _("This receipt was taken back already."),
    "not_a_cheque": _("This was not paid by cheque."),
    "another_person": _("Somebody else must do this."),
    "explain": _("The count differs from what was taken. Count again, or say why."),
    "not_closed": _("The till is not closed yet."),
    "not_signed": _("The closing is not signed yet."),
    "signed_before": _("The closing is signed already."),
    "remitted_before": _("This money is at the bank already."),
    "slip_missing": _("Write the number of the slip of the bank."),
}
LEDGER: Words = {
    "credit_spent": _("What was paid too much was paid out since: it cannot be taken back."),
    "nothing": _("There is nothing left of it."),
    "not_enough_credit": _("There is less credit than that."),
    "asked_before": _("This was asked for already, and waits for a decision."),
    "decided_before": _("A colleague has decided on this already."),
    "same_person": _("You asked for it yourself: somebody else decides."),
    "no_such_payable": _("Nothing is owed under this reference."),
    "other_currency": _("This is owed in another currency."),
    "in_plan": _("It is paid in instalments already."),
    "parts_differ": _("It cannot be shared out like this."),
    "cancelled": _("It is asked no more."),
}
DIFFERENCES: Words = {
    "settled_before": _("The difference is cleared up already."),
    "no_money": _("No money came here that nobody knows."),
    "referred_before": _("A file is open about it already."),
    "no_service": _("The body offers no service for this."),
}
BANKS: Words = {
    **DIFFERENCES,
    "reason_missing": _("Give the reason."),
    "known": _("This name is taken already."),
    "not_a_name": _("Names are made of Latin letters, figures and hyphens; that of a bank of small letters."),
    "not_a_key": _("This is no public key of Ed25519: 32 bytes in base64."),
    "keys_enough": _("The bank has two keys already: withdraw one first."),
    "bank_waits": _("The bank itself waits for a second person."),
    "same_person": _("You proposed it yourself: somebody else puts it in force."),
    "decided_before": LEDGER["decided_before"],
    "proposed_before": _("This waits for a second person already."),
    "nothing_changes": _("These are the limits that hold now."),
    "not_shut": _("The bank looks numbers up: there is nothing to open again."),
}
ALARMS: Words = {
    "no_alarm": _("There is no alarm any more."),
    "reason_missing": _("Give the reason."),
    "not_this_way": _("This cannot be done with this order."),
    "asked_before": LEDGER["asked_before"],
    "decided_before": LEDGER["decided_before"],
    "same_person": LEDGER["same_person"],
    "settled_before": DIFFERENCES["settled_before"],
    "referred_before": DIFFERENCES["referred_before"],
    "no_service": DIFFERENCES["no_service"],
}
DEBITING: Words = {
    "length": _("The number is too short or too long: a RIB has 24 figures, an IBAN of Morocco 28 signs."),
    "letters": _("Write the RIB or the IBAN, letters and figures as on the paper of the bank."),
    "key": _("The check figures do not fit: one of the figures is wrong."),
    "bic": _("A BIC has 8 or 11 letters and figures. It may stay empty."),
    "no_such_payer": _("Nobody holds this contract."),
    "name": _("Write the name of the holder of the account."),
    "signed_later": _("This day has not come yet."),
    "ended_before": _("The mandate has ended already."),
    "no_account": _("First say on which account the body collects."),
    "day": _("Choose a day after today on which banks work."),
    "nothing_due": _("Nothing is left to collect by this day."),
    "same_person": _("You began it: somebody else approves it."),
    "not_waiting": _("A colleague has dealt with it already."),
    "not_approved": _("It is not approved yet."),
    "file_left": _("Its file has left already."),
    "not_sent": _("It is not with the bank."),
    "other_file": _("This report is not about this file, or it names a debit that is not in it."),
}
MEANS: Words = {
    "cash": pgettext_lazy("payment", "Cash"),
    "cheque": pgettext_lazy("payment", "Cheque"),
    "card": pgettext_lazy("payment", "Card"),
}
