"""Files whose own messages go to an address: `notifications.rules.reach`, said to the database."""

from django.db.models import Q, QuerySet

from shubbak.cases.models import Case

_SMS = "sms"


def cases_written_to(channel: str, address: str) -> QuerySet[Case]:
    """Files about which the body writes to this address: to the one concerned or, where they gave no address,
    to whoever deposited for them. Telephones in E.164; e-mail in any case of letters.
    """
    unreachable = Q(applicant__phone="", applicant__email="")
    return Case.objects.filter(
        _reached("applicant", channel, address) | unreachable & _reached("submitter", channel, address)
    )


def _reached(person: str, channel: str, address: str) -> Q:
    by_text = Q(**{f"{person}__preferred_channel": _SMS}) & ~Q(**{f"{person}__phone": ""})
    if channel == _SMS:
        return Q(**{f"{person}__phone": address}) & (by_text | Q(**{f"{person}__email": ""}))
    return Q(**{f"{person}__email__iexact": address}) & ~by_text
