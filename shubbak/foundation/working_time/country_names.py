"""What the holidays of our countries are called in Arabic and French, by the English name of the `holidays`
library.

The library knows no French for the Gulf and writes some Arabic names otherwise than the decrees do; a name
that is absent here keeps the library's own Arabic.
"""

from collections.abc import Mapping

FRENCH: Mapping[str, str] = {
    "Amazigh New Year": "Nouvel An amazigh",
    "Ashura": "Achoura",
    "Commemoration Day": "Jour de commémoration",
    "Day of Mourning for King Abdullah": "Deuil du roi Abdallah",
    "Day of Arafah": "Jour d’Arafat",
    "Death of Sheikh Khalifa bin Zayed Al Nahyan": "Deuil du cheikh Khalifa ben Zayed Al Nahyane",
    "Eid al-Adha": "Aïd al-Adha",
    "Eid al-Adha Holiday": "Congé de l’Aïd al-Adha",
    "Eid al-Adha Holiday (observed)": "Congé de l’Aïd al-Adha (compensation)",
    "Eid al-Fitr": "Aïd al-Fitr",
    "Eid al-Fitr Holiday": "Congé de l’Aïd al-Fitr",
    "Eid al-Fitr Holiday (observed)": "Congé de l’Aïd al-Fitr (compensation)",
    "Founding Day Holiday": "Jour de la Fondation",
    "Founding Day Holiday (observed)": "Jour de la Fondation (compensation)",
    "Green March": "Anniversaire de la Marche verte",
    "Holiday for the National Team's Victory in the World Cup": "Victoire en Coupe du monde",
    "Independence Day": "Fête de l’Indépendance",
    "Islamic New Year": "1er Moharram, Nouvel An de l’Hégire",
    "Isra' and Mi'raj": "Al-Isra wal-Miraj",
    "Labor Day": "Fête du Travail",
    "Liberation Day": "Jour de la Libération",
    "National Day": "Fête nationale",
    "National Day Holiday": "Fête nationale",
    "National Day Holiday (observed)": "Fête nationale (compensation)",
    "National Sports Day": "Journée nationale du sport",
    "New Year's Day": "Nouvel An",
    "New Year's Holiday": "Congé du Nouvel An",
    "Oued Ed-Dahab Day": "Récupération de Oued Eddahab",
    "Proclamation of Independence Day": "Manifeste de l’Indépendance",
    "Prophet's Birthday": "Aïd Al Mawlid",
    "Qatar National Day": "Fête nationale du Qatar",
    "Renaissance Day": "Jour de la Renaissance",
    "Revolution Day": "Révolution du Roi et du Peuple",
    "Sultan's Accession Day": "Avènement du Sultan",
    "Throne Day": "Fête du Trône",
    "Unity Day": "Aïd Al Wahda (fête de l’Unité)",
    "Youth Day": "Fête de la Jeunesse",
}

ARABIC: Mapping[tuple[str, str], str] = {
    ("ma", "Islamic New Year"): "فاتح محرم",
    ("ma", "Oued Ed-Dahab Day"): "ذكرى استرجاع إقليم وادي الذهب",
    ("ma", "Revolution Day"): "ذكرى ثورة الملك والشعب",
    ("om", "National Day"): "اليوم الوطني",
    ("om", "Prophet's Birthday"): "المولد النبوي الشريف",
    ("om", "Sultan's Accession Day"): "يوم تولي السلطان مقاليد الحكم",
}
