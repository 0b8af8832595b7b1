"""Letters and files, seen from either side."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from shubbak.cases.models import Case, CaseMail
from shubbak.cases.queries.scoped import visible_to
from shubbak.people.models import Staff
from shubbak.registry.models import Letter
from shubbak.registry.queries import letters_on_hold


def mail_of(case: Case) -> Sequence[CaseMail]:
    """The letters in a file, the first one first."""
    known = ("letter__entry__series__register", "letter__entry__subject", "letter__correspondent")
    return list(case.mail.select_related(*known))


def files_of(letter: Letter, staff: Staff, at: datetime) -> list[tuple[Case, bool]]:
    """The files in which a letter lies, and whether the asker may see each."""
    cases = Case.objects.filter(mail__letter=letter).order_by("opened_at", "pk")
    seen = set(visible_to(staff, at).filter(mail__letter=letter).values_list("pk", flat=True))
    return [(case, case.pk in seen) for case in cases]


def letters_in_files() -> QuerySet[CaseMail, UUID]:
    """Letters that lie in a file whose contents are there: they are kept as long as it is."""
    return CaseMail.objects.filter(case__erased_at=None).values_list("letter", flat=True)


def letters_kept(ids: Collection[UUID], *, besides: Case) -> set[UUID]:
    """Which of these letters another file or a hold keeps."""
    return {*letters_in_files().filter(letter__in=ids).exclude(case=besides), *letters_on_hold(ids)}
