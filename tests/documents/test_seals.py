"""The certificate with which a body seals: given by its operator, looked at first, never thrown away."""

from argparse import Namespace
from datetime import UTC, datetime, timedelta

import pytest

from shubbak.documents.sealing import command
from shubbak.documents.sealing.certificate import own_certificate, path_of

NOW = datetime.now(UTC)


@pytest.fixture
def seals(agency, settings, tmp_path):
    settings.SHUBBAK_SEALS = tmp_path / "seals"
    return settings.SHUBBAK_SEALS


def issued(agency, settings, tmp_path, at=NOW):
    """A file as a provider hands it over."""
    kept, settings.SHUBBAK_SEALS = settings.SHUBBAK_SEALS, tmp_path / f"provider-{at:%Y}"
    file = tmp_path / f"provider-{at:%Y}.p12"
    file.write_bytes(own_certificate(agency, at))
    settings.SHUBBAK_SEALS = kept
    return file


def given(code, file):
    return command.run(Namespace(code=code, file=file))


def test_a_body_seals_with_the_certificate_that_it_is_given(agency, seals, settings, tmp_path, capsys):
    before, file = own_certificate(agency, NOW), issued(agency, settings, tmp_path)
    assert given("miyah", file) == 0
    assert own_certificate(agency, NOW) == file.read_bytes() != before
    assert (path_of("miyah").stat().st_mode & 0o777) == 0o600
    [kept] = [one for one in seals.iterdir() if one != path_of("miyah")]
    assert kept.read_bytes() == before
    assert str(kept) in capsys.readouterr().out


def test_what_does_not_seal_is_refused_and_nothing_changes(agency, seals, settings, tmp_path):
    over, nothing = issued(agency, settings, tmp_path, NOW - timedelta(days=4000)), tmp_path / "x.p12"
    nothing.write_bytes(b"no certificate")
    assert (given("miyah", over), given("miyah", nothing)) == (1, 1)
    assert not path_of("miyah").exists()


def test_it_wants_a_body_and_a_file_that_are_there(agency, seals, tmp_path):
    assert given("nobody", tmp_path / "x.p12") == 2
    assert given("miyah", tmp_path / "x.p12") == 2


def test_alone_it_says_whose_each_certificate_is(agency, seals, capsys):
    own_certificate(agency, NOW)
    assert command.run(Namespace(code=None, file=None)) == 0
    said = capsys.readouterr().out
    assert "miyah: CN=" in said
    assert "issued by itself; until" in said
    assert "madina: none yet" in said
