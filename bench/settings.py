"""The settings of an installation, with one address more."""

from shubbak.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
