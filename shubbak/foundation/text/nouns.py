"""The nouns that Shubbak counts. Arabic: after one, two, three to ten, eleven to ninety-nine, a hundred."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ArabicNoun:
    one: str
    two: str
    two_object: str
    few: str
    many: str
    hundred: str


@dataclass(frozen=True)
class Noun:
    """`fr` and `en` are (singular, plural)."""

    ar: ArabicNoun
    fr: tuple[str, str]
    en: tuple[str, str]


def _masculine(bare: str, plural: str, many: str) -> ArabicNoun:
    return ArabicNoun(f"{bare} واحد", f"{bare}ان", f"{bare}ين", plural, many, bare)


def _feminine(bare: str, plural: str) -> ArabicNoun:
    """A noun that ends with taa marbuta: it opens before the dual, and takes no alef in the accusative."""
    stem = bare.removesuffix("ة") + "ت"
    return ArabicNoun(f"{bare} واحدة", f"{stem}ان", f"{stem}ين", plural, bare, bare)


NOUNS: Mapping[str, Noun] = {
    "day": Noun(_masculine("يوم", "أيام", "يوما"), ("jour", "jours"), ("day", "days")),
    "working_day": Noun(
        ArabicNoun("يوم عمل واحد", "يوما عمل", "يومي عمل", "أيام عمل", "يوم عمل", "يوم عمل"),
        ("jour ouvrable", "jours ouvrables"),
        ("working day", "working days"),
    ),
    "calendar_day": Noun(
        ArabicNoun(
            "يوم تقويمي واحد",
            "يومان تقويميان",
            "يومين تقويميين",
            "أيام تقويمية",
            "يوما تقويميا",
            "يوم تقويمي",
        ),
        ("jour calendaire", "jours calendaires"),
        ("calendar day", "calendar days"),
    ),
    "week": Noun(_masculine("أسبوع", "أسابيع", "أسبوعا"), ("semaine", "semaines"), ("week", "weeks")),
    "month": Noun(_masculine("شهر", "أشهر", "شهرا"), ("mois", "mois"), ("month", "months")),
    "year": Noun(_feminine("سنة", "سنوات"), ("an", "ans"), ("year", "years")),
    "hour": Noun(_feminine("ساعة", "ساعات"), ("heure", "heures"), ("hour", "hours")),
    "working_hour": Noun(
        ArabicNoun("ساعة عمل واحدة", "ساعتا عمل", "ساعتي عمل", "ساعات عمل", "ساعة عمل", "ساعة عمل"),
        ("heure ouvrable", "heures ouvrables"),
        ("working hour", "working hours"),
    ),
    "minute": Noun(_feminine("دقيقة", "دقائق"), ("minute", "minutes"), ("minute", "minutes")),
    "second": Noun(_feminine("ثانية", "ثوان"), ("seconde", "secondes"), ("second", "seconds")),
    "document": Noun(_feminine("وثيقة", "وثائق"), ("pièce", "pièces"), ("document", "documents")),
    "paper": Noun(_feminine("ورقة", "أوراق"), ("papier", "papiers"), ("paper", "papers")),
    "photo": Noun(_feminine("صورة", "صور"), ("photo", "photos"), ("photograph", "photographs")),
    "recording": Noun(
        _masculine("تسجيل", "تسجيلات", "تسجيلا"),
        ("enregistrement", "enregistrements"),
        ("recording", "recordings"),
    ),
    "file": Noun(_masculine("ملف", "ملفات", "ملفا"), ("dossier", "dossiers"), ("file", "files")),
    "attachment": Noun(
        _masculine("مرفق", "مرفقات", "مرفقا"),
        ("pièce jointe", "pièces jointes"),
        ("attachment", "attachments"),
    ),
    "contract": Noun(_feminine("عقدة", "عقد"), ("contrat", "contrats"), ("contract", "contracts")),
    "instalment": Noun(
        _masculine("قسط", "أقساط", "قسطا"), ("échéance", "échéances"), ("instalment", "instalments")
    ),
    "bill": Noun(_feminine("فاتورة", "فواتير"), ("facture", "factures"), ("bill", "bills")),
    "letter": Noun(_feminine("رسالة", "رسائل"), ("lettre", "lettres"), ("letter", "letters")),
    "message": Noun(_feminine("رسالة", "رسائل"), ("message", "messages"), ("message", "messages")),
    "complaint": Noun(
        _feminine("شكاية", "شكايات"), ("réclamation", "réclamations"), ("complaint", "complaints")
    ),
    "request": Noun(_masculine("طلب", "طلبات", "طلبا"), ("demande", "demandes"), ("request", "requests")),
    "service": Noun(_feminine("خدمة", "خدمات"), ("service", "services"), ("service", "services")),
    "question": Noun(
        ArabicNoun("سؤال واحد", "سؤالان", "سؤالين", "أسئلة", "سؤالا", "سؤال"),
        ("question", "questions"),
        ("question", "questions"),
    ),
    "answer": Noun(
        ArabicNoun("جواب واحد", "جوابان", "جوابين", "أجوبة", "جوابا", "جواب"),
        ("réponse", "réponses"),
        ("answer", "answers"),
    ),
    "error": Noun(
        ArabicNoun("خطأ واحد", "خطآن", "خطأين", "أخطاء", "خطأ", "خطأ"),
        ("erreur", "erreurs"),
        ("error", "errors"),
    ),
    "remark": Noun(_feminine("ملاحظة", "ملاحظات"), ("observation", "observations"), ("remark", "remarks")),
    "attempt": Noun(_feminine("محاولة", "محاولات"), ("tentative", "tentatives"), ("attempt", "attempts")),
    "time": Noun(_feminine("مرة", "مرات"), ("fois", "fois"), ("time", "times")),
    "person": Noun(
        ArabicNoun("شخص واحد", "شخصان", "شخصين", "أشخاص", "شخصا", "شخص"),
        ("personne", "personnes"),
        ("person", "people"),
    ),
    "staff_member": Noun(
        _masculine("موظف", "موظفين", "موظفا"), ("agent", "agents"), ("member of staff", "members of staff")
    ),
    "result": Noun(_feminine("نتيجة", "نتائج"), ("résultat", "résultats"), ("result", "results")),
    "page": Noun(_feminine("صفحة", "صفحات"), ("page", "pages"), ("page", "pages")),
    "character": Noun(
        ArabicNoun("حرف واحد", "حرفان", "حرفين", "أحرف", "حرفا", "حرف"),
        ("caractère", "caractères"),
        ("character", "characters"),
    ),
    "stage": Noun(_feminine("مرحلة", "مراحل"), ("étape", "étapes"), ("stage", "stages")),
    "unit": Noun(_feminine("مصلحة", "مصالح"), ("service", "services"), ("unit", "units")),
    "code": Noun(_masculine("رمز", "رموز", "رمزا"), ("code", "codes"), ("code", "codes")),
}
