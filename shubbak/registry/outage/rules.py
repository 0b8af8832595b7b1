"""What a sheet of paper may do while the machines are down. No Django."""

from datetime import datetime

from shubbak.registry.books.rules import RegistryRefused, to_whole_second

MOST_SHEETS = 60
"""At once: a day without the house's machines."""


def check_sheets(count: int) -> None:
    """:raises RegistryRefused: ``count_of_sheets``."""
    if not 1 <= count <= MOST_SHEETS:
        raise RegistryRefused("count_of_sheets")


def check_arrival(arrived_at: datetime, *, printed_at: datetime, at: datetime) -> None:
    """A letter on a sheet came after the sheet was printed, and before it is typed in.

    :raises RegistryRefused: ``before_the_sheet``, ``arrival_in_the_future``.
    """
    if arrived_at < to_whole_second(printed_at).replace(second=0):
        raise RegistryRefused("before_the_sheet")
    if arrived_at > at:
        raise RegistryRefused("arrival_in_the_future")
