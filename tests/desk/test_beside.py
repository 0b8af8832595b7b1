"""From one file to the next, in the order of the list."""

import pytest


@pytest.fixture
def queue(office, sign_in):
    """Addresses of three files as the counter's queue gives them, and the client that read it."""
    for _ in range(3):
        office.deposit()
    client = sign_in("counter")
    groups = client.get("/desk/?tab=unassigned").context["page"].groups
    return client, [row.url for group in groups for row in group.rows]


def beside(client, address):
    return client.get(address).context["beside"]


def test_the_file_knows_its_place_and_its_neighbours(queue):
    client, (first, second, third) = queue
    found = beside(client, second)
    assert (found.before, found.after, found.place, found.total) == (first, third, 2, "3")


def test_the_ends_of_the_list_have_one_neighbour(queue):
    client, (first, _, third) = queue
    assert beside(client, first).before == ""
    assert beside(client, third).after == ""


def test_after_an_act_the_next_file_is_still_the_one_of_the_list(queue):
    client, (_, second, third) = queue
    path, _, trail = second.partition("?")
    assert client.post(f"{path}/acts/take?{trail}")["Location"] == second
    found = beside(client, second)
    assert (found.after, found.place, found.total) == (third, 0, "2")


def test_a_file_opened_by_its_address_has_no_neighbours(queue):
    client, (first, *_) = queue
    assert beside(client, first.partition("?")[0]) is None
    assert beside(client, first.partition("&key=")[0] + "&key=x") is None
