"""A refusal in words, in the language that is active: what is missing, and what to do."""

from django.utils.translation import gettext

from shubbak.cases.rules import Refused


def refusal_words(refusal: Refused) -> str:
    """One sentence for the person or the member of staff who was refused."""
    sentences = {
        "changed_meanwhile": gettext("Somebody else changed this file meanwhile. Open it again."),
        "step_closed": gettext("This step is not open now."),
        "not_yours": gettext("This step belongs to somebody else."),
        "closed": gettext("This file is closed."),
        "empty": gettext("Write the message first."),
        "asked_before": gettext("Papers are asked for once. Only the head may ask again, with a reason."),
        "nothing_asked": gettext("Nothing is asked of you now."),
        "nothing_to_tell": gettext("There is no result to tell yet."),
        "reasons_missing": gettext("Write the reasons of the decision."),
        "no_extension": gettext("This delay cannot be prolonged."),
        "no_silence": gettext("The time of the body has not run out."),
        "guard:reason": gettext("Write the reason."),
        "guard:answer": gettext("Write the answer to the person."),
        "guard:result": gettext("Choose the result."),
        "guard:observations": gettext("List what is missing, item by item."),
        "guard:correction": gettext("Send what was asked, or write why it cannot be sent."),
        "guard:document": gettext("The document is not on the file yet."),
        "guard:opinion": gettext("The opinion has not been given yet."),
        "guard:unit": gettext("Choose the unit."),
        "guard:assignee": gettext("Choose who takes charge of the file."),
        "guard:outcome_told": gettext(
            "The person has not been told the outcome: reach them, or try three times on two days."
        ),
        "guard:within_reopening": gettext("The time to re-open this file has passed."),
    }
    return sentences.get(refusal.code) or gettext("This cannot be done now.")
