"""A process of P2: it takes one file in, under the eyes of strace."""

import os
from datetime import UTC, datetime
from io import BytesIO

import django

django.setup()

from shubbak.agencies.models import Agency  # noqa: E402
from shubbak.agencies.schema import look_at  # noqa: E402
from shubbak.documents.actions import store_upload  # noqa: E402
from shubbak.documents.rules import FilePolicy  # noqa: E402
from tests.promises.clients import photograph  # noqa: E402

if __name__ == "__main__":
    look_at(Agency.objects.get(code="miyah"))
    store_upload(
        stream=BytesIO(photograph(os.urandom(24))),
        name="p.png",
        allowed=FilePolicy(("png",), 1_000_000, 1),
        at=datetime.now(UTC),
    )
