"""Reads of cases, always scoped to whoever asks."""

from shubbak.cases.queries.access import (
    access_code_of,
    case_by_link,
    case_of_submission,
    case_opened_before,
)
from shubbak.cases.queries.asides import mentionable, mentionable_units, opinions_of, unread_mentions
from shubbak.cases.queries.calendar import due_dates_moved_by
from shubbak.cases.queries.drafts import draft_by_token, drafts_of
from shubbak.cases.queries.filters import asked_by, counted, own_filter, saved_filters
from shubbak.cases.queries.finding import (
    Found,
    PersonFound,
    every_case_found,
    files_of_person,
    find,
    search_cases,
)
from shubbak.cases.queries.labels import (
    labels_counted,
    labels_numbered,
    labels_of,
    labels_offered,
    labels_to_choose,
)
from shubbak.cases.queries.mail import files_of, mail_of
from shubbak.cases.queries.neighbours import Neighbour, Neighbours, neighbours
from shubbak.cases.queries.page import CasePage, ClockShown, case_page
from shubbak.cases.queries.places import QueueRow
from shubbak.cases.queries.queue import (
    ASIDE,
    EVERY_FILE,
    TABS,
    QueueFilter,
    QueuePage,
    listed,
    queue,
)
from shubbak.cases.queries.scoped import (
    case_visible,
    cases_of_person,
    similar_open_cases,
    visible_to,
)
from shubbak.cases.queries.tallies import MOST_COUNTED
from shubbak.cases.queries.tracking import TrackingView, tracking_view
from shubbak.cases.queries.unsent import unsent_acts
from shubbak.cases.queries.where_found import FileFound

__all__ = [
    "ASIDE",
    "EVERY_FILE",
    "MOST_COUNTED",
    "TABS",
    "CasePage",
    "ClockShown",
    "FileFound",
    "Found",
    "Neighbour",
    "Neighbours",
    "PersonFound",
    "QueueFilter",
    "QueuePage",
    "QueueRow",
    "TrackingView",
    "access_code_of",
    "asked_by",
    "case_by_link",
    "case_of_submission",
    "case_opened_before",
    "case_page",
    "case_visible",
    "cases_of_person",
    "counted",
    "draft_by_token",
    "drafts_of",
    "due_dates_moved_by",
    "every_case_found",
    "files_of",
    "files_of_person",
    "find",
    "labels_counted",
    "labels_numbered",
    "labels_of",
    "labels_offered",
    "labels_to_choose",
    "listed",
    "mail_of",
    "mentionable",
    "mentionable_units",
    "neighbours",
    "opinions_of",
    "own_filter",
    "queue",
    "saved_filters",
    "search_cases",
    "similar_open_cases",
    "tracking_view",
    "unread_mentions",
    "unsent_acts",
    "visible_to",
]
