"""Bad packs by their shape and their words; what cannot be read at all."""

SHAPE = {
    "an Arabic text that is missing": (
        "summary: {ar: ملخص, fr: Résumé",
        "summary: {fr: Résumé",
        "summary: the Arabic text is missing",
    ),
    "a part that means nothing": ("kind: request", "kind: request\ncolour: red", "colour means nothing here"),
    "a part that is missing": ("audience: [person]\n", "", "audience is missing"),
    "a number without its text": (
        "length: {setting: answer}",
        "length: 2 working_days",
        "the clock “legal” does not name its text",
    ),
    "a number that is none of the settings": (
        "length: {setting: answer}",
        "length: {setting: reply}",
        "“reply” is none of the settings",
    ),
    "a letter whose brace is not closed": (
        "السلام عليكم {person}",
        "السلام عليكم {person",
        "a brace of this text is not closed",
    ),
    "a word that is not offered": ("kind: request", "kind: wish", "kind: “wish” is none of request"),
    "a text that is empty": ("audience: [person]", "audience: []", "audience: is empty"),
    "a version that is none": ('version: "1.0.0"', "version: first", "version: 'first' does not match"),
    "a test at no moment": (
        "- {name: to the end,",
        "- {name: to the end, start: soon,",
        "“soon” is no moment (such as 2026-11-04T10:00)",
    ),
}

UNREADABLE = {
    "a part that is written twice": ("service: small\nservice: other\n", "“service” is written twice"),
    "an alias": ("title: &a {ar: طلب}\nsummary: *a\n", "aliases are not used in packs"),
    "a tag": ("service: !!python/name:os.system x\n", "is not used in packs"),
    "a list": ("- service\n", "a pack is a mapping of names to parts"),
    "a bracket that is not closed": ("form: [\n", "not readable as YAML: "),
    "a sign that is no text": ("service: \x07\n", "not readable as YAML: "),
    "a file of a megabyte": ("#" * 1_000_001, "the pack is larger than a megabyte"),
}
