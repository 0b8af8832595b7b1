"""The settings of the tests: an installation's own, on the database of this test run.

pytest-django loads them before any conftest, so the addresses are chosen here and the server starts later.
"""

from tests.cluster import choose_environment

choose_environment()

from shubbak.config.settings import *  # noqa: E402, F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
