"""The receipt of a deposit as a paper: what the applicant holds in hand."""

from zoneinfo import ZoneInfo

from shubbak.agencies.models import Agency
from shubbak.cases.models import Case
from shubbak.cases.queries.access import access_code_of
from shubbak.cases.queries.applicant import Promised, promise_of_deposit
from shubbak.catalogue.forms import answers_shown
from shubbak.catalogue.queries import spec_of
from shubbak.catalogue.spec import ServiceSpec
from shubbak.documents.sheets import Due, Fact, Item, Pair, Receipt
from shubbak.foundation.codes import format_code
from shubbak.foundation.localized import Localized, pick
from shubbak.foundation.text import clock_time, count, long_date, masked_identity, shown_phone
from shubbak.registry.books.signing import receipt_address

_CHECK = Pair(
    "للتحقق من صحة هذا الوصل، امسحوا الرمز، ولو بدون أنترنيت.",
    "Pour vérifier ce récépissé, scannez le code, même sans réseau.",
)
_FOLLOWS = Pair(
    "سُجّل الإيداع. التوقيع الإلكتروني على هذا الوصل يصل لاحقا.",
    "Le dépôt est enregistré. Le récépissé signé suivra.",
)
_CHANNELS = {
    "portal": Pair("البوابة الإلكترونية", "Portail"),
    "api": Pair("الخدمة البرمجية", "Interface de programmation"),
    "app": Pair("التطبيق", "Application"),
    "phone": Pair("الهاتف", "Téléphone"),
    "email": Pair("البريد الإلكتروني", "Courriel"),
    "letter": Pair("البريد", "Courrier"),
    "fax": Pair("الفاكس", "Télécopie"),
    "counter": Pair("الشباك", "Guichet"),
    "kiosk": Pair("الكشك الإلكتروني", "Borne"),
    "social": Pair("شبكات التواصل", "Réseaux sociaux"),
    "chikaya": Pair("بوابة شكاية", "Portail Chikaya"),
}


def receipt_sheet(case: Case, agency: Agency) -> Receipt:
    """The receipt (وصل الإيداع) of a case, to be rendered by `documents.paper.render`.

    It states what was said at the deposit: clocks that were held since, or a new unit, do not change it.
    """
    spec = spec_of(case.service_version)
    receipt = case.entry.receipt
    is_signed = receipt.signature is not None
    return Receipt(
        made_at=case.opened_at,
        unit=_pair(case.unit.name),
        place=_pair(case.unit.place or agency.address),
        title=Pair(
            f"وصل إيداع: {pick(spec.title, 'ar')}",
            f"Récépissé de dépôt : {pick(spec.title, 'fr')}",
        ),
        number=case.number,
        facts=_facts(case, spec, agency),
        due=_due(promise_of_deposit(case), agency),
        effects=_effects(spec),
        check_url=receipt_address(receipt) if is_signed else "",
        check=_CHECK if is_signed else _FOLLOWS,
        issued=Pair("سُلّم تلقائيا عند الإيداع.", "Délivré automatiquement au dépôt."),
    )


def _facts(case: Case, spec: ServiceSpec, agency: Agency) -> tuple[Fact, ...]:
    phones = [*case.unit.phones, *agency.phones]
    reach = f"، الهاتف {shown_phone(str(phones[0]['number']), agency.country)}" if phones else ""
    papers = case.papers.filter(of_deposit=True).count()
    received = count(papers, "document", "ar", agency.digits) if papers else "لا شيء"
    person = case.submitter or case.applicant
    rows = [
        _row("تاريخ الإيداع", "Déposé le", _when(case, agency), "strong"),
        _row("القناة", "Canal", _CHANNELS.get(case.channel, Pair(case.channel)).ar),
        _row("صاحب الطلب", "Demandeur", _named(case.applicant.name, case.applicant.identity_number)),
        _row("المودِع", "Déposant", _named(person.name, "")) if case.submitter else None,
        *_answers(case, spec, agency),
        _row("الوثائق المتوصل بها", "Pièces reçues", received),
        _row("المصلحة المعنية", "Service concerné", f"{pick(case.unit.name, 'ar')}{reach}"),
        _row("رمز التتبع", "Code de suivi", format_code(access_code_of(case)), "code"),
    ]
    return tuple(row for row in rows if row is not None)


def _row(arabic: str, french: str, value: str, style: str = "plain") -> Fact:
    return Fact(Pair(arabic, french), Pair(value), style)  # type: ignore[arg-type]  # one of the three


def _named(name: str, identity: str) -> str:
    return f"{name}، {masked_identity(identity)}" if identity else name


def _answers(case: Case, spec: ServiceSpec, agency: Agency) -> list[Fact]:
    """What the file is about: the answers that its title is made of."""
    wanted = pick(spec.title_of_case, "ar")
    arabic = answers_shown(spec, case.answers, "ar", agency.country, agency.digits)
    french = {shown.question: shown.label for shown in answers_shown(spec, case.answers, "fr")}
    return [
        _row(shown.label, french.get(shown.question, ""), shown.text)
        for shown in arabic
        if f"{{{shown.question}}}" in wanted
    ]


def _when(case: Case, agency: Agency) -> str:
    local = case.opened_at.astimezone(ZoneInfo(agency.zone))
    day = long_date(local.date(), "ar", agency.country, agency.digits)
    return f"{day}، على الساعة {clock_time(local, 'ar', agency.digits)}"


def _due(promised: Promised | None, agency: Agency) -> Due | None:
    if promised is None:
        return None
    day = promised.due.astimezone(ZoneInfo(agency.zone)).date()
    return Due(
        lead=Pair("يُجاب عنه في أجل أقصاه", "Réponse au plus tard le"),
        day=Pair(*(long_date(day, language, agency.country, agency.digits) for language in ("ar", "fr"))),
        why=_pair(promised.why),
    )


def _effects(spec: ServiceSpec) -> tuple[Item, ...]:
    appeal = {
        language: " ".join(pick(way, language) for way in spec.card.appeal) for language in ("ar", "fr")
    }
    items = (
        Item(Pair("أثر عدم الجواب", "Effet du silence"), _pair(spec.card.silence)),
        Item(Pair("طرق الطعن", "Recours"), _pair(appeal)),
    )
    return tuple(item for item in items if item.text.ar)


def _pair(words: Localized) -> Pair:
    return Pair(pick(words, "ar"), pick(words, "fr")) if words else Pair("")
