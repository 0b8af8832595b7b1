"""How the embedded PostgreSQL fits its machine."""

import pytest

from shubbak.config.supervisor.postgres import buffers, memory

GIGABYTE = 1 << 30


@pytest.mark.parametrize(("machine", "shared"), [(1, 128), (4, 256), (8, 512), (24, 1024), (512, 1024)])
def test_the_server_shares_a_sixteenth_of_the_memory_within_bounds(machine, shared):
    assert buffers(machine * GIGABYTE) == shared


def test_a_control_group_that_leaves_less_than_the_machine_has_is_heeded(tmp_path, monkeypatch):
    (tmp_path / "memory.max").write_text(f"{2 * GIGABYTE}\n")
    monkeypatch.setattr("shubbak.config.supervisor.postgres._BOUNDS", (tmp_path / "memory.max",))
    assert memory() == 2 * GIGABYTE


def test_a_control_group_without_bound_leaves_the_machine(tmp_path, monkeypatch):
    (tmp_path / "memory.max").write_text("max\n")
    monkeypatch.setattr("shubbak.config.supervisor.postgres._BOUNDS", (tmp_path / "memory.max",))
    bounded = memory()
    monkeypatch.setattr("shubbak.config.supervisor.postgres._BOUNDS", ())
    assert bounded == memory()
