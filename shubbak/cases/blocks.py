"""Text blocks of the agency, filled with what a file knows."""

from datetime import datetime

from shubbak.agencies.queries import current_agency
from shubbak.cases.letters import filled, letter_values
from shubbak.cases.models import Case, CaseLetter
from shubbak.catalogue.models import AnswerBlock
from shubbak.catalogue.queries import spec_of
from shubbak.foundation.localized import pick
from shubbak.foundation.text import without_controls


def block_words(block: AnswerBlock, case: Case, at: datetime) -> str:
    """The words of a block in the language of the file, to be read and changed before they are sent."""
    spec, language = spec_of(case.service_version), case.language
    draft = CaseLetter(case=case, at=at, facts={})
    values = letter_values(case, draft, spec, current_agency(), language)
    return without_controls(filled(pick(block.words, language), values))
