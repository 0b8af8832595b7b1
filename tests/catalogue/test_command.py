import argparse
import shutil

import pytest

from shubbak.catalogue import command
from shubbak.catalogue.loader import pack_paths
from tests.catalogue.conftest import PACKS


def run(words, *arguments):
    parser = argparse.ArgumentParser(prog=f"shubbak {words}")
    command.add_arguments(parser)
    return command.run(argparse.Namespace(command=words, **vars(parser.parse_args(arguments))))


def test_good_packs_are_counted(capsys):
    assert run("packs check", str(PACKS)) == command.OK
    assert capsys.readouterr().out == f"{len(pack_paths(PACKS))} packs, nothing to say.\n"


def test_a_bad_pack_is_told_with_file_and_line(changed, capsys):
    path = changed(("needs: [answer]", "needs: [luck]"))
    assert run("packs check", str(path)) == command.REFUSED
    assert "nobody supplies the guard “luck”" in capsys.readouterr().err


def test_a_folder_that_is_not_there_has_a_code_of_its_own(tmp_path, capsys):
    assert run("packs check", str(tmp_path / "none")) == command.NOT_FOUND


def test_sealing_writes_each_version_once(changed, capsys):
    folder = changed().parent
    assert run("packs check", "--seal", str(folder)) == command.OK
    assert run("packs check", "--seal", str(folder)) == command.OK
    assert len((folder / "VERSIONS").read_text().splitlines()) == 1


@pytest.mark.django_db
def test_packs_are_published_in_the_agencies_of_their_kind(agency, other_agency, tmp_path, capsys):
    for name in ("authority/move-in", "commune/repair-permit", "utility/technical-complaint"):
        shutil.copy(PACKS / f"{name}.yaml", tmp_path)
    assert run("packs publish", str(tmp_path)) == command.OK
    assert capsys.readouterr().out.splitlines() == [
        "miyah: technical-complaint 1.0.0",
        "madina: repair-permit 1.0.0",
    ]


@pytest.mark.django_db
def test_an_unknown_agency_is_said_to_be_unknown(agency, capsys):
    assert run("packs publish", "--agency", "atlantis", str(PACKS)) == command.NOT_FOUND
