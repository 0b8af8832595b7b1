"""A head's day: an absent colleague's files go on, marked, found again, and their people reminded."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from tests.accessible import breaks_no_rule
from tests.journeys.steps_desk import Clerk
from tests.journeys.steps_head import ABSENT, THERE, Head, two_files_of_an_absent_colleague
from tests.town import Town

pytestmark = pytest.mark.browser


def test_a_head_deals_with_the_files_of_an_absent_colleague(town: Town, desk: Callable[[str], Clerk]) -> None:
    files = two_files_of_an_absent_colleague(timezone.now())
    head = Head(desk("chef.eau@miyah"))
    head.reads_who_has_what()
    breaks_no_rule(head.page)
    head.hands_over(ABSENT, to=THERE, reason="إجازة مرضية")
    head.makes_label("حي النخيل")
    head.labels(files, "حي النخيل")
    head.keeps_list("حي النخيل", name="عطب النخيل")
    head.reminds(files)
