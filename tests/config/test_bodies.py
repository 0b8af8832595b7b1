"""Opening a body from its file."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.test import Client

from shubbak.agencies.models import Agency
from shubbak.config.bodies.description import BodyRefused, read_body
from shubbak.config.demonstration.town import FOLDER
from tests.cluster import ROOT

PASSWORD = "a short sentence of mine"


def written(folder: Path, **changes: object) -> Path:
    """The commune's file under another code, with parts changed."""
    data = yaml.safe_load((FOLDER / "madina.yaml").read_text(encoding="utf-8")) | changes
    path = folder / "wadi.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return path


def opening(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`shubbak agencies open PATH` as its users call it."""
    command = [
        sys.executable,
        "-P",
        "-m",
        "shubbak.config.command_line",
        "agencies",
        "open",
        str(path),
        *words,
    ]
    bare = {name: value for name, value in os.environ.items() if name != "SHUBBAK_ROLE"}
    return subprocess.run(command, env=bare | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)


@pytest.mark.asvs("6.4.1")
@pytest.mark.asvs("6.3.2")
@pytest.mark.usefixtures("fresh_database")
def test_an_opened_body_serves_and_its_staff_choose_their_passwords_once(tmp_path: Path) -> None:
    said = opening(written(tmp_path)).stdout
    _, path = re.findall(r"president@\S+\s+http://(wadi\.localhost)(\S+)", said)[0]
    desk = Client(headers={"host": "wadi.localhost"})
    form = desk.get(path, follow=True)
    desk.post(form.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert desk.login(username="president@madina.example", password=PASSWORD)
    assert not Client(headers={"host": "wadi.localhost"}).get(path).context["validlink"]
    assert desk.get("/services/repair-permit").status_code == 200
    assert opening(written(tmp_path)).stdout == "wadi: stands already\n"


@pytest.mark.usefixtures("fresh_database")
def test_a_host_name_that_is_taken_opens_nothing(tmp_path: Path) -> None:
    refused = opening(written(tmp_path), "--host", str(Agency.objects.get(code="miyah").primary_host))
    assert refused.returncode == 1
    assert "is taken" in refused.stderr
    assert not Agency.objects.filter(code="wadi").exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"staff": []}, "staff"),
        ({"registers": [{"code": "in"}]}, "'kind' is a required property"),
        ({"units": [{"code": "a", "parent": "b", "phone": "123", "name": {}}]}, "name"),
    ],
)
def test_a_file_that_describes_no_body_is_refused_with_its_line(
    tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(BodyRefused, match=words) as refused:
        read_body(written(tmp_path, **changes))
    assert str(refused.value).startswith(f"{tmp_path / 'wadi.yaml'}:")


def test_a_body_that_nobody_administers_is_refused(tmp_path: Path) -> None:
    staff = yaml.safe_load((FOLDER / "madina.yaml").read_text(encoding="utf-8"))["staff"]
    agents = [{**one, "roles": ["agent"]} for one in staff]
    with pytest.raises(BodyRefused, match="administrator"):
        read_body(written(tmp_path, staff=agents))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_two_people_of_each_demonstrated_body_can_publish_a_service(path: Path) -> None:
    staff = yaml.safe_load(path.read_text(encoding="utf-8"))["staff"]
    assert len([one for one in staff if "administrator" in one["roles"]]) == 2
