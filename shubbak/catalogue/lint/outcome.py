"""Publication names nobody; the survey, the re-opening and the retention hold together."""

from shubbak.catalogue.lint.clocks import LENGTH
from shubbak.catalogue.lint.pad import Pad

PUBLIC_FACTS = frozenset(
    {"number", "district", "opened_month", "closed_month", "days", "result", "opinion", "service"}
)
PUBLIC_TYPES = frozenset({"choice", "choices", "yes_no", "number"})


def publication_names_nobody(pad: Pad) -> None:
    """Only facts of the file and answers of closed questions; what a person typed may name somebody."""
    for rank, publication in enumerate(pad.spec.publication):
        where = ("publication", rank)
        if publication.after not in pad.spec.steps:
            pad.refuse(f"publishes after “{publication.after}”, which is no step", *where)
        for name in publication.fields:
            question = pad.spec.question(name)
            closed = question is not None and question.type in PUBLIC_TYPES and not question.binds
            if name not in PUBLIC_FACTS and name not in pad.spec.derived and not closed:
                pad.refuse(f"the publication of “{name}” may name a person", *where, "fields")


def reopening_holds(pad: Pad) -> None:
    survey = pad.spec.survey
    if survey is None:
        for step in pad.spec.steps.values():
            if step.reopens:
                pad.refuse(f"“{step.name}” re-opens, but the survey gives no time to", "steps", step.name)
        return
    if survey.after not in pad.spec.states:
        pad.refuse(f"the survey follows “{survey.after}”, which is no state", "survey", "after")
    if survey.reopen_within and not LENGTH.match(survey.reopen_within):
        pad.refuse(f"“{survey.reopen_within}” is no time to re-open (such as 15 calendar_days)", "survey")
    step_spec = pad.spec.steps.get(survey.reopen_step)
    if survey.reopen_step and (step_spec is None or not step_spec.reopens):
        pad.refuse(f"“{survey.reopen_step}” is no step that re-opens", "survey", "reopen")


def retention_is_complete(pad: Pad) -> None:
    for result in pad.spec.results:
        if result not in pad.spec.retention:
            pad.refuse(f"how long a file is kept is not said for the result “{result}”", "retention")
    for result in pad.spec.retention:
        if result not in pad.spec.results:
            pad.refuse(f"“{result}” is none of the results", "retention", result)


def tests_exist(pad: Pad) -> None:
    """The pack's own tests exist: a workflow that nobody walked is not published."""
    if not pad.spec.tests:
        pad.refuse("the pack has no tests", "tests")


RULES = (publication_names_nobody, reopening_holds, retention_is_complete, tests_exist)
