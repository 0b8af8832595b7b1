"""The form of a step that joins a file to another one."""

from tests.cases.test_joining import first, second, works

__all__ = ["first", "second", "works"]


def path(case):
    return f"/desk/cases/{case.pk}/steps/join"


def test_the_number_of_the_other_file_joins_them_and_both_histories_say_so(works, first, second, sign_in):
    client = sign_in("dispatcher")
    typed = {"other_file": first.number, "answer": "العطب نفسه."}
    assert client.post(path(second), typed).status_code == 302
    assert first.number in client.get(f"/desk/cases/{second.pk}").content.decode()
    assert "ضُم ملف آخر إلى هذا الملف" in client.get(f"/desk/cases/{first.pk}").content.decode()


def test_a_number_that_is_nobodys_is_refused_with_a_sentence(works, second, sign_in):
    typed = {"other_file": "99999/2026", "answer": "العطب نفسه."}
    refused = sign_in("dispatcher").post(path(second), typed)
    assert refused.status_code == 409
    assert "لا يوجد، ضمن ما يمكنكم الاطلاع عليه" in refused.content.decode()
