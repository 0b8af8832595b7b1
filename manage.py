"""Django's own command line, for those who work on Shubbak; everybody else uses `shubbak`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shubbak.config.settings")
execute_from_command_line(sys.argv)
