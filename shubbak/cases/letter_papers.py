"""Letters of the body as papers: an observation sheet, a decision, a letter."""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import zip_longest
from typing import Any
from zoneinfo import ZoneInfo

from shubbak.agencies.models import Agency
from shubbak.cases.letters import rendered_letter
from shubbak.cases.models import Case, CaseLetter, Observation, ObservationItem
from shubbak.cases.queries.applicant import paper_of_letter
from shubbak.cases.queries.completing import send_until_of
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.documents.sheets import Decision, Due, Fact, Item, Letter, Observations, Pair, Sheet
from shubbak.foundation.localized import Localized, pick
from shubbak.foundation.text import long_date
from shubbak.registry.books.signing import receipt_address

_FOLDS = re.compile(r"[ \t\n]+")
_ONCE = Pair(
    "ينقص ملفكم ما يلي. هذا هو الطلب الوحيد.",
    "Il manque à votre dossier ce qui suit. Cela ne sera demandé qu’une fois.",
)
_CHECK = Pair(
    "للتحقق من رقم هذه الرسالة وتاريخها، امسحوا الرمز، ولو بدون أنترنيت.",
    "Pour vérifier le numéro et la date de ce courrier, scannez le code, même sans réseau.",
)
_HELD = Item(
    Pair("الأجل", "Délai"),
    Pair(
        "الأجل متوقف إلى حين استكمال الملف.", "Le délai est suspendu jusqu’à ce que le dossier soit complet."
    ),
)


def letter_sheet(case: Case, letter: CaseLetter, agency: Agency) -> Sheet:
    """The paper of a letter, to be rendered by `documents.paper.render`; the same letter, the same sheet."""
    spec = spec_of(case.service_version)
    kind = paper_of_letter(spec, letter.name)
    if kind == "observations":
        return _observations(case, letter, spec, agency)
    if kind == "decision":
        return _decision(case, letter, spec, agency)
    return Letter(
        **_heading(case, letter, spec, agency),
        addressee=_addressee(case, letter),
        paragraphs=_paragraphs(case, letter, spec),
        signatory=_pair(case.unit.name),
    )


def _addressee(case: Case, letter: CaseLetter) -> Pair:
    """The body that the letter was entered for, with its address; else the person."""
    body = letter.facts.get("addressee")
    if not body:
        return Pair(case.applicant.name)
    return Pair("، ".join(filter(None, (body["name"], body["address"]))))


def _heading(case: Case, letter: CaseLetter, spec: ServiceSpec, agency: Agency) -> dict[str, Any]:
    """What every sheet of this file begins with."""
    named = spec.letters.get(letter.name) or spec.documents[letter.name]
    outgoing = getattr(letter, "outgoing", None)
    receipt = outgoing.entry.receipt if outgoing else None
    is_signed = receipt is not None and receipt.signature is not None
    facts = [Fact(Pair("الملف", "Dossier"), Pair(case.number), "strong")] if outgoing else []
    return {
        "made_at": letter.at.replace(microsecond=0),
        "unit": _pair(case.unit.name),
        "place": _pair(case.unit.place or agency.address),
        "title": _pair(named.title),
        "number": outgoing.number if outgoing else case.number,
        "facts": (
            *facts,
            Fact(Pair("التاريخ", "Date"), _day(letter, agency)),
            Fact(Pair("الخدمة", "Service"), Pair(pick(spec.title, "ar"))),
        ),
        "check_url": receipt_address(receipt) if receipt and is_signed else "",
        "check": _CHECK if is_signed else Pair(""),
    }


def _observations(case: Case, letter: CaseLetter, spec: ServiceSpec, agency: Agency) -> Observations:
    asked = letter.facts.get("observation")
    found = Observation.objects.prefetch_related("items").filter(pk=str(asked)).first() if asked else None
    until = send_until_of(case, letter, spec)
    return Observations(
        **_heading(case, letter, spec, agency),
        opening=_ONCE,
        items=tuple(_item(item, spec) for item in found.items.all()) if found else (),
        due=_to_send_by(until, agency) if until else None,
        effects=(*_explained(found.words if found else ""), _HELD),
    )


def _to_send_by(until: datetime, agency: Agency) -> Due:
    day = until.astimezone(ZoneInfo(agency.zone)).date()
    return Due(
        lead=Pair("تُرسل الوثائق في أجل أقصاه", "À envoyer au plus tard le"),
        day=Pair(*(long_date(day, language, agency.country, agency.digits) for language in ("ar", "fr"))),
        why=Pair(
            "أرسلوها من صفحة ملفكم أو أودعوها بالشباك.",
            "Depuis la page de votre dossier, ou au guichet.",
        ),
    )


def _explained(words: str) -> tuple[Item, ...]:
    return (Item(Pair("توضيح", "Précision"), Pair(words)),) if words else ()


def _item(item: ObservationItem, spec: ServiceSpec) -> Item:
    """What is asked, why in the clerk's own words, and where it is issued."""
    named = spec.documents.get(item.requirement)
    title, where = _pair(named.title if named else item.title), _pair(named.issued_by if named else {})
    if not title.ar:
        return Item(Pair(item.words), Pair(""))
    arabic = [item.words, f"تسلمها: {where.ar}" if where.ar else ""]
    return Item(title, Pair(" ".join(filter(None, arabic)), where.fr))


def _decision(case: Case, letter: CaseLetter, spec: ServiceSpec, agency: Agency) -> Decision:
    result = str(letter.facts.get("result") or case.result)
    appeal = Pair(*(" ".join(pick(way, language) for way in spec.card.appeal) for language in ("ar", "fr")))
    reasons = str(letter.facts.get("answer") or letter.facts.get("reason") or "")
    return Decision(
        **_heading(case, letter, spec, agency),
        opening=Pair(
            f"بعد دراسة الملف رقم {case.number}، تقرر ما يلي:",
            f"Après étude du dossier n° {case.number}, il est décidé :",
        ),
        ruling=_pair(spec.results.get(result, {})),
        reasons=(Item(Pair("التعليل", "Motifs"), Pair(reasons)),) if reasons else (),
        appeals=(Item(Pair("طرق الطعن", "Recours"), appeal),) if appeal.ar else (),
        signatory=_pair(case.unit.name),
    )


def _paragraphs(case: Case, letter: CaseLetter, spec: ServiceSpec) -> tuple[Pair, ...]:
    """The body of the letter, paragraph by paragraph, Arabic beside French."""
    if letter.name not in spec.letters:
        return ()
    texts = (rendered_letter(case, letter, language).text for language in ("ar", "fr"))
    return tuple(Pair(*both) for both in zip_longest(*map(_blocks, texts), fillvalue=""))


def _blocks(text: str) -> Iterable[str]:
    """Paragraphs, each on one line; a space that does not break stays what it is."""
    return [_FOLDS.sub(" ", block.strip()) for block in text.split("\n\n") if block.strip()]


def _day(letter: CaseLetter, agency: Agency) -> Pair:
    day = letter.at.astimezone(ZoneInfo(agency.zone)).date()
    return Pair(long_date(day, "ar", agency.country, agency.digits))


def _pair(words: Localized) -> Pair:
    return Pair(pick(words, "ar"), pick(words, "fr")) if words else Pair("")
