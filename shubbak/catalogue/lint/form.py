"""Questions are asked once, conditions look at earlier answers, papers are asked for."""

from shubbak.catalogue.lint.pad import Pad
from shubbak.catalogue.spec import Condition, Question

IN_GROUPS = frozenset({"text", "long_text", "number", "date", "choice", "yes_no", "contract"})
"""Types that a row of a group may ask for: one box, one value."""


def questions_are_distinct(pad: Pad) -> None:
    seen: set[str] = set()
    for page_rank, page in enumerate(pad.spec.pages):
        for rank, question in enumerate(page.questions):
            if question.id in seen:
                pad.refuse(
                    f"the question “{question.id}” is asked twice", "form", page_rank, "questions", rank
                )
            seen.add(question.id)


def questions_are_whole(pad: Pad) -> None:
    for page_rank, page in enumerate(pad.spec.pages):
        for rank, question in enumerate(page.questions):
            why = _lacks(question)
            if why:
                pad.refuse(f"the question “{question.id}” {why}", "form", page_rank, "questions", rank)


def conditions_look_back(pad: Pad) -> None:
    """A condition may look only at questions that were asked before, and at answers that they offer; steps,
    clocks and routes come after the whole form.
    """
    asked: dict[str, Question] = {}
    for page_rank, page in enumerate(pad.spec.pages):
        _check_condition(pad, page.when, asked, ("form", page_rank))
        for rank, question in enumerate(page.questions):
            _check_condition(pad, question.when, asked, ("form", page_rank, "questions", rank))
            asked[question.id] = question
    _check_classes(pad, asked)
    for document in pad.spec.documents.values():
        _check_condition(pad, document.when, asked, ("documents", document.name))
    for rank, route in enumerate(pad.spec.deposit.routes):
        _check_condition(pad, route.when, asked, ("deposit", "route", rank))
    for part, named in (("steps", pad.spec.steps), ("clocks", pad.spec.clocks)):
        for name, conditioned in named.items():
            _check_condition(pad, conditioned.when, asked, (part, name, "when"))


def _check_classes(pad: Pad, asked: dict[str, Question]) -> None:
    for name, derived in pad.spec.derived.items():
        for rank, rule in enumerate(derived.rules):
            _check_condition(pad, rule.when, asked, ("classes", name, "rules", rank))


def papers_are_asked_for(pad: Pad) -> None:
    """Every paper has its question, or is needed or made by a step."""
    asked = {question.document for question in pad.spec.questions()}
    steps = pad.spec.steps.values()
    handled = {need.argument for step in steps for need in step.needs if need.name == "document"}
    handled |= {effect.argument for step in steps for effect in step.effects if effect.name == "document"}
    for document in pad.spec.documents.values():
        if document.name not in asked | handled:
            pad.refuse(f"the paper “{document.name}” is never asked for", "documents", document.name)
    for name in sorted(asked - {""} - set(pad.spec.documents)):
        pad.refuse(f"the form asks for the paper “{name}”, which is not among the documents", "form")


def information_grounds_nothing(pad: Pad) -> None:
    """An information paper may follow later: no deposit and no step waits for it (RGC, art. 30 and 33)."""
    needed = {need.argument for s in pad.spec.steps.values() for need in s.needs if need.name == "document"}
    for document in pad.spec.documents.values():
        where = ("documents", document.name)
        if document.role == "main":
            continue
        if document.required or document.when:
            pad.refuse(f"the information paper “{document.name}” is required (required: false)", *where)
        if document.name in needed:
            pad.refuse(f"a step waits for the information paper “{document.name}”", *where)
        for question in pad.spec.questions():
            if question.document == document.name and question.required:
                pad.refuse(f"the form insists on the information paper “{document.name}”", *where)


def groups_hold_together(pad: Pad) -> None:
    """A group stands alone on its page (its buttons draw the page again) and asks for single answers."""
    for page_rank, page in enumerate(pad.spec.pages):
        for rank, question in enumerate(page.questions):
            why = _wrong_group(question, alone=len(page.questions) == 1)
            if why:
                pad.refuse(f"the group “{question.id}” {why}", "form", page_rank, "questions", rank)


def _wrong_group(question: Question, *, alone: bool) -> str:
    if question.type != "group":
        return "holds questions but is no group" if question.parts else ""
    ids = [part.id for part in question.parts]
    alien = [part.id for part in question.parts if part.type not in IN_GROUPS or part.when or part.binds]
    faults = {
        "asks nothing in its rows": not ids,
        "does not stand alone on its page": not alone,
        "takes fewer rows than it wants": question.least > question.most,
        "asks the same twice in a row": len(set(ids)) < len(ids),
        f"asks for “{', '.join(alien)}”, which no row may hold": bool(alien),
        "does not say what a row is called (item)": not question.item.get("ar"),
    }
    return next((words for words, is_so in faults.items() if is_so), "")


def _lacks(question: Question) -> str:
    lacking = next((part for part in question.parts if _lacks(part)), None)
    if lacking is not None:
        return f"has a part “{lacking.id}” that {_lacks(lacking)}"
    if question.type in ("choice", "choices", "place") and not question.choices:
        return "has no choices"
    if question.type == "files" and not question.document:
        return "does not say which paper it asks for"
    if question.names and question.type != "text":
        return "names a file, but no number is typed there"
    if question.required and not question.missing.get("ar") and question.type not in ("files",):
        return "has no message for a missing answer"
    return ""


def _check_condition(
    pad: Pad, condition: Condition | None, asked: dict[str, Question], where: tuple[str | int, ...]
) -> None:
    if condition is None:
        return
    for part in condition.parts:
        _check_condition(pad, part, asked, where)
    if not condition.question:
        return
    if condition.kind in ("above", "below") and not _is_number(condition.values[0]):
        pad.refuse(f"“{condition.values[0]}” is no number that “{condition.question}” may pass", *where)
    question = asked.get(condition.question)
    if question is None:
        pad.refuse(f"the condition looks at “{condition.question}”, which was not asked before", *where)
    elif condition.kind == "equals" and question.choices:
        unknown = set(condition.values) - {choice.value for choice in question.choices}
        if unknown:
            words = f"“{', '.join(sorted(unknown))}” is no answer to “{condition.question}”"
            pad.refuse(words, *where)


def _is_number(word: str) -> bool:
    return word.removeprefix("-").replace(".", "", 1).isdecimal()


RULES = (
    questions_are_distinct,
    questions_are_whole,
    groups_hold_together,
    conditions_look_back,
    papers_are_asked_for,
    information_grounds_nothing,
)
