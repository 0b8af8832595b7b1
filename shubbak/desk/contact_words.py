"""The words of contacts: ways, facts to ask for, what came of it, refusals."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shubbak.contact.rules import ContactRefused
from shubbak.desk.words import Words, word

ENQUIRY_CHANNELS: Words = {
    "phone": pgettext_lazy("enquiry", "By telephone"),
    "counter": pgettext_lazy("enquiry", "At the window"),
    "email": pgettext_lazy("enquiry", "By e-mail"),
    "social": pgettext_lazy("enquiry", "On a social network"),
    "letter": pgettext_lazy("enquiry", "By letter or fax"),
}
IDENTITY_FACTS: Words = {
    "card": _("The card that they show bears the name and the identity number of the file"),
    "identity": _("They say the last characters of their identity number"),
    "phone": _("They say the telephone number that they gave"),
    "email": _("They say the e-mail address that they gave"),
    "deposited": _("They say the day of the deposit"),
}
OUTCOMES: Words = {
    "answered": pgettext_lazy("enquiry", "Answered"),
    "sent": pgettext_lazy("enquiry", "Answered by e-mail, to the address on the file"),
    "passed_on": pgettext_lazy("enquiry", "Put through to the service in charge"),
    "call_back": pgettext_lazy("enquiry", "To be called back"),
    "deposit": pgettext_lazy("enquiry", "Became a deposit"),
    "not_identified": pgettext_lazy("enquiry", "Nothing was said: the check failed"),
}
REFUSALS: Words = {
    "not_yours": _("Your role does not let you answer about this file. Put them through to its unit."),
    "too_few_facts": _(
        "The file holds too little to check who asks. Ask them to come with their card, or with the receipt."
    ),
    "not_checked": _("The check is more than half an hour old, or was used. Check once more who asks."),
    "code_given_before": _("A new code was given after this check already. Check once more who asks."),
    "no_address": _("There is neither e-mail nor telephone on the file. Show the code here."),
    "no_mail": _("There is no e-mail address on the file."),
    "nothing_to_send": _("Write the answer that leaves."),
    "empty": _("Write what was asked."),
}


def refusal_words(refused: ContactRefused, hour: str) -> str:
    """Why nothing may be asked or said now; `hour` is when it may, where a time is all that is missing."""
    if not hour:
        return word(REFUSALS, refused.code)
    return gettext(
        "Five checks of this file have failed within an hour. It can be checked again from %(hour)s on."
    ) % {"hour": hour}
