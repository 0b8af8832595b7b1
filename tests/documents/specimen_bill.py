"""The bill of the design's picture, as a paper."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from shubbak.documents.sheets import (
    BandBar,
    BandMark,
    BillLine,
    BillSheet,
    BillWhy,
    Due,
    Fact,
    Item,
    MonthUse,
    Pair,
    VatSum,
    WhyLine,
)


def _row(ar: str, fr: str, value: str, style: Literal["plain", "strong"] = "plain") -> Fact:
    return Fact(Pair(ar, fr), Pair(value), style)


DETAILS = (
    _row("الزبون", "Client", "السيد محمد أيت الحاج، 14 زنقة الياسمين، حي النخيل"),
    _row("العقدة", "Contrat", "0341 2207", "strong"),
    _row("الفترة", "Période", "من 1 أكتوبر 2026 إلى 30 أكتوبر 2026، 30 يوما"),
    _row("العداد 5512", "Compteur", "من 1846 إلى 1874، أي 28 متر مكعب، مؤشر حقيقي"),
)
LINES = (
    BillLine(Pair("استهلاك الماء", "Consommation d’eau"), "28 × 10,98", "307,44", "0 %", "307,44"),
    BillLine(Pair("إتاوة قارة", "Redevance fixe"), "", "6,00", "0 %", "6,00"),
    BillLine(
        Pair("التطهير السائل", "Assainissement"),
        "6 × 0,75 + 14 × 3,51 + 8 × 4,71",
        "91,32",
        "0 %",
        "91,32",
    ),
    BillLine(Pair("إتاوة قارة", "Redevance fixe"), "", "3,00", "0 %", "3,00"),
)
NOTES = (
    Item(
        Pair("كيف تؤدون", "Comment payer"),
        Pair(
            "عبر البوابة، أو لدى الأبناك والوكالات القريبة، أو بالصندوق. اذكروا مرجع الأداء.",
            "Sur le portail, auprès des banques et agences, ou à la caisse, avec la référence.",
        ),
    ),
    Item(
        Pair("إن لم توافقوا", "En cas de désaccord"),
        Pair(
            "اعترضوا على البوابة، من صفحة هذه الفاتورة، أو بالوكالة، مع ذكر رقمها. الاعتراض مجاني، ولا قطع"
            " ولا إنذار عنها إلى حين الجواب.",
            "Contestez-la sur le portail, à sa page, ou en agence, en rappelant son numéro. C’est gratuit ;"
            " ni coupure ni rappel pour elle jusqu’à la réponse.",
        ),
    ),
    Item(
        Pair("فواتير سابقة", "Factures antérieures"),
        Pair("ليست لديكم فواتير سابقة غير مؤداة.", "Vous n’avez pas d’autre facture impayée."),
    ),
)


WHY = BillWhy(
    title=Pair("لماذا ارتفعت الفاتورة؟", "Pourquoi la facture a-t-elle augmenté ?"),
    lead=Pair(
        "زادت بمبلغ 208,22 درهم عن أكتوبر 2025، لأنكم استهلكتم 28 متر مكعب بدل 19 متر مكعب،"
        " فانتقلتم إلى شطر أغلى.",
        "Elle a augmenté de 208,22 DH depuis octobre 2025 : vous avez consommé 28 m³ au lieu de 19 m³, et"
        " êtes passé à une tranche plus chère.",
    ),
    parts=(
        WhyLine(
            Pair("الانتقال إلى شطر \u206621–35\u2069", "Passage à la tranche 21–35"),
            Pair(
                "فوق 20 متر مكعب يُحتسب الاستهلاك كله بثمن 10,98 بدل 7,39 لكل متر مكعب.",
                "Au-delà de 20 m³, toute la consommation est facturée à 10,98 au lieu de 7,39 par m³.",
            ),
            "+100,52",
            48,
        ),
        WhyLine(Pair("9 متر مكعب إضافية", "9 m³ de plus"), Pair(""), "+66,51", 31),
        WhyLine(
            Pair("خدمة التطهير السائل", "Assainissement"),
            Pair("تتبع نفس الاستهلاك.", "Elle suit la même consommation."),
            "+41,19",
            19,
        ),
    ),
    whole="+208,22",
    leak=Pair(
        "أغلقوا كل الصنابير وانظروا إلى العداد: إن بقي يدور، فاتصلوا بنا. المعدل"
        " صار 933 لترا في اليوم بدل 633.",
        "Fermez tous les robinets et regardez le compteur : s’il tourne encore, appelez-nous. La moyenne est"
        " maintenant de 933 litres par jour au lieu de 633.",
    ),
)
_MONTHS = (
    ("نونبر", "novembre"),
    ("دجنبر", "décembre"),
    ("يناير", "janvier"),
    ("فبراير", "février"),
    ("مارس", "mars"),
    ("أبريل", "avril"),
    ("ماي", "mai"),
    ("يونيو", "juin"),
    ("يوليوز", "juillet"),
    ("غشت", "août"),
    ("شتنبر", "septembre"),
    ("أكتوبر", "octobre"),
)
_USED = (18, 16, 16, 15, 17, 17, 19, 21, 24, 25, 24, 28)
_USED_BEFORE = (17, 16, 15, 15, 16, 17, 18, 20, 23, 24, 21, 19)
YEARS = tuple(
    MonthUse(Pair(*month), str(now), str(before), now * 260 // 30, before * 260 // 30)
    for month, now, before in zip(_MONTHS, _USED, _USED_BEFORE, strict=True)
)
CONSUMED = {3: (Pair("هذه السنة: 28 متر مكعب"),), 2: (Pair("السنة الماضية: 19 متر مكعب"),)}


def first_bill() -> BillSheet:
    """Nothing to compare it with yet."""
    told = bill()
    return replace(told, why=None, years=(), marks=told.marks[:1])


def bill() -> BillSheet:
    heights = (("2,37", "0–6"), ("7,39", "7–12"), ("7,39", "13–20"), ("10,98", "21–35"), ("11,03", "35+"))
    widths, tall = (160, 160, 180, 280, 220), (60, 150, 150, 219, 220)
    return BillSheet(
        made_at=datetime(2026, 11, 3, 9, 42, tzinfo=UTC),
        unit=Pair("مصلحة العلاقة بالزبناء", "Service relation clientèle"),
        place=Pair("وكالة المسيرة، 12 شارع الحسن الثاني", "Agence Al Massira, 12 bd Hassan II"),
        title=Pair("فاتورة الماء والتطهير السائل", "Facture d’eau et d’assainissement"),
        number="004512/2026",
        check_url="HTTPS://MIYAH.EXAMPLE/B/00451226K7M4QX923HTD",
        check=Pair(
            "للأداء أو للتحقق من هذه الفاتورة، امسحوا الرمز. مرجع الأداء: RF18 0045 1220 26.",
            "Pour payer ou vérifier cette facture, scannez le code. Référence : RF18 0045 1220 26.",
        ),
        details=DETAILS,
        due=Due(
            lead=Pair("المبلغ الواجب أداؤه", "Montant à payer"),
            day=Pair("407,76 درهم", "407,76 DH"),
            why=Pair("قبل يوم الأربعاء 25 نونبر 2026", "avant le mercredi 25 novembre 2026"),
        ),
        lines=LINES,
        rates=(VatSum("0 %", "407,76", "0,00", "407,76"),),
        whole=VatSum("", "407,76", "0,00", "407,76"),
        bands_title=Pair("موقعكم من الأشطر", "Votre place parmi les tranches"),
        bands=tuple(
            BandBar(
                sum(widths[:rank]),
                width,
                high,
                *words,
                ("other", "other", "before", "now", "other")[rank],
                CONSUMED.get(rank, ()),
            )
            for rank, (width, high, words) in enumerate(zip(widths, tall, heights, strict=True))
        ),
        marks=(
            BandMark(630, Pair("هذه السنة: 28 متر مكعب", "cette année")),
            BandMark(480, Pair("السنة الماضية: 19 متر مكعب", "l’an dernier")),
        ),
        unit_used=Pair("متر مكعب", "m³"),
        why=WHY,
        years=YEARS,
        notes=NOTES,
    )
