"""What was erased, on a path beside the database: an older backup that is restored brings the files back, and
this says which of them go again. One line a file, its id and when; nothing personal.
"""

from pathlib import Path

from django.conf import settings

from shubbak.agencies.queries import current_agency
from shubbak.privacy.rules import Erased, erased_of
from shubbak.registry.books.black_box import append_synced


def remember(erased: Erased) -> None:
    """On disk before the transaction commits: a line too many erases again what is erased already.

    :raises OSError: then nothing is erased.
    """
    append_synced(_path(), erased.text().encode("ascii"))


def remembered() -> list[Erased]:
    path = _path()
    return erased_of(path.read_text(encoding="ascii").splitlines()) if path.exists() else []


def _path() -> Path:
    return Path(settings.SHUBBAK_BLACK_BOX) / f"{current_agency().code}.erased"
