"""The verification page as a stranger meets it: without a script, in a browser, and saved on a disk."""

import re
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import connection
from playwright.sync_api import expect

from shubbak.agencies.models import Agency
from shubbak.documents.paper import render
from shubbak.foundation.codes import in_fours
from shubbak.journal.actions import checkpoint
from shubbak.registry.books import signing
from tests.documents.specimens import miyah, receipt
from tests.registry.entered import entered


@contextmanager
def chosen():
    """The connection of the test looks at the water utility, as a request's would."""
    connection.set_schema_to_public()
    connection.set_tenant(Agency.objects.get(code="miyah"))
    yield
    connection.set_schema_to_public()


@pytest.fixture
def text(town, signer, at):
    with chosen():
        receipt = signing.sign_entry(entry=entered(at), at=at)
        checkpoint(at=at)
        return signing.receipt_text(receipt)


def answer(html):
    """The one state of the receipt that the server shows."""
    (shown,) = re.findall(r'data-issue="(\w+)"\s*>', html)
    return shown


def a_pdf(text):
    """The receipt as it is downloaded."""
    return render(replace(receipt(), check_url=f"HTTPS://MIYAH.EXAMPLE/V/{text}"), miyah())


def forged(text):
    return text[:100] + ("A" if text[100] != "A" else "B") + text[101:]


def test_the_address_in_capitals_of_the_qr_code_answers_without_a_script(town, text):
    page = town.client().get(f"/V/{text}").text
    assert answer(page) == "genuine"


def test_the_form_answers_without_a_script(town, text):
    for typed, state in ((text, "genuine"), (forged(text), "forged"), ("سلام", "malformed")):
        assert answer(town.client().get("/v/", params={"receipt": typed}).text) == state


def test_the_proof_is_published_for_receipts_that_are_ours_alone(town, text):
    assert town.client().get(f"/v/{text}/proof.json").json()["place"] == "included"
    assert town.client().get(f"/v/{forged(text)}/proof.json").status_code == 404
    assert town.client().get("/v/checkpoint.txt").text.startswith("miyah/journal/")
    assert len(town.client().get("/v/keys.txt").text.split()) == 2


def test_nothing_that_a_forged_receipt_states_is_repeated(town, text):
    page = town.client().get("/v/", params={"receipt": forged(text)}).text
    assert re.findall(r"data-fact=\"(?!manifest)\w+\">\s*([^<\s][^<]*)</dd>", page) == []
    assert "1/2026" in town.client().get("/v/", params={"receipt": text}).text
    assert "1/2026" not in page


@pytest.mark.browser
def test_a_browser_checks_receipt_and_register_by_itself(town, page, text):
    page.goto(town.url(path=f"/v/{text}"))
    for state in ("checked=here", "issue=genuine", "place=included"):
        expect(page.locator(f"[data-{state}]")).to_be_visible()
    expect(page.locator("[data-fact=number]")).to_have_text("1/2026")
    expect(page.locator("[data-fact=time]")).to_contain_text("10:00:00")


@pytest.mark.asvs("3.4.3")
@pytest.mark.browser
def test_the_policy_allows_the_script_and_the_style_of_the_page_and_nothing_else_inline(town, page):
    refused = []
    page.on("console", lambda line: refused.append(line.text) if "Content Security" in line.text else None)
    page.goto(town.url(path="/v/"))
    assert refused == []
    policy = town.client().get("/v/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert policy.count("sha256-") == 2


@pytest.mark.browser
def test_a_browser_without_ed25519_of_its_own_finds_the_same(town, page, text):
    page.add_init_script("crypto.subtle.importKey = () => Promise.reject(new Error('not supported'))")
    page.goto(town.url(path=f"/v/{text}"))
    expect(page.locator("[data-place=included]")).to_be_visible()
    page.locator("#receipt").fill(forged(text))
    page.locator("form[data-verification] button").click()
    expect(page.locator("[data-issue=forged]")).to_be_visible()


@pytest.mark.browser
def test_a_saved_page_works_with_no_network(town, page, context, text, tmp_path):
    proof = town.client().get(f"/v/{text}/proof.json").content
    page.goto(town.url(path="/v/"))
    saved = tmp_path / "saved.html"
    saved.write_text(page.evaluate("() => '<!doctype html>' + document.documentElement.outerHTML"))
    context.set_offline(True)
    page.goto(saved.as_uri())
    for typed, state in ((text, "genuine"), (forged(text), "forged"), ("abc", "malformed")):
        page.locator("#receipt").fill(typed)
        page.locator("form[data-verification] button").click()
        expect(page.locator(f"[data-issue={state}]")).to_be_visible()
        expect(page.locator("[data-facts]")).to_be_visible(visible=state == "genuine")
    for name, content in (("receipt.txt", " ".join(in_fours(text)).encode()), ("receipt.pdf", a_pdf(text))):
        page.locator("#saved").set_input_files({"name": name, "mimeType": "", "buffer": content})
        expect(page.locator("#receipt")).to_have_value(text)
        expect(page.locator("[data-issue=genuine]")).to_be_visible()
        page.locator("#receipt").fill("")
    page.locator("#saved").set_input_files({"name": "proof.json", "mimeType": "", "buffer": proof})
    expect(page.locator("[data-place=included]")).to_be_visible()
    page.locator("#receipt").fill(text.lower())
    page.locator("form[data-verification] button").click()
    expect(page.locator("[data-place=offline]")).to_be_visible()
