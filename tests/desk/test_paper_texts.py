"""From the public door to the desk: a paper comes in, the worker reads it, its words find the file."""

from django.core.files.uploadedfile import SimpleUploadedFile

from shubbak.notifications.periodic import turn_of
from tests.api.conftest import Caller
from tests.documents.pdfs import written


def test_the_words_of_a_paper_that_came_in_lead_to_its_file(office, at, sign_in, tmp_path, settings):
    settings.SHUBBAK_FILES = tmp_path
    caller = Caller()
    content = written("تسلمت الجماعة ملتمسات السكان بشأن السقايات، القطعة 28/1045.")
    sent = caller.upload(SimpleUploadedFile("letter.pdf", content)).json()["id"]
    number = caller.deposit(papers=[{"document": sent, "requirement": "photo"}]).json()["number"]
    client = sign_in("counter")
    before = client.get("/desk/search", {"words": "الملتمس"}).content.decode()
    assert number not in before
    turn_of("cases.read_papers")(at)
    for words, marked in (("ملتمس", "ملتمسات"), ("سقاية", "السقايات"), ("1045", "1045")):
        page = client.get("/desk/search", {"words": words}).content.decode()
        assert number in page
        assert f"<mark>{marked}</mark>" in page, words
        assert "في الوثيقة" in page
