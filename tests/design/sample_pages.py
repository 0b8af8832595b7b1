"""The main pages filled with the data of the design's pictures, in Arabic and in French. No database."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from django import forms

from shubbak.foundation.working_time.countries import country_calendar
from shubbak.foundation.working_time.holds import Hold
from shubbak.foundation.working_time.length import Length
from shubbak.foundation.working_time.reckoning import Reckoning, reckon
from shubbak.portal import pages
from tests.design.sample_forms import OpinionForm, PhotographForm, PlaceForm

MIYAH = {"accent": "#00607C", "deep": "#083D50", "tint": "#EAF4F7", "rule": "#B5D6E0", "glow": "#7FC6DB"}
MADINA = {"accent": "#3A3F9E", "deep": "#262A6D", "tint": "#EFF0FA", "rule": "#C6C9EA", "glow": "#A9AEF0"}
PHONE = "08 02 00 14 14"


def say(language: str, ar: str, fr: str) -> str:
    return ar if language == "ar" else fr


def agency(code: str = "miyah") -> SimpleNamespace:
    is_miyah = code == "miyah"
    return SimpleNamespace(
        code=code,
        name={"ar": "وكالة مياه وادي الزيتون", "fr": "Régie Miyah Oued Zitoun"}
        if is_miyah
        else {"ar": "جماعة وادي الزيتون", "fr": "Commune d’Oued Zitoun"},
        tagline={"ar": "الماء والكهرباء والتطهير السائل", "fr": "Eau, électricité, assainissement"}
        if is_miyah
        else {"ar": "الشباك الوحيد للتعمير", "fr": "Guichet unique de l’urbanisme"},
        country="ma",
        digits="latn",
        zone="Africa/Casablanca",
        languages=["ar", "fr", "en"],
        palette=MIYAH if is_miyah else MADINA,
        glyph="drop" if is_miyah else "arch",
        phones=[{"number": PHONE}],
    )


def deposit_delay() -> Reckoning:
    start = datetime(2026, 11, 3, 9, 42, tzinfo=UTC)
    return reckon(country_calendar("ma"), start, Length.parse("10 working_days"))


def held_delay() -> Reckoning:
    start = datetime(2026, 10, 22, 8, 15, tzinfo=UTC)
    hold = Hold(start=datetime(2026, 10, 28, 8, 0, tzinfo=UTC), end=None)
    at = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
    return reckon(country_calendar("ma"), start, Length.parse("10 working_days"), [hold], at)


def home(lang: str) -> pages.HomePage:
    def link(ar: str, fr: str) -> pages.Link:
        return pages.Link(say(lang, ar, fr), "/services/technical-complaint")

    def event(icon: str, ar: str, fr: str, *links: pages.Link) -> pages.LifeEvent:
        return pages.LifeEvent(icon, say(lang, ar, fr), links)

    return pages.HomePage(
        example=say(lang, "مثلا: انقطاع الماء", "Coupure d’eau…"),
        frequent=[
            link("انقطاع الماء", "Coupure d’eau"),
            link("فاتورة مرتفعة", "Facture élevée"),
            link("الربط بالشبكة", "Branchement"),
        ],
        start_url="/services",
        registry_url="/services/correspondence",
        notices=[
            pages.Notice(
                say(
                    lang,
                    "انقطاع مبرمج للماء بحي النخيل وحي السلام",
                    "Coupure d’eau programmée aux quartiers Nakhil et Salam",
                ),
                say(
                    lang,
                    "الأربعاء 4 نونبر، من الساعة 9:00 إلى الساعة 14:00، لتجديد قناة رئيسية.",
                    "Mercredi 4 novembre, de 9 h à 14 h, pour renouveler une conduite principale.",
                ),
                "risk",
                "outage",
                "/outages",
                say(lang, "هل يعنيني؟", "Suis-je concerné ?"),
            )
        ],
        life_events=[
            event(
                "house", "أنتقل إلى مسكن جديد", "J’emménage", link("فتح عقد اشتراك", "Ouvrir un abonnement")
            ),
            event(
                "build",
                "أبني أو أرمم",
                "Je construis ou je rénove",
                link("ربط مؤقت لورش", "Branchement de chantier"),
            ),
            event(
                "outage",
                "انقطع الماء أو الكهرباء",
                "L’eau est coupée",
                link("التبليغ عن عطب أو تسرب", "Signaler une fuite"),
            ),
            event(
                "rising",
                "فاتورتي مرتفعة",
                "Ma facture est élevée",
                link("الاعتراض على فاتورة", "Contester une facture"),
            ),
            event(
                "key",
                "أغادر مسكني",
                "Je quitte mon logement",
                link("فسخ عقد الاشتراك", "Résilier l’abonnement"),
            ),
            event(
                "people",
                "توفي صاحب العقد",
                "Le titulaire est décédé",
                link("الوثائق المطلوبة", "Pièces demandées"),
            ),
        ],
        phones=[
            pages.Phone(
                PHONE, say(lang, "للأعطاب والاستعجال، ليلا ونهارا:", "Pannes et urgences, jour et nuit :")
            )
        ],
        opening=[
            pages.OpeningLine(
                say(lang, "اليوم، الثلاثاء", "Aujourd’hui, mardi"),
                say(lang, "من 8:30 إلى 16:30", "8 h 30 – 16 h 30"),
                True,
            ),
            pages.OpeningLine(say(lang, "السبت والأحد", "Samedi et dimanche"), say(lang, "مغلق", "fermé")),
        ],
        address=say(lang, "وكالة المسيرة، 12 شارع الحسن الثاني", "Agence Al Massira, 12 bd Hassan II"),
        open_until=datetime(2026, 11, 3, 15, 30, tzinfo=UTC),
    )


def question(lang: str, *, wrong: bool = False) -> pages.QuestionPage:
    answers = {"where": "other", "district": "" if wrong else "nakhil", "street": "زنقة الياسمين، رقم 14"}
    return pages.QuestionPage(
        service=say(lang, "شكاية: انقطاع الماء", "Réclamation : coupure d’eau"),
        title=say(lang, "أين انقطع الماء؟", "Où l’eau est-elle coupée ?"),
        intro=say(
            lang,
            "نحتاج إلى المكان لنرسل إليه الفرقة التقنية.",
            "Nous avons besoin du lieu pour y envoyer l’équipe.",
        ),
        position=3,
        total=5,
        form=PlaceForm(answers) if wrong else PlaceForm(initial=answers),
        answers=[
            pages.Row(
                say(lang, "المشكل", "Problème"),
                say(lang, "انقطاع الماء", "Coupure"),
                "/1",
                say(lang, "تغيير", "Changer"),
            ),
            pages.Row(
                say(lang, "منذ متى", "Depuis"),
                say(lang, "الاثنين 2 نونبر", "Lundi 2"),
                "/2",
                say(lang, "تغيير", "Changer"),
            ),
        ],
        phone=PHONE,
        previous_url="/previous",
        saved_at=datetime(2026, 11, 3, 9, 38, tzinfo=UTC),
        kept_until=date(2026, 12, 3),
    )


def receipt(lang: str, *, signed: bool = True) -> pages.ReceiptPage:
    return pages.ReceiptPage(
        title=say(lang, "أُودعت شكايتكم وسُجّلت", "Votre réclamation est déposée et enregistrée"),
        at=datetime(2026, 11, 3, 9, 42, tzinfo=UTC),
        number="1482/2026",
        code="4706192253018",
        track_url="/track",
        pdf_url="/receipt.pdf",
        pdf_size=say(lang, "84 ك.ب", "84 Ko"),
        share_text="1482/2026",
        due=pages.Due(
            say(lang, "متى يصلكم الجواب؟", "Quand aurez-vous la réponse ?"),
            say(lang, "يوم الخميس 19 نونبر 2026 على أبعد تقدير", "Au plus tard le jeudi 19 novembre 2026"),
            say(
                lang,
                "الأجل عشرة أيام عمل، تُحسب ابتداء من اليوم الموالي للإيداع، دون احتساب العطل.",
                "Dix jours ouvrables à compter du lendemain du dépôt, hors fins de semaine et jours fériés.",
            ),
            deposit_delay(),
            text_url="/text",
        ),
        next_steps=[
            pages.NextStep(
                say(lang, "تتصل بكم الفرقة التقنية", "L’équipe vous appelle"),
                say(lang, "اليوم", "Aujourd’hui"),
            ),
            pages.NextStep(say(lang, "تقولون لنا هل حُلّ المشكل", "Vous nous dites si c’est réglé")),
        ],
        deposited=[
            pages.Row(say(lang, "الموضوع", "Objet"), say(lang, "انقطاع الماء", "Coupure d’eau")),
            pages.Row(
                say(lang, "المكان", "Lieu"),
                say(lang, "زنقة الياسمين، رقم 14، حي النخيل", "14 rue Yasmine, Nakhil"),
            ),
        ],
        qr_address="HTTPS://MIYAH.EXAMPLE/V/" + "AB3D" * 49 if signed else "",
        sent_to="06 •• •• •• 41",
        appeal=pages.Notice(
            "",
            say(
                lang,
                "إن لم تُجابوا داخل الأجل، يمكنكم التظلم لدى المدير العام أو التوجه إلى مؤسسة الوسيط.",
                "Sans réponse dans le délai, vous pouvez saisir le directeur général ou le Médiateur.",
            ),
            url="/appeal",
            link=say(lang, "كيف؟", "Comment ?"),
        ),
    )


def where(lang: str) -> pages.Where:
    return pages.Where(
        say(lang, "الملف الآن لدى", "Le dossier est actuellement à"),
        say(lang, "مصلحة الرخص، قسم التعمير", "Service des permis, division de l’urbanisme"),
        say(lang, "المكتب رقم 7، الطابق الأول", "Bureau 7, 1er étage"),
        "05 23 34 00 10",
        say(lang, "من الاثنين إلى الجمعة، من 8:30 إلى 16:30", "Du lundi au vendredi, de 8 h 30 à 16 h 30"),
    )


def tracking(lang: str) -> pages.TrackingPage:
    form = PhotographForm()
    return pages.TrackingPage(
        service=say(lang, "رخصة الإصلاح", "Permis de réfection"),
        number="318/2026",
        deposited_at=datetime(2026, 10, 22, 8, 15, tzinfo=UTC),
        tag=pages.Tag(
            say(lang, "ناقص – في انتظار الاستكمال", "Incomplet – en attente de complément"), "pause", "risk"
        ),
        asked=pages.AskedPapers(
            title=say(lang, "الملف ينتظر منكم وثيقة واحدة", "Le dossier attend une pièce de votre part"),
            items=[
                pages.Asked(
                    say(
                        lang,
                        "نسخة من شهادة الملكية لا يتجاوز تاريخها ثلاثة أشهر",
                        "Certificat de propriété de moins de trois mois",
                    ),
                    say(lang, "النسخة المودعة مؤرخة بشهر مارس 2026.", "La copie déposée date de mars 2026."),
                    form["photograph"],
                )
            ],
            form=form,
            url="/answer",
            once=say(lang, "هذا هو الطلب الوحيد (القانون 55.19).", "C’est la seule demande (loi 55.19)."),
        ),
        due=pages.Due(
            say(lang, "الأجل متوقف إلى حين استكمال الملف", "Le délai est suspendu"),
            say(
                lang,
                "إن أرسلتم الوثيقة اليوم، فالقرار قبل الجمعة 13 نونبر 2026",
                "Pièce envoyée aujourd’hui, décision avant le vendredi 13 novembre 2026",
            ),
            say(
                lang,
                "الأجل عشرة أيام عمل. حُسبت منها أربعة قبل طلب الوثيقة.",
                "Dix jours ouvrables, dont quatre déjà comptés.",
            ),
            held_delay(),
        ),
        stages=[
            pages.Stage(
                say(lang, "الإيداع", "Dépôt"),
                "done",
                datetime(2026, 10, 22, 8, 15, tzinfo=UTC),
                say(lang, "بالبوابة", "portail"),
            ),
            pages.Stage(
                say(lang, "التسجيل", "Enregistrement"), "done", datetime(2026, 10, 22, 8, 15, tzinfo=UTC)
            ),
            pages.Stage(
                say(lang, "الدراسة – في انتظار وثيقة منكم", "Étude – en attente"),
                "now",
                datetime(2026, 10, 27, 10, tzinfo=UTC),
            ),
            pages.Stage(
                say(lang, "القرار", "Décision"),
                "next",
                None,
                say(lang, "يوقعه رئيس مجلس الجماعة", "signée par le président"),
            ),
            pages.Stage(say(lang, "تسليم الرخصة", "Remise du permis"), "next"),
        ],
        where=where(lang),
        papers=[
            pages.Paper(
                say(lang, "وصل الإيداع", "Récépissé"),
                "/r.pdf",
                date(2026, 10, 22),
                "PDF",
                say(lang, "84 ك.ب", "84 Ko"),
            )
        ],
        messages=[
            pages.Message(
                say(lang, "قسم التعمير", "Urbanisme"),
                say(
                    lang,
                    "السلام عليكم. المرجو إرسال نسخة حديثة، وباقي الوثائق كاملة.",
                    "Merci d’envoyer une copie récente.",
                ),
                datetime(2026, 10, 27, 10, 5, tzinfo=UTC),
            ),
            pages.Message(
                say(lang, "أنتم", "Vous"),
                say(lang, "سأرسلها حين أتوصل بها.", "Je l’envoie bientôt."),
                datetime(2026, 10, 27, 17, 20, tzinfo=UTC),
                True,
            ),
        ],
        acts=[pages.Link(say(lang, "سحب الطلب", "Retirer la demande"), "/withdraw")],
        write_url="/write",
    )


def decision(lang: str) -> pages.DecisionPage:
    return pages.DecisionPage(
        service=say(lang, "رخصة الإصلاح", "Permis de réfection"),
        number="318/2026",
        at=datetime(2026, 11, 12, 9, tzinfo=UTC),
        tag=pages.Tag(say(lang, "مرفوض", "Refusé"), "alert", "late"),
        sentence=say(lang, "رُفض الطلب للسبب الآتي", "La demande est refusée pour le motif suivant"),
        reasons=[say(lang, "البناية موضوع قرار هدم.", "Le bâtiment fait l’objet d’un arrêté de démolition.")],
        appeal=[
            say(
                lang,
                "يمكنكم التظلم لدى رئيس مجلس الجماعة داخل ستين يوما.",
                "Recours gracieux dans les soixante jours.",
            )
        ],
        papers=tracking(lang).papers,
        where=where(lang),
        back_url="/back",
        rate_url="/rate",
    )


def service(lang: str) -> pages.ServicePage:
    return pages.ServicePage(
        title=say(lang, "شكاية تقنية", "Réclamation technique"),
        summary=say(
            lang, "انقطاع أو تسرب أو ضعف في الماء والكهرباء.", "Coupure, fuite ou baisse de pression."
        ),
        start_url="/start",
        sheet=[
            pages.Row(
                say(lang, "لمن؟", "Pour qui ?"), say(lang, "لكل مرتفق، ولو بدون عقد.", "Pour tout usager.")
            ),
            pages.Row(say(lang, "الأجل", "Délai"), say(lang, "عشرة أيام عمل", "Dix jours ouvrables")),
        ],
        papers=[pages.RequiredPaper(say(lang, "صورة للعطب", "Photo de la panne"), "", False)],
        receives=where(lang),
        draft=pages.Draft("", "/draft", datetime(2026, 11, 3, 9, tzinfo=UTC), date(2026, 12, 3)),
    )


def review(lang: str) -> pages.ReviewPage:
    return pages.ReviewPage(
        service=say(lang, "شكاية: انقطاع الماء", "Réclamation : coupure d’eau"),
        sections=[pages.ReviewSection(say(lang, "المشكل", "Le problème"), question(lang).answers)],
        submission_id="00000000-0000-4000-8000-000000000000",
        previous_url="/previous",
        phone=PHONE,
        receives=say(lang, "مصلحة شبكة الماء", "Service du réseau d’eau"),
    )


def rate(lang: str) -> pages.RatePage:
    return pages.RatePage(
        number="1482/2026",
        service=say(lang, "شكاية تقنية", "Réclamation technique"),
        title=say(lang, "هل حُلّ المشكل؟", "Le problème est-il réglé ?"),
        form=OpinionForm(),
        back_url="/back",
        reopen_form=forms.Form(),
        reopen_url="/reopen",
        reopen_until=date(2026, 12, 1),
    )
