"""P17: a file is stored as it was sent, or refused with a reason; it is never executed, nor shown as ours.

A corpus made by code (`hostile_files.py`): names, disguises, polyglots, bombs, PDF with programs, cut and
mutated files. Each is given to the store; what is kept is served and, at ci size, opened in Chromium by every
way a page of ours could open it. SHUBBAK_PROMISES is smoke (60 files, no browser), ci or full (all, browser).
"""

import hashlib
import io
import os
import re
import resource
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest

from shubbak.cases.actions import add_paper
from shubbak.cases.models import Case
from shubbak.cases.queries import access_code_of
from shubbak.cases.rules import PaperFacts
from shubbak.documents.actions import store_upload
from shubbak.documents.models import Document
from shubbak.documents.queries import open_document
from shubbak.documents.reading import LONGEST_TEXT, text_of
from shubbak.documents.reading.child import Unreadable
from shubbak.documents.rules import FORMATS, LONGEST_NAME, MEGABYTE, FilePolicy, FileRefused
from shubbak.documents.serving import as_attachment
from shubbak.documents.wording import refusal_words
from shubbak.journal.rules import Actor
from tests.promises.hostile_files import Hostile, corpus
from tests.promises.matrix.objects import seed

SIZE = os.environ.get("SHUBBAK_PROMISES", "smoke")
SEED = int(os.environ.get("SEED", "17"))
FILES = corpus(SEED)[: 60 if SIZE == "smoke" else None]
EVERYTHING = FilePolicy(tuple(FORMATS), max_bytes=10 * MEGABYTE)
PATIENCE = 30  # seconds after which a file is said to hang its reader
MOST_MEMORY = 300 * MEGABYTE
_UNSHOWN = re.compile(r"[\x00-\x1f\u202a-\u202e\u2066-\u2069/\\]")
TYPES = {known.media_type for known in FORMATS.values()}
pytestmark = [pytest.mark.promise("P17"), pytest.mark.asvs("5.2.2"), pytest.mark.asvs("5.3.1")]


class Hangs(Exception):
    pass


@contextmanager
def patience() -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise Hangs

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(autouse=True)
def _own_store(tmp_path, settings):
    settings.SHUBBAK_FILES = tmp_path / "files"


def taken(hostile: Hostile, at) -> Document | str:
    """The document, or the reason for which there is none."""
    try:
        with patience():
            stream = io.BytesIO(hostile.content)
            return store_upload(stream=stream, name=hostile.name, allowed=EVERYTHING, at=at)
    except FileRefused as refused:
        return refused.reason.value if refusal_words(refused) else "without words"


def faults_of(document: Document, hostile: Hostile, root: Path) -> Iterator[str]:
    """What is wrong with a file that was kept: its bytes, its place, its name, how it is given out."""
    with open_document(document) as kept:
        if kept.read() != hostile.content:
            yield "other bytes were kept"
    if document.file_id != hashlib.sha256(hostile.content).hexdigest():
        yield "another hash"
    if len(document.name) > LONGEST_NAME or _UNSHOWN.search(document.name):
        yield f"the name {document.name!r}"
    served = as_attachment(document)
    served.file_to_stream.close()
    yield from badly_served(dict(served.headers))


def badly_served(headers: dict[str, str]) -> Iterator[str]:
    given = headers["Content-Disposition"]
    if not given.startswith("attachment") or re.search(r"[\r\n]", unquote(given)):
        yield f"disposition {given!r}"
    if headers["Content-Type"] not in TYPES or headers["X-Content-Type-Options"] != "nosniff":
        yield f"type {headers['Content-Type']}"
    if not headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'"):
        yield "no sandbox"


def test_each_is_kept_as_it_was_sent_or_refused_with_a_reason(agency, at, tmp_path, capsys):
    faults, outcomes = [], Counter[str]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for hostile in FILES:
        outcome = taken(hostile, at)
        outcomes["kept" if isinstance(outcome, Document) else outcome] += 1
        if isinstance(outcome, Document):
            found = faults_of(outcome, hostile, tmp_path)
            faults += [f"{hostile.family} {hostile.name[:60]!r}: {fault}" for fault in found]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    with capsys.disabled():
        print(f"\nP17 {SIZE}: SEED={SEED}, {len(FILES)} files, {dict(outcomes)}, {grown // MEGABYTE} MB more")
    assert (faults, outcomes["without words"]) == ([], 0)
    assert grown < MOST_MEMORY
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    outside = [path for path in files if path.parts[-5:-3] != ("files", "miyah")]
    assert outside == [], "every byte lies under its hash in the folder of its agency"


def test_no_program_is_kept_under_any_name(agency, at):
    """What is kept of the disguises is nothing: each is another file than its name says."""
    families = {"disguise", "as itself", "double extension"}
    worst = [hostile for hostile in corpus(SEED) if hostile.family in families]
    some = worst[:: 4 if SIZE == "smoke" else 1]
    kept = {hostile.name for hostile in some if isinstance(taken(hostile, at), Document)}
    assert {name for name in kept if not re.fullmatch(r"photo\.\w+\.png", name)} == set()


def test_reading_the_text_of_what_is_kept_harms_nobody(agency, at):
    """Each PDF is read in a process of its own: it gives text, or none."""
    made = [hostile for hostile in FILES if hostile.name.endswith(".pdf")]
    kept = [outcome for hostile in made if isinstance(outcome := taken(hostile, at), Document)]
    outcomes = [read(document) for document in kept[: 2 if SIZE == "smoke" else None]]
    assert outcomes
    assert all(outcome == "unreadable" or len(outcome) <= LONGEST_TEXT for outcome in outcomes)


def read(document: Document) -> str:
    try:
        return text_of(document)
    except Unreadable:
        return "unreadable"


OPENED = """async (url) => {
  const made = [];
  for (const [tag, name] of [["img", "src"], ["script", "src"], ["iframe", "src"], ["object", "data"],
                             ["embed", "src"], ["audio", "src"], ["link", "href"]]) {
    const element = document.createElement(tag);
    if (tag === "link") element.rel = "stylesheet";
    element[name] = url;
    document.body.append(element);
    made.push(element);
  }
  await fetch(url).then((answer) => answer.blob());
  await new Promise((on) => setTimeout(on, 60));
  made.forEach((element) => element.remove());
  return window.hostile === undefined && !document.title.includes("HOSTILE");
}"""


@pytest.mark.browser
@pytest.mark.skipif(SIZE == "smoke", reason="at ci size")
def test_none_runs_in_a_browser_however_a_page_opens_it(town, context, at):
    case = with_papers(at)
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(town.url("miyah", f"/track?number={case.number}"))
    page.locator("input[name=code]").fill(access_code_of(case))
    page.locator("input[name=code]").press("Enter")
    page.wait_for_url("**/file/**")
    papers = list(case.papers.filter(of_deposit=False).values_list("document_id", flat=True))
    assert papers
    ran = [str(paper) for paper in papers if not page.evaluate(OPENED, f"/file/{case.pk}/papers/{paper}")]
    for paper in papers:
        with page.expect_download() as download:
            page.evaluate("(url) => { location.href = url }", f"/file/{case.pk}/papers/{paper}")
        assert "/" not in download.value.suggested_filename
        download.value.cancel()
    assert (ran, dialogs) == ([], [])


def with_papers(at) -> Case:
    """A file on which lies everything of the corpus that the store takes."""
    case = seed(at)["water"].case
    person = Actor("applicant", str(case.applicant_id), case.applicant.name)
    for hostile in FILES:
        outcome = taken(hostile, at)
        if isinstance(outcome, Document):
            add_paper(case=case, paper=PaperFacts(outcome.pk, ""), actor=person, at=at)
    return case
