"""Bad packs by their clocks and letters."""


def extension(parts: str, words: str) -> tuple[str, str, str]:
    return ("silence: none}", f"extension: {{{parts}}}, silence: none}}", words)


CLOCKS = {
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
        (
            "received: {public: deposited, clock: legal}",
            "received: {public: deposited, clock: [legal, quick]}",
        ),
    ),
    "a clock that always runs counts working time": (
        "calendar: agency",
        "calendar: always",
        "working time is not counted on a clock that always runs",
    ),
    "a warning at no moment": (
        'warn: ["-4 working_hours"]',
        "warn: [early]",
        "the moment “early” is not understood",
    ),
    "a clock that starts nowhere": (
        "starts: received",
        "starts: [received, nowhere]",
        "the clock “legal” starts in “nowhere”, which is no state",
    ),
    "a clock that sends what is not there": (
        '{at: "0", to: director}',
        '{at: "0", to: director, letter: poem}',
        "the clock sends the letter “poem”, which is not there",
    ),
    "an extension in another unit": extension("length: 5 hours, by: agent, letter: receipt", "another unit"),
    "an extension by nobody": extension(
        "length: 2 working_days, by: nobody, letter: receipt", "“nobody” is not one of the roles"
    ),
    "an extension that nobody is told of": extension(
        "length: 2 working_days, by: agent", "the extension of “legal” has no letter with its text message"
    ),
    "a title of files with a field that is not asked": (
        'case_title: {ar: "{subject}"}',
        'case_title: {ar: "{colour}"}',
        "the title of a case has no field “colour”",
    ),
}
