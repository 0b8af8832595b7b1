"""General faults, as the body tells everybody of them: on the home page, and on the files concerned."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from shubbak.agencies.models import Agency
from shubbak.cases.queries.incidents import known_faults
from shubbak.catalogue.queries import services_listed
from shubbak.foundation.localized import pick
from shubbak.foundation.text import isolate, long_date
from shubbak.foundation.text.digits import to_digits
from shubbak.portal import pages
from shubbak.portal.filling.guide import spoken

_ON_THE_HOME_PAGE = 2


def faults_told(agency: Agency) -> list[pages.Notice]:
    """The newest faults that are not mended, each with the way to report that one is touched too."""
    services = {spec.code: spec for spec in services_listed()}
    return [
        pages.Notice(
            gettext("A general fault that we know of: %(service)s")
            % {"service": pick(services[fault.service].title, spoken())},
            said(fault.words, fault.files, fault.said_at, agency),
            kind="risk",
            icon="alert",
            url=reverse("service", args=[fault.service]),
            link=gettext("It touches you too? Tell us"),
        )
        for fault in known_faults(_ON_THE_HOME_PAGE)
        if fault.service in services
    ]


def said(words: str, files: int, said_at: datetime, agency: Agency) -> str:
    """The words that the body told those concerned, how many files there are, and when it said so."""
    sentence = ngettext(
        "%(files)s file is about it. Last word on %(day)s.",
        "%(files)s files are about it. Last word on %(day)s.",
        files,
    )
    day = said_at.astimezone(ZoneInfo(agency.zone)).date()
    told = long_date(day, spoken(), agency.country, agency.digits)
    return f"{isolate(words)}\n{sentence % {'files': to_digits(str(files), agency.digits), 'day': told}}"
