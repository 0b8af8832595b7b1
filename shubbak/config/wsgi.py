"""The web door's entry point, served by granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shubbak.config.settings")
_application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from shubbak.config.admission.door import Admitted  # noqa: E402

application = Admitted(_application, places=settings.SHUBBAK_WEB_THREADS)
