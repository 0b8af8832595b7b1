"""Letters hold only fields that exist, and each is sent by something."""

from collections.abc import Iterator
from string import Formatter

from shubbak.catalogue.lint.pad import Pad
from shubbak.catalogue.spec import APPLICANT, Effect, Letter, Localized


def fields_exist(pad: Pad) -> None:
    answers = [*(question.id for question in pad.spec.questions()), *pad.spec.derived]
    known = pad.vocabulary.letter_fields | {f"answers.{name}" for name in answers}
    for letter in pad.spec.letters.values():
        for part, language, text in _texts(letter):
            for name in _fields(text):
                if name not in known:
                    words = f"the letter “{letter.name}” has no field “{name}”"
                    pad.refuse(words, "letters", letter.name, part, language)


def languages_agree(pad: Pad) -> None:
    """A field that stands in the Arabic text of a letter stands in the others."""
    for letter in pad.spec.letters.values():
        arabic = set(_fields(letter.body["ar"]))
        for language, text in letter.body.items():
            lost = arabic - set(_fields(text))
            if lost:
                words = f"the letter “{letter.name}” loses {', '.join(sorted(lost))} in “{language}”"
                pad.refuse(words, "letters", letter.name, "body", language)


def letters_are_used(pad: Pad) -> None:
    used = {name for effect in _effects(pad) for name in _letters_of(effect)}
    for clock in pad.spec.clocks.values():
        used |= {clock.silence.letter, *(step.letter for step in clock.escalate)}
        used |= {clock.extension.letter} if clock.extension else set()
    for name in pad.spec.letters:
        if name not in used:
            pad.refuse(f"the letter “{name}” is never sent", "letters", name)


def letters_reach_a_telephone(pad: Pad) -> None:
    """A letter to the applicant has its text message: many people give a telephone number only."""
    written = {
        e.options.get("letter") for e in _effects(pad) if (e.name, e.argument) == ("notify", APPLICANT)
    }
    written |= {name for e in _effects(pad) if e.name == "tell_incident" for name in _letters_of(e)}
    for letter in pad.spec.letters.values():
        if letter.name in written and not letter.sms.get("ar"):
            pad.refuse(
                f"the letter “{letter.name}” to the applicant has no text message", "letters", letter.name
            )


def case_title_fields_exist(pad: Pad) -> None:
    known = {question.id for question in pad.spec.questions() if question.type != "group"}
    for language, text in pad.spec.title_of_case.items():
        for name in _fields(text):
            if name not in known:
                pad.refuse(f"the title of a case has no field “{name}”", "case_title", language)


def _texts(letter: Letter) -> Iterator[tuple[str, str, str]]:
    parts: tuple[tuple[str, Localized], ...] = (
        ("subject", letter.subject),
        ("body", letter.body),
        ("sms", letter.sms),
    )
    for part, localized in parts:
        for language, text in localized.items():
            yield part, language, text


def _fields(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name is not None]


def _letters_of(effect: Effect) -> tuple[str, ...]:
    return (effect.argument, effect.options.get("letter", ""), effect.options.get("news", ""))


def _effects(pad: Pad) -> Iterator[Effect]:
    yield from pad.spec.deposit.effects
    for step in pad.spec.steps.values():
        yield from step.effects


RULES = (fields_exist, languages_agree, letters_are_used, letters_reach_a_telephone, case_title_fields_exist)
