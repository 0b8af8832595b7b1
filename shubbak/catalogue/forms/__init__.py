"""The form of a service, for the portal, the desk and the API: one reading of answers for all three."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from shubbak.catalogue.forms.page import PageForm
from shubbak.catalogue.forms.reading import Reading
from shubbak.catalogue.forms.schema import answers_schema
from shubbak.catalogue.forms.shown import (
    ShownAnswer,
    answers_shown,
    applicant_of,
    classes_shown,
    title_of,
)
from shubbak.catalogue.forms.whole import ReadAnswers, answers_problems, read_answers
from shubbak.catalogue.spec import Page, ServiceSpec

__all__ = [
    "PageForm",
    "ReadAnswers",
    "Reading",
    "ShownAnswer",
    "answers_problems",
    "answers_schema",
    "answers_shown",
    "applicant_of",
    "classes_shown",
    "page_form",
    "read_answers",
    "title_of",
]


def page_form(
    spec: ServiceSpec,
    page: Page,
    answers: Mapping[str, Any],
    reading: Reading,
    data: Mapping[str, Any] | None = None,
    files: "MultiValueDict[str, UploadedFile[Any]] | None" = None,
    papers: Mapping[str, int] | None = None,
) -> PageForm:
    """The Django form of one page.

    :param answers: what was answered so far, this page included; it fills the boxes when ``data`` is None.
    :param papers: how many files each document has already, so that a paper sent before is not asked again.
    """
    return PageForm(spec, page, answers, reading, papers=papers or {}, data=data, files=files)
