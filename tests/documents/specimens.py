"""The papers of the design, with its words: the golden tests print these."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from shubbak.documents.sheets import (
    DayLine,
    Decision,
    Departure,
    Due,
    EliminationSheet,
    Fact,
    Item,
    Label,
    Letter,
    ListedLetter,
    Observations,
    Pair,
    Receipt,
    RegisterOfDay,
    SeparatorSheets,
)
from tests.documents.specimen_bill import bill

MADE = datetime(2026, 11, 3, 9, 42, tzinfo=UTC)
UNIT = Pair("مصلحة العلاقة بالزبناء", "Service relation clientèle")
PLACE = Pair("وكالة المسيرة، 12 شارع الحسن الثاني", "Agence Al Massira, 12 bd Hassan II")
CHECK_URL = "HTTPS://MIYAH.EXAMPLE/V/" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 6
CHECK = Pair(
    "للتحقق من صحة هذا الوصل، امسحوا الرمز، ولو بدون أنترنيت، أو اتصلوا بالرقم 08 02 00 14 14.",
    "Pour vérifier ce récépissé, scannez le code.",
)
DUE = Due(
    lead=Pair("يُجاب عنها في أجل أقصاه", "Réponse au plus tard le"),
    day=Pair("الخميس 19 نونبر 2026", "jeudi 19 novembre 2026"),
    why=Pair(
        "عشرة أيام عمل، تُحسب من 4 نونبر، دون احتساب 6 و18 نونبر (عطلتان) ونهاية الأسبوع.",
        "Dix jours ouvrables à compter du 4 novembre, hors 6 et 18 novembre (fériés) et fins de semaine.",
    ),
)
APPEALS = (
    Item(
        Pair("طرق الطعن", "Recours"),
        Pair(
            "التظلم لدى المدير العام، أو التوجه إلى مؤسسة الوسيط في أي وقت، أو اللجوء إلى القضاء الإداري.",
            "Recours auprès du directeur général, saisine du Médiateur à tout moment, ou juge administratif.",
        ),
    ),
)


def miyah() -> Any:
    """The agency as far as a paper sees it."""
    name = {"ar": "وكالة مياه وادي الزيتون", "fr": "Régie Miyah Oued Zitoun"}
    palette = {
        "accent": "#00607C",
        "deep": "#083D50",
        "tint": "#EAF4F7",
        "rule": "#B5D6E0",
        "glow": "#7FC6DB",
    }
    return SimpleNamespace(palette=palette, glyph="drop", localized_name=name.__getitem__)


def receipt() -> Receipt:
    row = lambda ar, fr, value, style="plain": Fact(Pair(ar, fr), Pair(value), style)  # noqa: E731
    return Receipt(
        made_at=MADE,
        unit=UNIT,
        place=PLACE,
        title=Pair("وصل إيداع شكاية", "Récépissé de dépôt d’une réclamation"),
        number="1482/2026",
        facts=(
            row("تاريخ الإيداع", "Déposé le", "الثلاثاء 3 نونبر 2026، على الساعة 10:42", "strong"),
            row("القناة", "Canal", "البوابة الإلكترونية"),
            row("المرتفق", "Usager", "السيد محمد أيت الحاج، البطاقة الوطنية G••••81"),
            row("العقدة", "Contrat", "0341 2207"),
            row("الموضوع", "Objet", "انقطاع الماء بزنقة الياسمين، رقم 14، حي النخيل"),
            row("الوثائق المتوصل بها", "Pièces reçues", "صورة واحدة. لا تنقص أي وثيقة: الملف كامل."),
            row("المصلحة المعنية", "Service concerné", "مصلحة شبكة الماء، الهاتف 05 23 34 00 20"),
            row("رمز التتبع", "Code de suivi", "4821 9035 7714 2", "code"),
        ),
        due=DUE,
        effects=(
            Item(
                Pair("أثر عدم الجواب", "Effet du silence"),
                Pair(
                    "سكوت الإدارة لا يُعد جوابا، ولا يُسقط حقكم في الطعن.",
                    "Le silence ne vaut pas réponse et ne vous prive d’aucun recours.",
                ),
            ),
            *APPEALS,
            Item(
                Pair("إعادة الفتح", "Réouverture"),
                Pair(
                    "إن لم يُحلّ المشكل، خلال 15 يوما من الجواب.",
                    "Si le problème persiste, dans les 15 jours suivant la réponse.",
                ),
            ),
        ),
        check_url=CHECK_URL,
        check=CHECK,
        issued=Pair("سُلّم تلقائيا عند الإيداع.", "Délivré automatiquement au dépôt."),
    )


def observations() -> Observations:
    return Observations(
        made_at=MADE,
        unit=UNIT,
        place=PLACE,
        title=Pair("ورقة الملاحظات", "Feuille d’observations"),
        number="1482/2026",
        opening=Pair(
            "درسنا ملفكم، وتنقصه الوثائق الآتية. هذا هو الطلب الوحيد.",
            "Votre dossier a été étudié ; il y manque les pièces suivantes."
            " Elles ne seront demandées qu’une fois.",
        ),
        items=(
            Item(
                Pair("صورة العداد", "Photographie du compteur"),
                Pair(
                    "الصورة المرسلة غير مقروءة: يجب أن يظهر الرقم كاملا.",
                    "La photo envoyée n’est pas lisible.",
                ),
            ),
            Item(
                Pair("نسخة من عقد الكراء", "Copie du bail"),
                Pair("تُسلَّم من المقاطعة، الهاتف 05 23 34 00 20.", "Délivrée par l’arrondissement."),
            ),
        ),
        due=DUE,
        check_url=CHECK_URL,
        check=CHECK,
    )


def decision() -> Decision:
    return Decision(
        made_at=MADE,
        unit=UNIT,
        place=PLACE,
        title=Pair("قرار", "Décision"),
        number="77/2026",
        opening=Pair(
            "بناء على الطلب رقم 1482/2026 المودع بتاريخ 3 نونبر 2026،",
            "Vu la demande n° 1482/2026 déposée le 3 novembre 2026,",
        ),
        ruling=Pair("رُفض الطلب للسبب الآتي.", "La demande est refusée pour le motif suivant."),
        reasons=(
            Item(
                Pair("المادة 7", "Article 7"),
                Pair("البناء المزمع إصلاحه غير مرخص.", "La construction à réparer n’est pas autorisée."),
            ),
        ),
        appeals=APPEALS,
        signatory=Pair("رئيس المجلس", "Le président du conseil"),
        check_url=CHECK_URL,
        check=CHECK,
    )


def letter() -> Letter:
    return Letter(
        made_at=MADE,
        unit=UNIT,
        place=PLACE,
        title=Pair("جواب عن طلب معلومات", "Réponse à une demande d’information"),
        number="1482/2026",
        addressee=Pair("إلى السيد محمد أيت الحاج", "À M. Mohamed Aït El Haj"),
        paragraphs=(
            Pair(
                "جوابا عن طلبكم، تقع البقعة رقم 28/1045 في منطقة السكن.", "La parcelle est en zone d’habitat."
            ),
            Pair("يمكنكم الاتصال بالمصلحة على الرقم +212 5 23 34 00 20."),
        ),
        signatory=Pair("مدير الوكالة", "Le directeur de l’agence"),
    )


def departure() -> Departure:
    return Departure(
        made_at=MADE,
        unit=Pair("مصلحة شبكة الماء", "Service réseau d’eau"),
        place=PLACE,
        title=Pair("مراسلة", "Lettre"),
        number="ص 311/2026",
        direction="rtl",
        dated=Pair("في الثلاثاء 3 نونبر 2026"),
        to=Pair("إلى:"),
        addressees=(Pair("ولاية الجهة، شارع الحسن الثاني، سطات"), Pair("جماعة وادي الزيتون")),
        subject=Fact(Pair("الموضوع"), Pair("توسيع شبكة الماء بحي السلام")),
        references=(
            Fact(Pair("المرجع"), Pair("مراسلتكم المقيدة لدينا تحت رقم 1482/2026")),
            Fact(Pair("المرفقات"), Pair("تصميم الشبكة؛ محضر المعاينة")),
        ),
        paragraphs=(
            Pair("سلام تام بوجود مولانا الإمام المؤيد بالله،"),
            Pair(
                "وبعد، جوابا على مراسلتكم المشار إليها في المرجع، أخبركم بأن الأشغال مبرمجة خلال شهر دجنبر."
            ),
            Pair("وتفضلوا بقبول فائق التقدير والاحترام، والسلام."),
        ),
        quality=Pair("المدير العام"),
        signatory=Pair("حسن بنجلون"),
        signed=Pair("وقع في دفتر التوقيعات الإلكتروني"),
        copies_label=Pair("نسخة إلى:"),
        copies=(Pair("عمالة الإقليم"),),
        seal=Pair("وضعت الهيئة على هذه الوثيقة خاتما إلكترونيا بشهادة خاصة بها."),
    )


def label() -> Label:
    return Label(
        made_at=MADE,
        unit=Pair("مكتب الضبط"),
        place=Pair(""),
        title=Pair("سجل الواردات: 1482/2026"),
        number="و 1482/2026",
        day=Pair("الثلاثاء 3 نونبر 2026، 10:42"),
        figures="14822026",
    )


def register() -> RegisterOfDay:
    line = lambda number, hour, name, subject, remark="": DayLine(  # noqa: E731  short, for a table
        *map(Pair, (number, hour, name, subject, remark))
    )
    return RegisterOfDay(
        made_at=MADE,
        unit=Pair("مكتب الضبط", "Bureau d’ordre"),
        place=PLACE,
        title=Pair("سجل الواردات", "Registre d’arrivée"),
        number="03/11/2026",
        number_label=Pair("يوم", "Jour"),
        facts=(Fact(Pair("يوم التقييد", "Enregistré au"), Pair("الثلاثاء 3 نونبر 2026")),),
        lines=(
            line("1480/2026", "09:05", "ولاية الجهة", "طلب عقد اجتماع"),
            line("1481/2026", "10:20", "تعاونية الواحة", "طلب توسيع شبكة الماء", "ملغى"),
            line("1482/2026", "15:41", "المحكمة الابتدائية", "سري"),
        ),
        closing=Pair("حُصر السجل في 3 تقييدات.", "Registre arrêté à 3 inscriptions."),
        clerk=Pair("زهرة العلوي", "Zohra Alaoui"),
        head=Pair("حسن بنجلون", "Hassan Benjelloun"),
    )


def elimination() -> EliminationSheet:
    goes, stays = Pair("إتلاف", "À éliminer"), Pair("حفظ (عينة)", "Conservé (échantillon)")
    line = lambda number, day, fate: ListedLetter(  # noqa: E731  short, for a table
        Pair(number), Pair(day), Pair("شكاية", "Réclamation"), Pair("31/12/2025"), fate
    )
    return EliminationSheet(
        made_at=MADE,
        unit=Pair("مكتب الضبط", "Bureau d’ordre"),
        place=Pair(""),
        title=Pair("لائحة إتلاف المراسلات", "Bordereau d’élimination de courriers"),
        number="12",
        facts=(
            Fact(Pair("تاريخ التحرير", "Établi le"), Pair("الثلاثاء 3 نونبر 2026")),
            Fact(Pair("للإتلاف", "À éliminer"), Pair("2")),
            Fact(
                Pair("عينة تُحفظ", "Échantillon conservé"), Pair("1 من أصل 3، من صنف 1.2 الشكايات، سنة 2015")
            ),
        ),
        lines=(
            line("و 12/2015", "03/02/2015", goes),
            line("و 77/2015", "09/04/2015", stays),
            line("و 310/2015", "21/10/2015", goes),
        ),
        maker=Pair("زهرة العلوي", "Zohra Alaoui"),
        visa=Pair("أ.م 14/2026"),
        issued=Pair(
            "سُحبت العينات بالقرعة بعملية حسابية يمكن إعادتها.",
            "Échantillons tirés au sort par un calcul reproductible.",
        ),
    )


def separator() -> SeparatorSheets:
    """The one that bears a number: it holds all that the plain one holds."""
    return SeparatorSheets(
        made_at=MADE,
        unit=Pair("مكتب الضبط", "Bureau d’ordre"),
        place=Pair(""),
        title=Pair("الصفحات الموالية تخص المراسلة", "Les pages qui suivent appartiennent au courrier"),
        number="و 1482/2026",
        mark="SHUBBAK:1:MIYAH:0192F6C0A1B27E3F8A4B5C6D7E8F9012:ABCDEFGHIJKLMNOP",
        lines=(
            Pair(
                "توضع هذه الورقة قبل صفحات هذه المراسلة، فتُضم إليها تلقائيا بعد المسح.",
                "À poser avant les pages de ce courrier : elles lui sont jointes automatiquement"
                " après numérisation.",
            ),
        ),
    )


SPECIMENS = {
    "bill": bill,
    "receipt": receipt,
    "observations": observations,
    "decision": decision,
    "letter": letter,
    "departure": departure,
    "label": label,
    "register": register,
    "separator": separator,
    "elimination": elimination,
}
