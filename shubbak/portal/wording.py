"""Why the portal could not do what was asked, in the person's language."""

from django.utils.translation import gettext

from shubbak.accounts.rules import MandateRefused
from shubbak.cases.rules import Refused


def refused_words(refused: Refused) -> str:
    """The sentence to show; an unknown code says at least that the file has moved on."""
    words = {
        "closed": gettext("This file is closed. If it is not settled, open it again."),
        "nothing_asked": gettext("This was answered already. Nothing is asked of you now."),
        "empty": gettext("Write your message."),
        "no_silence": gettext("The time to answer has not run out, or the answer is there."),
        "guard:within_reopening": gettext("The time to open this file again is over. You may deposit anew."),
        "guard:reason": gettext("Say what is not settled."),
        "guard:correction": gettext("Send the paper, or answer in words."),
    }
    return words.get(refused.code) or gettext("The file has moved on since you opened this page. Look again.")


def mandate_words(refused: MandateRefused) -> str:
    """Why a mandate cannot be asked for, given or ended so."""
    words = {
        "ends_before_it_starts": gettext("The last day lies before the first."),
        "over_already": gettext("The last day of this mandate is over."),
        "too_many_asked": gettext("The counter checks what you asked for first; then you may ask for more."),
        "owner_of_person": gettext("Only an institution has somebody who says who else acts for it."),
        "known": gettext("There is a mandate already for this address. End it first, to change it."),
        "too_many": gettext("This institution has as many people who act for it as it may have."),
    }
    return words.get(refused.code) or gettext(
        "This mandate has changed since you opened the page. Look again."
    )
