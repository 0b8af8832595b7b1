import argparse
import shutil

import pytest
from django.db import connection

from shubbak.catalogue import command
from shubbak.catalogue.loader import load_pack, pack_paths
from shubbak.catalogue.spec.build import spec_from
from shubbak.catalogue.spec.units import units_named
from shubbak.journal.rules import SYSTEM
from shubbak.people.actions import open_unit
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


def open_units(agency, name, at):
    """The units that a pack names, in the agency that it is for."""
    connection.set_tenant(agency)
    for code in units_named(spec_from(load_pack(PACKS / f"{name}.yaml").data)):
        open_unit(code=code, name={"ar": code}, actor=SYSTEM, at=at)


def offered(name):
    """A pack's code and version, as it says them itself."""
    spec = spec_from(load_pack(PACKS / f"{name}.yaml").data)
    return f"{spec.code} {spec.version}"


@pytest.mark.django_db
def test_packs_are_published_in_the_agencies_of_their_kind(agency, other_agency, at, tmp_path, capsys):
    open_units(agency, "utility/technical-complaint", at)
    open_units(other_agency, "commune/repair-permit", at)
    for name in ("authority/move-in", "commune/repair-permit", "utility/technical-complaint"):
        shutil.copy(PACKS / f"{name}.yaml", tmp_path)
    assert run("packs publish", str(tmp_path)) == command.OK
    assert capsys.readouterr().out.splitlines() == [
        f"miyah: {offered('utility/technical-complaint')}",
        f"madina: {offered('commune/repair-permit')}",
    ]


@pytest.mark.django_db
def test_a_pack_whose_units_the_body_lacks_is_left_out_with_one_sentence(agency, at, tmp_path, capsys):
    open_units(agency, "utility/technical-complaint", at)
    for name in ("technical-complaint", "termination"):
        shutil.copy(PACKS / f"utility/{name}.yaml", tmp_path)
    assert run("packs publish", "--agency", "miyah", str(tmp_path)) == command.REFUSED
    said = capsys.readouterr()
    assert said.out.splitlines() == [f"miyah: {offered('utility/technical-complaint')}"]
    assert len(said.err.splitlines()) == 1
    assert "termination.yaml: not published, since this body has no unit" in said.err


@pytest.mark.django_db
def test_an_unknown_agency_is_said_to_be_unknown(agency, capsys):
    assert run("packs publish", "--agency", "atlantis", str(PACKS)) == command.NOT_FOUND
