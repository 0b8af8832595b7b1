"""Bad packs by their questions and papers."""

PROOF = "      - {id: proof, type: files, document: proof, label: {ar: وثيقة}}\n"
PART = "{id: part, type: text, label: {ar: جزء}, missing: {ar: اكتبوا.}}"


def group_question(parts: str, item: str = "item: {ar: سطر}") -> str:
    rows = f", questions: [{parts}]" if parts else ""
    return f"      - {{id: rows, type: group, label: {{ar: أسطر}}, missing: {{ar: اكتبوا.}}, {item}{rows}}}\n"


def group(parts: str, words: str, more: str = "", item: str = "item: {ar: سطر}") -> tuple[str, str, str]:
    """A group alone on its page."""
    page = "form:\n  - page: rows\n    questions:\n"
    return ("form:\n", page + group_question(parts, f"{item}, {more}" if more else item), words)


def classed(
    rules: str, words: str, values: str = "{big: {ar: كبير}, little: {ar: صغير}}"
) -> tuple[str, str, str]:
    """A pack with one derived answer, `size`."""
    part = f"classes:\n  size: {{title: {{ar: صنف}}, values: {values}, rules: [{rules}]}}\n"
    return ("documents:\n", f"{part}documents:\n", words)


def rule(value: str, when: str = "") -> str:
    condition = f"when: {when}, " if when else ""
    return f"{{class: {value}, {condition}why: {{ar: سبب}}, text: {{ar: نص}}}}"


BIG, LITTLE = rule("big", "{subject: power}"), rule("little")
PROOF_PAPER = "proof: {title: {ar: وثيقة}"
INFORMATION = f"{PROOF_PAPER}, role: information"

FORM = {
    "classes whose last rule does not hold always": classed(
        f"{BIG}, {rule('little', '{subject: water}')}", "of the rules of “size” the last alone holds always"
    ),
    "a class that looks at a class": classed(
        f"{BIG}, {rule('big', '{size: big}')}, {LITTLE}", "looks at a class, not at a question"
    ),
    "a class without a rule": classed(
        f"{BIG}, {LITTLE}",
        "“huge” has no rule, or no name, among the classes of “size”",
        "{big: {ar: كبير}, little: {ar: صغير}, huge: {ar: ضخم}}",
    ),
    "a class that is asked": (
        *classed(f"{BIG}, {LITTLE}", "“size” is asked, and cannot be derived"),
        ("{id: remark,", "{id: size,"),
    ),
    "a condition on a class that is none": (
        *classed(f"{BIG}, {LITTLE}", "“huge” is none of the classes of “size”"),
        ("when: {subject: power}}\n", "when: {size: huge}}\n"),
    ),
    "a test of a class that comes out as another": (
        *classed(f"{BIG}, {LITTLE}", "the answers make “size” little, not big"),
        ("expect: {result: issued,", "expect: {result: issued, classes: {size: big},"),
    ),
    "a class of what is not asked": classed(
        f"{rule('big', '{colour: red}')}, {LITTLE}", "looks at “colour”, which was not asked before"
    ),
    "an information paper that is required": (
        f"{PROOF_PAPER}",
        INFORMATION,
        "the information paper “proof” is required",
        ("type: files,", "type: files, required: false,"),
    ),
    "an information paper that the form insists on": (
        PROOF_PAPER,
        f"{INFORMATION}, required: false",
        "the form insists on the information paper “proof”",
    ),
    "an information paper that a step waits for": (
        PROOF_PAPER,
        f"{INFORMATION}, required: false",
        "a step waits for the information paper “proof”",
        ("type: files,", "type: files, required: false,"),
        ("by: agent, needs: [observations]", "by: agent, needs: [observations, {document: proof}]"),
    ),
    "a paper that is never asked for": (
        "documents:\n",
        "documents:\n  deed: {title: {ar: رسم}}\n",
        "the paper “deed” is never asked for",
    ),
    "a paper that is no document": (
        PROOF,
        PROOF + PROOF.replace("proof", "proof2"),
        "the form asks for the paper “proof2”, which is not among the documents",
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
    "a step with a condition on what is not asked": (
        "to: issued, by: director, needs: [answer]",
        "to: issued, by: director, when: {colour: red}, needs: [answer]",
        "the condition looks at “colour”, which was not asked before",
    ),
    "a clock with a condition on an answer that is not offered": (
        "starts: received, calendar: agency, public: true",
        "starts: received, when: {subject: gas}, calendar: agency",
        "“gas” is no answer to “subject”",
    ),
    "a choice without choices": (
        "{id: remark, type: text",
        "{id: remark, type: choice",
        "the question “remark” has no choices",
    ),
    "a number of a file that is chosen from rows": (
        "- id: subject\n        type: choice",
        "- id: subject\n        names: file\n        type: choice",
        "the question “subject” names a file, but no number is typed there",
    ),
    "a question for files of no paper": (
        "{id: remark, type: text",
        "{id: remark, type: files",
        "the question “remark” does not say which paper it asks for",
    ),
    "a question without its message": (
        "missing: {ar: اكتبوا.}, ",
        "",
        "the question “remark” has no message for a missing answer",
    ),
    "a question that holds others": (
        "type: files, document: proof",
        f"type: files, document: proof, questions: [{PART}]",
        "the group “proof” holds questions but is no group",
    ),
    "a group that asks nothing": group("", "asks nothing in its rows"),
    "a group beside other questions": (
        PROOF,
        PROOF + group_question(PART),
        "the group “rows” does not stand alone on its page",
    ),
    "a group of fewer rows than it wants": group(
        PART, "takes fewer rows than it wants", "rows: {least: 3, most: 2}"
    ),
    "a group that asks the same twice": group(f"{PART}, {PART}", "asks the same twice in a row"),
    "a group with files in its rows": group(
        PART.replace("type: text", "type: phone"), "asks for “part”, which no row may hold"
    ),
    "a group whose rows have no name": group(PART, "does not say what a row is called", item="rows: {}"),
    "a group with a part that is not whole": group(
        PART.replace("type: text", "type: choice"), "has a part “part” that has no choices"
    ),
    "a condition on a number that is none": (
        "when: {subject: power}",
        "when: {subject: {above: many}}",
        "“many” is no number that “subject” may pass",
    ),
}
