"""The linter refuses, in words, at the line; each refusal has its bad pack."""

import ast
import sys
from pathlib import Path

import pytest

from shubbak.catalogue import lint
from shubbak.catalogue.lint import lint_packs
from shubbak.catalogue.lint.pad import Pad
from shubbak.catalogue.lint.words import localized_parts
from shubbak.catalogue.loader import load_pack
from shubbak.catalogue.vocabulary import KNOWN, register_effect
from tests.catalogue.conftest import PACKS, SMALL

BAD_PACKS = {
    "a state that cannot be reached": (
        "  issued: {public: done, final: true}",
        "  issued: {public: done, final: true}\n  lost: {public: done, final: true}",
        "the state “lost” cannot be reached",
    ),
    "a state that cannot be left": (
        "  resubmit: {title: {ar: إرسال}, from: waiting, to: study, by: applicant, needs: [correction]}\n",
        "",
        "the state “waiting” cannot be left towards an end",
    ),
    "a step from a state that is not there": (
        "from: received, to: study",
        "from: [received, nowhere], to: study",
        "the step “take” names “nowhere”, which is no state",
    ),
    "a state without its public stage": (
        "study: {public: study, clock",
        "study: {public: nothing, clock",
        "the state “study” shows “nothing”, which is no public stage",
    ),
    "a step nobody may take": (
        "to: issued, by: director, needs: [answer]",
        "to: issued, by: [], needs: [answer]",
        "nobody may take “issue”",
    ),
    "a step of a role that is not bound": (
        "from: received, to: study, by: agent",
        "from: received, to: study, by: wizard",
        "nobody may take “take”: “wizard” is not one of the roles of this pack",
    ),
    "a letter for a body that nobody names": (
        "effects: [{register: outgoing}]",
        "effects: [{register: outgoing, to: body}]",
        "does not ask for the body (needs: body)",
    ),
    "a file joined to one that nobody names": (
        "effects: [{register: outgoing}]",
        "effects: [{join: ready}]",
        "does not ask for the other file (needs: other_file)",
    ),
    "a letter for nobody": (
        "effects: [{register: outgoing}]",
        "effects: [{register: outgoing, to: moon}]",
        "“moon” is nobody whom a letter goes to",
    ),
    "an effect nobody supplies": (
        "effects: [{register: outgoing}]",
        "effects: [{teleport: home}]",
        "nobody supplies the effect “teleport”",
    ),
    "a guard nobody supplies": ("needs: [answer]", "needs: [luck]", "nobody supplies the guard “luck”"),
    "a guard on a paper that does not exist": (
        "needs: [answer]",
        "needs: [{document: map}]",
        "“map” is none of the documents of this pack",
    ),
    "a register that is not kept": (
        "effects: [{register: outgoing}]",
        "effects: [{register: drawer}]",
        "“drawer” is not known to the effect “register”",
    ),
    "a message without its letter": (
        "effects: [{notify: applicant, letter: receipt}]",
        "effects: [{letter: receipt}, {notify: applicant}]",
        "a message to the applicant names its letter",
    ),
    "a letter that is not there": (
        "{notify: applicant, letter: receipt}",
        "{notify: applicant, letter: poem}",
        "the letter “poem” is not in this pack",
    ),
    "a clock without a calendar": ("calendar: agency", "calendar: moon", "the clock “legal” has no calendar"),
    "a clock that nothing starts": ("starts: received", "starts: issued", "nothing starts the clock “legal”"),
    "a clock of an unknown length": (
        "value: 2 working_days",
        "value: soon",
        "the length “soon” is not understood",
    ),
    "a clock that no state knows": ("hold: legal", "hold: illegal", "names “illegal”, which is no clock"),
    "an escalation to nobody": (
        'escalate: [{at: "0", to: director}]',
        'escalate: [{at: "0", to: king}]',
        "“king” is not one of the roles of this pack",
    ),
    "an escalation by a step that is not the clock's": (
        '{at: "0", to: director}',
        '{at: "0", to: director, step: issue}',
        "the clock may not take the step “issue”",
    ),
    "a silence rule without its letter": (
        "silence: none}",
        "silence: approval_claim}",
        "the silence rule of the clock “legal” has no letter",
    ),
    "a letter field that does not exist": (
        "السلام عليكم {person}",
        "السلام عليكم {shoe_size}",
        "the letter “receipt” has no field “shoe_size”",
    ),
    "a letter that is never sent": (
        "letters:\n",
        "letters:\n  secret: {title: {ar: سر}, subject: {ar: سر}, body: {ar: سر}}\n",
        "the letter “secret” is never sent",
    ),
    "a letter that loses a field in French": (
        'body: {ar: "السلام عليكم {person}"}',
        'body: {ar: "السلام عليكم {person}", fr: "Bonjour"}',
        "the letter “receipt” loses person in “fr”",
    ),
    "a letter that reaches no telephone": (
        ', sms: {ar: "رقم {number}"}',
        "",
        "the letter “receipt” to the applicant has no text message",
    ),
    "an Arabic text that is missing": (
        "summary: {ar: ملخص, fr: Résumé",
        "summary: {fr: Résumé",
        "summary: the Arabic text is missing",
    ),
    "a paper that is never asked for": (
        "documents:\n",
        "documents:\n  deed: {title: {ar: رسم}}\n",
        "the paper “deed” is never asked for",
    ),
    "a paper that is no document": (
        "document: proof,",
        "document: proof2,",
        "the form asks for the paper “proof2”, which is not among the documents",
    ),
    "a publication that names a person": (
        "fields: [subject, days]",
        "fields: [subject, remark]",
        "the publication of “remark” may name a person",
    ),
    "a condition on a question asked later": (
        "      - id: subject\n        type: choice\n",
        "      - id: subject\n        type: choice\n        when: {remark: x}\n",
        "the condition looks at “remark”, which was not asked before",
    ),
    "a condition on an answer that is not offered": (
        "when: {subject: power}",
        "when: {subject: gas}",
        "“gas” is no answer to “subject”",
    ),
    "a question asked twice": ("{id: remark, type: text", "{id: subject, type: text", "is asked twice"),
    "a result without words": (
        "result: issued}",
        "result: lost}",
        "the result “lost” has no words under results",
    ),
    "a result without retention": (
        "  refused: {keep: 5 years, then: destroy}\n",
        "",
        "how long a file is kept is not said for the result “refused”",
    ),
    "a step with a condition on what is not asked": (
        "from: received, to: study, by: agent}",
        "from: received, to: study, by: agent, when: {colour: red}}",
        "the condition looks at “colour”, which was not asked before",
    ),
    "a clock with a condition on an answer that is not offered": (
        "starts: received, calendar: agency, public: true",
        "starts: received, when: {subject: gas}, calendar: agency, public: true",
        "“gas” is no answer to “subject”",
    ),
    "a promise to some and none to the others": (
        "starts: received, calendar: agency, public: true",
        "starts: received, when: {subject: power}, calendar: agency, public: true",
        "only files of some answers are promised “legal”, the others nothing",
    ),
    "a promise that another one hides": (
        "letters:\n",
        "  quick: {title: {ar: أجل}, length: {setting: answer}, starts: received, when: {subject: power},"
        " calendar: agency, public: true, silence: none}\nletters:\n",
        "“quick” is never promised: “legal” stands before it",
    ),
    "a state that some files never leave": (
        "from: received, to: study, by: agent}",
        "from: received, to: study, by: agent, when: {subject: power}}",
        "the state “received” is left only by steps with a condition",
    ),
    "a step of the person that says nothing to them": (
        "  resubmit:",
        "  hurry: {title: {ar: استعجال}, from: study, to: same, by: applicant, needs: [reason]}\n  resubmit:",
        "“hurry” does not say to the person what to write (invites)",
    ),
    "a step of the person that needs what they cannot give": (
        "  resubmit:",
        "  hurry: {title: {ar: استعجال}, from: study, to: same, by: applicant, needs: [unit],"
        " invites: {ar: اكتبوا}}\n  resubmit:",
        "the person cannot give what “hurry” needs: “unit”",
    ),
    "an incident that nobody chooses": (
        "  resubmit:",
        "  link: {title: {ar: ضم}, from: study, to: study, by: agent, effects: [enter_incident]}"
        "\n  resubmit:",
        "the step “link” does not ask which incident (needs: incident)",
    ),
    "an incident that nobody is told of": (
        "  resubmit:",
        "  link: {title: {ar: ضم}, from: study, to: study, by: agent, needs: [incident],"
        " effects: [enter_incident, {tell_incident: receipt, news: poem}]}\n  resubmit:",
        "“link” names no letters that tell of the incident and its news",
    ),
    "an incident that no file leaves": (
        "  resubmit:",
        "  link: {title: {ar: ضم}, from: study, to: study, by: agent, needs: [incident],"
        " effects: [enter_incident, {tell_incident: receipt, news: receipt}]}\n  resubmit:",
        "no step takes a file out of its incident again (leave_incident) from “study”",
    ),
    "a way out of an incident that no file enters": (
        "  resubmit:",
        "  part: {title: {ar: فصل}, from: study, to: study, by: agent, effects: [leave_incident]}"
        "\n  resubmit:",
        "“part” speaks of an incident, which no step enters",
    ),
    "two ways into an incident": (
        "  resubmit:",
        "  link: {title: {ar: ضم}, from: study, to: study, by: agent, effects: [enter_incident]}\n"
        "  again: {title: {ar: ضم}, from: study, to: study, by: agent, effects: [enter_incident]}"
        "\n  resubmit:",
        "only one step enters an incident",
    ),
    "a part that means nothing": ("kind: request", "kind: request\ncolour: red", "colour means nothing here"),
    "a part that is missing": ("audience: [person]\n", "", "audience is missing"),
    "a test that does not come out": (
        "expect: {result: issued, letters",
        "expect: {result: refused, letters",
        "test “to the end”: result is 'issued', not 'refused'",
    ),
}


@pytest.mark.parametrize("case", BAD_PACKS)
def test_a_bad_pack_is_refused_in_words(case, findings):
    old, new, words = BAD_PACKS[case]
    assert any(words in finding.words for finding in findings((old, new)))


def test_the_small_pack_has_nothing_to_refuse(findings):
    assert findings() == []


def test_a_finding_names_its_file_and_line(findings):
    (finding,) = findings(("needs: [answer]", "needs: [luck]"))
    line = next(n for n, text in enumerate(SMALL.read_text().splitlines(), 1) if "needs: [answer]" in text)
    assert str(finding).endswith(f"small.yaml:{line}: nobody supplies the guard “luck”")


def test_a_pack_nobody_walked_is_refused(findings):
    whole = SMALL.read_text()
    tests = whole[whole.index("tests:\n") :]
    assert [finding.words for finding in findings((tests, ""))] == ["the pack has no tests"]


def test_a_room_above_makes_its_effect_known(findings, monkeypatch):
    monkeypatch.setattr(KNOWN, "effects", dict(KNOWN.effects))
    register_effect("utility.open_subscription", "opens a subscription")
    assert findings(("{register: outgoing}", "utility.open_subscription")) == []


def test_the_packs_of_the_house_are_accepted():
    assert [str(finding) for finding in lint_packs(PACKS)] == []


def test_every_text_of_the_house_is_in_three_languages():
    for path in PACKS.glob("*/*.yaml"):
        for where, text in localized_parts(load_pack(path).data):
            assert set(text) >= {"ar", "fr", "en"}, f"{path.name}: {where}"
            assert all(text.values()), f"{path.name}: {where}"


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    assert [finding.words for finding in lint_packs(tmp_path)] == ["there is no pack here"]


def test_a_payment_is_no_guard_until_a_room_supplies_it(findings):
    found = findings(("needs: [answer]", "needs: [paid]"))
    assert any("nobody supplies the guard “paid”" in str(line) for line in found)


def with_extension(extension):
    return ("silence: none}", f"extension: {extension}, silence: none}}")


EXTENSIONS = [
    ("{length: 5 hours, by: agent, letter: receipt}", "another unit"),
    ("{length: 2 working_days, by: nobody, letter: receipt}", "not one of the roles"),
    ("{length: 2 working_days, by: agent}", "has no letter"),
]


@pytest.mark.parametrize(("extension", "words"), EXTENSIONS)
def test_an_extension_that_does_not_hold_is_refused(findings, extension, words):
    found = findings(with_extension(extension))
    assert any(words in str(line) for line in found)


def refusals() -> set[tuple[str, int]]:
    """Every place in the rules that writes a finding: file and line of its call."""
    places = set()
    for path in Path(lint.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "refuse":
                places.add((path.name, node.lineno))
    return places


def test_each_finding_of_the_rules_has_a_bad_pack_that_brings_it(findings, monkeypatch):
    seen, refuse = set(), Pad.refuse

    def noted(pad, words, *where):
        caller = sys._getframe(1)
        seen.add((Path(caller.f_code.co_filename).name, caller.f_lineno))
        refuse(pad, words, *where)

    monkeypatch.setattr(Pad, "refuse", noted)
    for old, new, _ in BAD_PACKS.values():
        findings((old, new))
    for extension, _ in EXTENSIONS:
        findings(with_extension(extension))
    whole = SMALL.read_text()
    findings((whole[whole.index("tests:\n") :], ""))
    lacking = sorted(refusals() - seen)
    assert not lacking, "\n".join(f"{name}:{line}" for name, line in lacking)
