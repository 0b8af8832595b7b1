"""Opens the one agency of a benchmark: the water utility of the demonstration town, without its history."""

from datetime import UTC, datetime

import django

from bench.house import AGENCY


def main() -> None:
    from shubbak.config.demonstration import town

    described = next(body for body in town.agencies_of_town() if body.code == AGENCY)
    town.open_agency_of_town(description=described, at=datetime.now(UTC).replace(microsecond=0))


if __name__ == "__main__":
    django.setup()
    main()
