"""The newest copy of the time zones wins, where the installation wants that."""

import zoneinfo
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shubbak.foundation.time_zones import newest_path, offsets, settle, version_in


@pytest.fixture
def zones(tmp_path):
    """A folder of zones that says its version in one of the two ways, or not at all."""

    def made(version, name="tzdata.zi"):
        folder = tmp_path / (version or "silent")
        folder.mkdir()
        words = f"# version {version}\n# more\n" if name == "tzdata.zi" else f"{version}\n"
        if version:
            (folder / name).write_text(words)
        return str(folder)

    return made


@pytest.fixture(autouse=True)
def _path_kept():
    before = zoneinfo.TZPATH
    yield
    zoneinfo.reset_tzpath(before)
    zoneinfo.ZoneInfo.clear_cache()


@pytest.mark.parametrize("name", ["tzdata.zi", "+VERSION"])
def test_a_folder_says_its_version_in_either_file(zones, name):
    assert version_in(Path(zones("2026a", name))) == "2026a"


def test_an_older_system_gives_way_to_the_package(zones):
    assert newest_path([zones("2025b")], own="2026a") == ()


def test_a_newer_system_stays(zones):
    folder = zones("2026b")
    assert newest_path([folder], own="2026a") == (folder,)


def test_a_system_that_does_not_say_its_version_or_has_no_zones_gives_way(zones, tmp_path):
    assert newest_path([zones("")], own="2026a") == ()
    assert newest_path([str(tmp_path / "absent")], own="2026a") == ()


def test_only_who_asks_for_the_newest_gets_another_copy_than_the_system(zones):
    before = zoneinfo.TZPATH
    settle("")
    settle("system")
    assert before == zoneinfo.TZPATH
    settle("newest", [zones("1999a")])
    assert zoneinfo.TZPATH == ()
    assert zoneinfo.ZoneInfo("Africa/Casablanca").key == "Africa/Casablanca"


def test_a_choice_that_is_none_is_named():
    with pytest.raises(ValueError, match="SHUBBAK_TIME_ZONES"):
        settle("latest")


def test_the_offsets_of_a_zone_are_those_of_its_days():
    known = offsets("Europe/Paris", 2026, 2027)
    assert [minutes for _, minutes in known] == [60, 120, 60]
    assert known[1][0] == int(datetime(2026, 3, 29, 1, tzinfo=UTC).timestamp())
