"""A letter becomes a file through the desk, or joins one."""

from shubbak.cases.models import Case, Draft

LETTERS = "/desk/registry/letters/"


def test_the_form_of_the_service_begins_with_the_sender(clerk, registry, entered):
    letter = entered(name="نعيمة الإدريسي", kind="citizen", phone="0661000077")
    begun = clerk.post(f"{LETTERS}{letter.pk}/file", {"service": "technical-complaint"})
    assert begun["Location"] == f"/desk/deposits/{Draft.objects.get().pk}"
    assert "نعيمة الإدريسي" in clerk.get(begun["Location"]).content.decode()
    assert Draft.objects.get().letter_id == letter.pk


def test_a_letter_in_a_file_is_read_on_both_pages(clerk, registry, sign_in, entered):
    letter, case = entered(subject="طلب تسريع الإصلاح"), registry.deposit()
    page = f"{LETTERS}{letter.pk}"
    assert clerk.post(f"{page}/join", {"number": "77/2026"}).status_code == 409
    assert clerk.post(f"{page}/join", {"number": case.number})["Location"] == page
    assert case.number in clerk.get(page).content.decode()
    file = sign_in("counter").get(f"/desk/cases/{case.pk}").content.decode()
    assert "طلب تسريع الإصلاح" in file
    assert page not in file
    assert page in sign_in("director").get(f"/desk/cases/{case.pk}").content.decode()


def test_whoever_does_not_deal_with_a_letter_lays_it_nowhere(sign_in, registry, entered):
    letter = entered()
    for who in ("stranger", "auditor"):
        for way in ("file", "join"):
            assert sign_in(who).get(f"{LETTERS}{letter.pk}/{way}").status_code == 404
    assert not Case.objects.exists()
