"""The classification plan with which a body begins; it adds its own classes and sets its own years.

The years are settings and no law (registry-office §4.2): a body agrees on them with Archives du Maroc (law
69-99), and changes them on its page of files.
"""

from collections.abc import Sequence

from shubbak.registry.filing.rules import ClassFacts

PLAN: Sequence[ClassFacts] = (
    ClassFacts(
        "1.1",
        {"ar": "المراسلات العادية", "fr": "Correspondance courante", "en": "Ordinary correspondence"},
        2,
        5,
        "eliminate",
        ("request", "inquiry", "reply", "reminder", "notice"),
    ),
    ClassFacts(
        "1.2", {"ar": "الشكايات", "fr": "Réclamations", "en": "Complaints"}, 2, 8, "sample", ("complaint",)
    ),
    ClassFacts(
        "1.3",
        {"ar": "الدوريات والمذكرات", "fr": "Circulaires et notes", "en": "Circulars and notes"},
        2,
        8,
        "keep",
        ("circular",),
    ),
    ClassFacts(
        "2.1", {"ar": "الفواتير", "fr": "Factures", "en": "Invoices"}, 2, 8, "eliminate", ("invoice",)
    ),
    ClassFacts(
        "3.1",
        {"ar": "المنازعات", "fr": "Contentieux", "en": "Disputes"},
        5,
        10,
        "keep",
        ("summons",),
    ),
    ClassFacts("4.1", {"ar": "الصفقات", "fr": "Marchés", "en": "Tenders"}, 5, 5, "sample", ("tender",)),
)
