"""Bad packs by their publication, survey, retention and tests."""

from tests.catalogue.conftest import SMALL

_WHOLE = SMALL.read_text(encoding="utf-8")
TESTS = _WHOLE[_WHOLE.index("tests:\n") :]
SURVEY = next(line for line in _WHOLE.splitlines(keepends=True) if line.startswith("survey:"))
EXPECT = "expect: {"
REOPENS = (
    "  resubmit:",
    "  again: {title: {ar: فتح}, from: issued, to: study, by: director, reopens: true}\n  resubmit:",
)


OUTCOME = {
    "a publication that names a person": (
        "fields: [subject, days]",
        "fields: [subject, remark]",
        "the publication of “remark” may name a person",
    ),
    "a result without retention": (
        "  refused: {keep: 5 years, then: destroy}\n",
        "",
        "how long a file is kept is not said for the result “refused”",
    ),
    "a test that does not come out": (
        "expect: {result: issued, letters",
        "expect: {result: refused, letters",
        "test “to the end”: result is 'issued', not 'refused'",
    ),
    "a publication after no step": (
        "{after: issue, title: {ar: ما",
        "{after: issued, title: {ar: ما",
        "publishes after “issued”, which is no step",
    ),
    "a step that re-opens without a time to": (
        SURVEY,
        "",
        "“again” re-opens, but the survey gives no time to",
        REOPENS,
    ),
    "a survey after no state": (
        "survey: {after: issued",
        "survey: {after: answered",
        "the survey follows “answered”, which is no state",
    ),
    "a survey that re-opens by a step that does not": (
        "survey: {after: issued",
        "survey: {after: issued, reopen: {within: 5 working_days, step: take}",
        "“take” is no step that re-opens",
    ),
    "a time to re-open that is none": (
        "survey: {after: issued",
        "survey: {after: issued, reopen: {within: a while, step: again}",
        "“a while” is no time to re-open",
        REOPENS,
    ),
    "retention of a result that is none": (
        "  refused: {keep: 5 years",
        "  lost: {keep: 5 years, then: destroy}\n  refused: {keep: 5 years",
        "“lost” is none of the results",
    ),
    "a pack without tests": (TESTS, "", "the pack has no tests"),
    "a test of a step that is closed": (
        "walk: [take, ask, resubmit, issue]",
        "walk: [ask]",
        "test “to the end”: ask: not open in this state (received)",
    ),
    "a test of a step that is another's": (
        "walk: [take, ask, resubmit, issue]",
        "walk: [take, {step: issue, by: agent}]",
        "test “to the end”: “agent” may not take “issue”",
    ),
    "a test of a step without what it needs": (
        "walk: [take, ask, resubmit, issue]",
        "walk: [take, {step: issue, without: answer}]",
        "test “to the end”: “issue” needs “answer”",
    ),
    "a test that chooses no result": (
        "walk: [take, ask, resubmit, issue]",
        "walk: [take, refuse]",
        "test “to the end”: “refuse” needs a result",
        ("needs: [reason], result: refused", "needs: [result], result: [refused, issued]"),
    ),
    "a test that nothing refuses": (
        "{step: issue, by: agent}",
        "{step: issue, by: director}",
        "test “only the director”: every step was allowed, one should have been refused",
    ),
    "a test with a clock in another state": (
        EXPECT,
        EXPECT + "clocks: {legal: running}, ",
        "the clock “legal” is off, not running",
    ),
    "a test with a clock that did not start": (
        EXPECT,
        EXPECT + "due: {slow: 2026-11-06}, ",
        "the clock “slow” was not started",
    ),
    "a test with another day": (
        EXPECT,
        EXPECT + "due: {legal: 2026-11-05}, ",
        "is due 2026-11-09T16:30, not 2026-11-05",
    ),
    "a test with somebody else": (
        EXPECT,
        EXPECT + "who_may: {take: [director]}, ",
        "“take” may be taken by [], not by ['director']",
    ),
}
