"""All that people and staff do with the canaries, agency after agency."""

import json
import re
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shubbak.accounts.models import SignInCode
from shubbak.accounts.rules import code_of
from shubbak.agencies.calendars import calendar_of
from shubbak.agencies.models import Agency
from shubbak.agencies.queries import agency_key, current_agency
from shubbak.agencies.schema import look_at
from shubbak.cases.models import SavedFilter
from shubbak.catalogue.forms import Reading
from shubbak.catalogue.spec import ServiceSpec
from shubbak.notifications.actions import drain
from shubbak.notifications.models import Message
from shubbak.utility.metering.actions import open_campaign
from shubbak.utility.subscriptions.models import Meter
from tests.documents.hostile import PDF, picture
from tests.promises.injection.answers import answers_with
from tests.promises.injection.canaries import MARK, faults_of_mail
from tests.promises.injection.walking import Walk
from tests.promises.injection.watching import Typist, Watch
from tests.promises.matrix.cast import client_at, signed_in
from tests.utility.metering.round_of_test import LAST, meter_of, read, read_contract
from tests.utility.subscriptions.village import CLERK

ENTRANCES = (
    *(
        "/desk/",
        f"/desk/search?words={MARK}",
        f"/desk/registry/find?words={MARK}",
        "/desk/registry/mail/quarantine",
        "/desk/registry/scans/aside",
        "/desk/outbox/",
        "/desk/labels/",
        "/desk/billing/",
        "/desk/billing/new",
        "/desk/billing/accounts",
        "/desk/billing/corrections",
        "/desk/billing/paper",
        "/desk/arrears/",
        "/desk/arrears/due/cut",
        "/desk/arrears/orders",
        "/desk/arrears/lines",
        "/desk/arrears/lines/change",
        f"/desk/contracts/?words={MARK}",
        "/desk/contacts/",
        "/desk/metering/",
        "/desk/prepaid/",
        "/desk/prepaid/convert",
        "/desk/prepaid/uptake",
        "/desk/prepaid/practice",
        "/desk/money/banks/",
        "/desk/metering/campaigns",
        "/desk/metering/photographs",
        "/desk/metering/lines",
        "/desk/metering/lines/water",
    ),
    *("/desk/unit/", "/desk/audit/", "/desk/administration/", "/desk/lists/new", "/desk/export?tab=all"),
    *("/desk/mandates/", "/desk/audit/journal/1.json"),
    *("/desk/sittings/", "/desk/sittings/new", "/desk/sittings/bodies/", "/desk/sittings/bodies/new"),
    "/desk/sittings/bodies/practice",
)
OF_CASE = ("", "/acts/paper", "/enquiry?channel=phone", "/receipt", "/archive", "/identity")
PUBLIC = (
    "/",
    "/services",
    f"/tariffs?quantity={MARK}",
    "/planning-note?point=28.98650,-10.05720",
    f"/track?number={MARK}",
    "/reading",
    "/board/kiosk/",
    "/delays/",
    "/delays.csv",
    "/bills",
    "/prepaid",
    "/staff/login/",
    "/palette.css",
    "/seal.svg",
)


class Visit:
    """One run. `storms`: every form is also sent with words in every box, and undone."""

    def __init__(self, watch: Watch, at: datetime, *, storms: bool, size: str) -> None:
        self.watch, self.at, self.storms, self.say = watch, at, storms, Typist(size)
        self.files: dict[str, list[str]] = {}
        self.met: set[Any] = set()
        self.packs = 0

    def deposit(self, agency: str, spec: ServiceSpec) -> str:
        """Deposit, open the file, fill its forms; the id of the file."""
        told = deposited(agency, spec, self.say, self.at)
        self.packs += 1
        client = client_at(agency)
        page = client.post("/track", {"number": told["number"], "code": told["code"]})["Location"]
        parts = ("", "paper", "receipt", "receipt.pdf", "kept")
        self.walk("applicant", client, [page + part for part in parts], within=page)
        case = page.strip("/").rpartition("/")[2]
        self.files.setdefault(agency, []).append(case)
        return str(case)

    def write(self, agency: str, spec: ServiceSpec) -> None:
        """The pages of the portal's form."""
        starts = [f"/d/{spec.code}/q/{part.id}" for part in spec.pages]
        self.walk("visitor", client_at(agency), starts, within=f"/d/{spec.code}/", most=len(starts))

    def look_around(self, agency: str) -> None:
        """Whoever knows nothing of a file."""
        self.walk("anonymous", client_at(agency), list(PUBLIC))

    def work(self, agency: str, email: str, *, types: bool = True, most: int = 1) -> None:
        """A member of staff at the desk: the pages of the files, then all others."""
        cases = [f"/desk/cases/{file}{part}" for file in self.files[agency][:most] for part in OF_CASE]
        self.walk(email, signed_in(agency, email), [*cases, *ENTRANCES], types=types, most=most)
        look_at(Agency.objects.get(code=agency))
        kept = [f"/desk/lists/{kept.pk}" for kept in SavedFilter.objects.filter(owner__email=email)[:1]]
        self.walk(email, signed_in(agency, email), [*kept, *(f"{page}/drop" for page in kept)], types=types)

    def proven(self, agency: str, address: str) -> Client:
        """Somebody who proves the address of a file."""
        client = client_at(agency)
        look_at(Agency.objects.get(code=agency))
        self.watch.look("a code is asked for", client.post("/my/door", {"address": address}), "my/door")
        given = code_of(agency_key(current_agency()), SignInCode.objects.latest("asked_at").pk)
        client.post("/my/code", {"code": given})
        return client

    def account(self, client: Client) -> None:
        """Whoever is signed in there, in their account."""
        self.walk("account", client, ["/my/files", "/my/close"], within="/my/")

    def read_meters(self, agency: str) -> None:
        """Somebody reads a meter, whose serial is a canary, and has the receipt; another reading waits."""
        look_at(Agency.objects.get(code=agency))
        contract = read_contract(self.at, meter=Meter.objects.create(serial=MARK[:30], commodity="water"))
        days = {"opens": self.at.date(), "closes": self.at.date()}
        told = {"period": f"{self.at:%Y-%m}", "sector": "", "by": "self", "actor": CLERK, "at": self.at}
        open_campaign(**told, **days)
        client = client_at(agency)
        page = client.post("/reading", {"number": contract.number, "fact": "phone", "typed": "0041"})[
            "Location"
        ]
        box = f"index_{meter_of(contract).pk}"
        sent = client.post(page, {box: LAST // 1000 + 15, "submission": str(uuid4())})["Location"]
        self.walk("holder", client, [page, sent], within="/reading/")
        read(read_contract(self.at, "W-0002"), LAST + 90_000, self.at.date(), self.at)

    def mails(self, agency: str) -> None:
        """Everything that waits leaves, and is read; its links are followed."""
        look_at(Agency.objects.get(code=agency))
        drain(at=self.at, limit=500)
        addresses = set(Message.objects.values_list("address", flat=True))
        links: list[str] = []
        for message in mail.outbox:
            self.watch.faults += [f"mail: {fault}" for fault in faults_of_mail(message.message(), addresses)]
            links += re.findall(r"https?://[\w.]+localhost(?::\d+)?(/[^\s<>\"]*)", str(message.body))
        mail.outbox.clear()
        self.walk("reader of mail", client_at(agency), links[::-1], types=False)

    def walk(
        self,
        role: str,
        client: Client,
        starts: list[str],
        *,
        within: str = "/",
        types: bool = True,
        most: int = 1,
    ) -> None:
        say = self.say if types else None
        Walk(role, client, self.watch, most, say, within, self.storms, self.met).go(starts)


def deposited(agency: str, spec: ServiceSpec, say: Typist, at: datetime) -> dict[str, Any]:
    """Deposit through the API, a canary in every box; the answer."""
    body = Agency.objects.get(code=agency)
    look_at(body)
    answers = answers_with(spec, say, Reading("ar", body.country, calendar_of(body).local_day(at)))
    client = client_at(agency)
    papers = [uploaded(client, spec, wanted.name, say) for wanted in spec.required_documents(answers)]
    given = {"service": spec.code, "answers": answers, "papers": papers, "language": "ar"}
    headers = {"Idempotency-Key": str(uuid4())}
    answer = client.post("/api/v1/deposits", json.dumps(given), "application/json", headers=headers)
    assert answer.status_code == 201, (agency, spec.code, answer.content.decode())
    told: dict[str, Any] = answer.json()
    return told


def uploaded(client: Client, spec: ServiceSpec, name: str, say: Typist) -> dict[str, str]:
    """A file named by a canary; where that hides its ending, and the file is refused, by another name."""
    takes_pictures = "png" in spec.documents[name].formats
    content, ending = (picture("PNG"), "png") if takes_pictures else (PDF, "pdf")
    for called in (say(), MARK):
        file = SimpleUploadedFile(f"{called}.{ending}", content)
        answer = client.post("/api/v1/uploads", {"service": spec.code, "document": name, "file": file})
        if answer.status_code == 201:
            return {"document": answer.json()["id"], "requirement": name}
        assert answer.status_code in (400, 422), answer.content.decode()
    raise AssertionError(answer.content.decode())
