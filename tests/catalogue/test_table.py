import argparse

from shubbak.catalogue import table
from tests.catalogue.conftest import PACKS, SMALL

SERVICES = PACKS.parent / "docs" / "services.md"


def listed(path):
    return table.run(argparse.Namespace(path=path))


def test_the_page_of_services_is_the_table_of_the_packs():
    assert SERVICES.read_text(encoding="utf-8") == table.listing(PACKS)


def test_a_service_stands_with_what_it_promises(capsys):
    assert listed(SMALL) == 0
    assert "| Small request · طلب صغير | `small` | 2 working days |  |  |" in capsys.readouterr().out


def test_a_promise_to_some_names_the_answers_that_decide():
    urgent = table.listing(PACKS / "commune" / "access-to-information.yaml")
    assert "3 calendar days (by the answers: Urgent" in urgent
    assert "20 working days | 20 working days |" in urgent


def test_a_folder_that_is_not_there_is_said(tmp_path, capsys):
    assert listed(tmp_path / "none") == 2
    assert "There is no" in capsys.readouterr().err
