"""The forms of the gallery, as the catalogue and the portal draw them."""

from typing import Any

from django import forms


class PlaceForm(forms.Form):
    """The third question of the design's complaint."""

    where = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[
            ("contract", "العنوان المسجل في عقدي"),
            ("other", "عنوان آخر"),
            ("map", "أحدده على الخريطة"),
        ],
        label="أين انقطع الماء؟",
    )
    district = forms.ChoiceField(
        label="الحي",
        choices=[("", "اختاروا من اللائحة"), ("nakhil", "حي النخيل")],
        error_messages={"required": "اختاروا الحي الذي انقطع فيه الماء"},
    )
    street = forms.CharField(label="الزنقة أو الشارع، والرقم")
    mark = forms.CharField(
        label="علامة قريبة", required=False, help_text="مسجد، مدرسة، أو دكان يعرفه أهل الحي."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].hints = {
            "other": "بيت قريب، محل، أو شارع",
            "map": "تضعون علامة على مكان الانقطاع",
        }  # type: ignore[attr-defined]
        self.fields["where"].titled = True  # type: ignore[attr-defined]
        for name in ("district", "street", "mark"):
            self.fields[name].under = ("where", "other")  # type: ignore[attr-defined]


class PhotographForm(forms.Form):
    photograph = forms.FileField(
        label="أرسلوا صورة أو ملف PDF", help_text="إلى غاية 10 ميغابايت. الصورة بالهاتف كافية إن كانت مقروءة."
    )


class OpinionForm(forms.Form):
    solved = forms.ChoiceField(
        label="هل حُلّ المشكل؟", widget=forms.RadioSelect, choices=[("yes", "نعم"), ("no", "لا")]
    )
    solved.titled = True  # type: ignore[attr-defined]
    words = forms.CharField(label="ما الذي نحسنه؟", widget=forms.Textarea, required=False)
