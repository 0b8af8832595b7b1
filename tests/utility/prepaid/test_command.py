"""`shubbak tokens check`, which needs neither database nor Django."""

import subprocess
import sys
from argparse import ArgumentParser

import pytest

from shubbak.utility.prepaid.command import add_arguments, run
from tests.utility.prepaid.lab import VECTORS


@pytest.fixture
def check(capsys):
    def check(path):
        parser = ArgumentParser()
        add_arguments(parser)
        code = run(parser.parse_args([str(path)]))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return check


@pytest.fixture
def altered(tmp_path):
    def altered(line, old, new):
        lines = VECTORS.read_text().splitlines()
        assert old in lines[line - 1]
        lines[line - 1] = lines[line - 1].replace(old, new)
        path = tmp_path / "altered.csv"
        path.write_text("\n".join(lines))
        return path

    return altered


def test_every_published_token_is_read_and_made_again(check):
    assert check(VECTORS) == (0, "169 tokens: 169 right, 0 wrong.\n", "")


@pytest.mark.parametrize(
    ("line", "old", "new", "reason"),
    [
        (2, "66475648316756821785", "66475648316756821786", "not made for this meter"),
        (2, "0x000a", "0x000b", "is read as 0.0 55ab659000a, not 0.0 55ab659000b"),
        (2, "10:01:00", "10:02:00", "is written as"),
        (2, ",CRC", ",CRC_C", "is checked by CRC, not CRC_C"),
        (2, "600727000000000009", "600727000000000008", "A PAN has 18 digits"),
        (2, "DKGA02", "DKGA03", "is not a valid Derivation"),
        (2, "0x000a,5", "0x000a,99", "four bits of chance"),
        (25, "fffffffff00", "ffffffffe00", "is read as 1.0 fffffffff00"),
    ],
)
def test_a_row_that_is_wrong_is_named_with_its_reason(check, altered, line, old, new, reason):
    code, out, _ = check(altered(line, old, new))
    assert code == 1
    assert out.startswith(f"altered.csv:{line}: ")
    assert reason in out
    assert out.endswith("169 tokens: 168 right, 1 wrong.\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"token,dkga\n1,2\n", "altered.csv lacks the columns ea, sgc"),
        (b"", "lacks the columns"),
        (VECTORS.read_bytes().splitlines()[0], "holds no token"),
        (b"\xff\xfe\x00", "codec"),
    ],
)
def test_a_table_of_another_shape_is_wrong_usage(check, tmp_path, content, said):
    (tmp_path / "altered.csv").write_bytes(content)
    code, out, err = check(tmp_path / "altered.csv")
    assert (code, out) == (2, "")
    assert said in err


def test_a_file_that_is_not_there_is_wrong_usage(check, tmp_path):
    code, out, err = check(tmp_path / "nowhere.csv")
    assert (code, out) == (2, "")
    assert "No such file" in err


def test_it_loads_no_django():
    asked = (
        "import sys; from shubbak.config.command_line import main; "
        f"print(main(['tokens', 'check', {str(VECTORS)!r}]), 'django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 False"
