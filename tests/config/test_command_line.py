"""The tree of commands: each group says what it is for, each command what it does."""

import pytest

from shubbak.config.command_line import COMMANDS, main


@pytest.mark.parametrize("group", sorted({name.split()[0] for name in COMMANDS if " " in name}))
def test_every_group_of_commands_has_its_help(group, capsys):
    with pytest.raises(SystemExit) as ended:
        main([group, "--help"])
    assert ended.value.code == 0
    assert group in capsys.readouterr().out
