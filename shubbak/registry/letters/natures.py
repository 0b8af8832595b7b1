"""The natures of letters with which a body begins (registry-office §4.1); it adds its own and sets its own
lengths.

Lengths are settings, not law: a request has the delay of its service once it becomes a file.
"""

from collections.abc import Sequence

from shubbak.registry.letters.rules import NatureFacts

NATURES: Sequence[NatureFacts] = (
    NatureFacts("request", {"ar": "طلب", "fr": "Demande", "en": "Request"}, "15 working_days"),
    NatureFacts(
        "inquiry", {"ar": "استفسار", "fr": "Demande de renseignement", "en": "Inquiry"}, "10 working_days"
    ),
    NatureFacts("complaint", {"ar": "شكاية", "fr": "Réclamation", "en": "Complaint"}, "15 working_days"),
    NatureFacts("reply", {"ar": "جواب", "fr": "Réponse", "en": "Reply"}),
    NatureFacts("reminder", {"ar": "تذكير", "fr": "Relance", "en": "Reminder"}, "5 working_days"),
    NatureFacts("circular", {"ar": "دورية أو مذكرة", "fr": "Circulaire ou note", "en": "Circular or note"}),
    NatureFacts("invoice", {"ar": "فاتورة", "fr": "Facture", "en": "Invoice"}, "30 calendar_days"),
    NatureFacts(
        "summons",
        {"ar": "استدعاء أو تبليغ قضائي", "fr": "Convocation ou acte de justice", "en": "Court summons"},
        "2 working_days",
        remind_days=1,
        is_legal=True,
    ),
    NatureFacts(
        "tender", {"ar": "عرض في صفقة", "fr": "Offre d’un marché", "en": "Tender bid"}, stays_sealed=True
    ),
    NatureFacts(
        "personal",
        {
            "ar": "رسالة شخصية أو سرية",
            "fr": "Pli personnel ou confidentiel",
            "en": "Personal or confidential letter",
        },
        stays_sealed=True,
    ),
    NatureFacts("notice", {"ar": "إخبار أو إعلان", "fr": "Avis ou annonce", "en": "Notice"}),
)
