"""The words with which letters of a body begin, as its administration writes them; it adds its own.

What stands between brackets is filled in or taken out by whoever writes the letter.
"""

from collections.abc import Mapping, Sequence

from shubbak.foundation.localized import Localized
from shubbak.registry.departure.rules import ModelFacts

_OPENING = {
    "ar": "سلام تام بوجود مولانا الإمام المؤيد بالله،\n\nوبعد،",
    "fr": "Monsieur, Madame,",
}
_CLOSING = {
    "ar": "وتفضلوا بقبول فائق التقدير والاحترام، والسلام.",
    "fr": "Je vous prie d’agréer, Monsieur, Madame, l’expression de ma considération distinguée.",
}
_Words = Mapping[str, tuple[str, str]]


def _both(code: str, title: Localized, words: _Words) -> Sequence[ModelFacts]:
    """The same letter in Arabic and in French."""
    return [
        ModelFacts(
            f"{code}-{language}",
            title,
            language,
            subject,
            "\n\n".join([_OPENING[language], body, _CLOSING[language]]),
        )
        for language, (subject, body) in words.items()
    ]


LETTER_MODELS: Sequence[ModelFacts] = (
    *_both(
        "reply",
        {"ar": "جواب عن مراسلة", "fr": "Réponse à un courrier", "en": "Reply to a letter"},
        {
            "ar": (
                "جواب",
                "جوابا على مراسلتكم المشار إليها في المرجع أعلاه، يشرفني أن أخبركم بما يلي:\n\n[نص الجواب]",
            ),
            "fr": (
                "Réponse à votre courrier",
                "En réponse à votre courrier cité en référence, j’ai l’honneur de vous faire connaître ce "
                "qui suit :\n\n[Texte de la réponse]",
            ),
        },
    ),
    *_both(
        "waiting",
        {"ar": "جواب مؤقت", "fr": "Réponse d’attente", "en": "Interim reply"},
        {
            "ar": (
                "جواب مؤقت",
                "توصلت المصلحة المعنية بمراسلتكم المشار إليها في المرجع أعلاه، وهي قيد الدراسة. وسيُبعث إليكم "
                "الجواب النهائي قبل [التاريخ].",
            ),
            "fr": (
                "Réponse d’attente",
                "Votre courrier cité en référence est parvenu au service concerné, qui l’instruit. La "
                "réponse définitive vous sera adressée avant le [date].",
            ),
        },
    ),
    *_both(
        "transmission",
        {"ar": "إرسالية وثائق", "fr": "Transmission de documents", "en": "Transmission of documents"},
        {
            "ar": (
                "إرسال وثائق",
                "يشرفني أن أوافيكم رفقته بالوثائق المبينة في المرفقات، قصد [الإخبار أو الاختصاص].",
            ),
            "fr": (
                "Transmission de documents",
                "J’ai l’honneur de vous transmettre ci-joint les documents énumérés en pièces jointes, "
                "pour [information ou attribution].",
            ),
        },
    ),
    *_both(
        "request",
        {"ar": "طلب معلومات", "fr": "Demande de renseignements", "en": "Request for information"},
        {
            "ar": (
                "طلب معلومات",
                "في إطار [الإطار]، يشرفني أن أطلب منكم موافاتي بـ[المعلومات أو الوثائق]، وذلك في أجل أقصاه "
                "[التاريخ].",
            ),
            "fr": (
                "Demande de renseignements",
                "Dans le cadre de [cadre], j’ai l’honneur de vous demander de bien vouloir me communiquer "
                "[renseignements ou documents], au plus tard le [date].",
            ),
        },
    ),
    *_both(
        "meeting",
        {"ar": "دعوة إلى اجتماع", "fr": "Convocation à une réunion", "en": "Invitation to a meeting"},
        {
            "ar": (
                "دعوة إلى اجتماع",
                "يشرفني أن أدعوكم إلى حضور الاجتماع الذي سينعقد يوم [التاريخ] على الساعة [الساعة] "
                "بـ[المكان]، والمخصص لـ[جدول الأعمال].",
            ),
            "fr": (
                "Invitation à une réunion",
                "J’ai l’honneur de vous inviter à la réunion qui se tiendra le [date] à [heure], à [lieu], "
                "et qui sera consacrée à [ordre du jour].",
            ),
        },
    ),
)
