"""P25: a machine that has nothing goes on with the secrets of a copy that has them.

What was printed or sent before hangs on `SECRET_KEY` and on the signer's key: codes, links, receipts.
A command draws a secret as soon as it is called; that of the copy must be the one in force when it settles.
"""

import re
import subprocess
import sys
from argparse import Namespace
from datetime import UTC, datetime

import httpx
import pytest
from django.conf import settings as configured

from shubbak.cases.queries import access_code_of
from shubbak.config.backup import backing_up
from shubbak.people.welcome import welcome_path
from shubbak.registry.books import signing
from tests import cluster
from tests.cases.office import open_office
from tests.promises.house import House, lay_static

pytestmark = pytest.mark.promise("P25")
WATCHED = """
import sys
from shubbak.config.command_line import main
code = main(sys.argv[1:])
from django.conf import settings
print(settings.SECRET_KEY)
sys.exit(code)
"""


@pytest.fixture
def machine(tmp_path_factory, request):
    settings = getattr(request, "param", {})
    made = House(tmp_path_factory.mktemp("new") / "home", empty=True, **settings)
    yield made
    made.remove()


@pytest.fixture
def copy(fresh_agency, signer, tmp_path):
    """Of a body in which a file was opened and its receipt signed; gives what people hold of it, too."""
    at = datetime.now(UTC)
    office = open_office(at)
    case = office.deposit()
    held = Namespace(
        number=case.number,
        code=access_code_of(case),
        receipt=signing.receipt_text(signing.sign_entry(entry=case.entry, at=at)),
        link=welcome_path(office.staff["agent"]),
        file=tmp_path / "copy.age",
        key=tmp_path / "key",
    )
    (tmp_path / "keys" / "secret").write_text("drawn, and out of force since the settings name another")
    backing_up.run(Namespace(file=held.file, key_file=held.key, with_keys=True))
    return held


def restored(machine, copy):
    done = tried(machine, copy)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def tried(machine, copy):
    words = ["restore", str(copy.file), "--key-file", str(copy.key), "--keys", "--verify"]
    return subprocess.run(
        [sys.executable, "-P", "-c", WATCHED, *words],
        cwd=cluster.ROOT,
        env=machine.environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_copy_that_is_altered_at_its_end_changes_nothing_and_a_sound_one_follows(copy, machine):
    sound = copy.file.read_bytes()
    copy.file.write_bytes(sound[:-1] + bytes([sound[-1] ^ 1]))
    assert tried(machine, copy).returncode == 1
    copy.file.write_bytes(sound)
    assert "Verified: 0 violations." in restored(machine, copy), "the database was empty still"


def test_what_people_hold_is_good_on_a_new_machine(copy, machine):
    *_, verified, secret = restored(machine, copy)
    assert verified == "Verified: 0 violations."
    assert secret == configured.SECRET_KEY, "the process that settles has another secret than the copy"
    lay_static(machine.home)
    machine.start()
    with machine.client("miyah") as person:
        assert opened(person, copy).startswith("/file/")
        assert person.get(copy.link).is_redirect, "a link to choose a password is as good as it was"
        assert person.get(f"/v/{copy.receipt}/proof.json").json()["place"] == "included"


@pytest.mark.parametrize("machine", [{"SECRET_KEY": "another one"}], indirect=True)
def test_a_machine_with_a_secret_of_its_own_keeps_it_and_says_what_that_costs(copy, machine):
    said = restored(machine, copy)
    assert "SECRET_KEY is set here, and is not the one in the copy" in "\n".join(said)
    assert said[-1] == "another one"


def opened(person, copy):
    """Where the number and the code of a receipt lead."""
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', person.get("/track").text)[1]
    said = {"number": copy.number, "code": copy.code, "csrfmiddlewaretoken": token}
    answer = person.post("/track", data=said)
    assert answer.status_code == httpx.codes.FOUND, answer.text
    return answer.headers["location"]
