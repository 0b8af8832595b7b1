import pytest
from django.db import InternalError, ProgrammingError, transaction
from django.db.utils import IntegrityError

from shubbak.agencies.schema import look_at
from shubbak.catalogue.actions import PackRefused, publish_pack
from shubbak.catalogue.loader import load_pack
from shubbak.catalogue.models import ServiceVersion
from shubbak.catalogue.queries import UnknownService, current_service, services_listed, spec_of
from shubbak.journal.models import Leaf
from shubbak.journal.rules import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(agency, at, changed):
    return lambda *changes: publish_pack(source=load_pack(changed(*changes)), actor=SYSTEM, at=at)


def test_a_published_pack_is_the_current_service(publish):
    version = publish()
    assert current_service("small") == version
    assert [spec.code for spec in services_listed()] == ["small"]
    assert spec_of(version).steps["issue"].by == ("director",)


def test_publishing_is_a_line_of_the_journal(publish):
    publish()
    assert Leaf.objects.filter(what="service.published", about="small").count() == 1


def test_publishing_the_same_again_changes_nothing(publish):
    assert publish() == publish()
    assert Leaf.objects.filter(what="service.published").count() == 1


def test_a_new_version_takes_over_and_the_old_one_stays(publish):
    old = publish()
    new = publish(("1.0.0", "1.1.0"), ("5 years", "6 years"))
    assert current_service("small") == new
    assert spec_of(ServiceVersion.objects.get(pk=old.pk)).retention["issued"].keep == "5 years"


def test_another_content_under_a_published_version_is_refused(publish):
    publish()
    with pytest.raises(PackRefused) as refusal:
        publish(("5 years", "6 years"))
    assert "published with another content" in str(refusal.value)


def test_a_pack_whose_test_fails_is_not_published(publish):
    with pytest.raises(PackRefused):
        publish(("expect: {result: issued", "expect: {result: refused"))
    assert not ServiceVersion.objects.exists()


def test_a_version_never_changes(publish):
    version = publish()
    for change in (lambda rows: rows.update(version="9.9.9"), lambda rows: rows.delete()):
        with pytest.raises((ProgrammingError, InternalError, IntegrityError)), transaction.atomic():
            change(ServiceVersion.objects.filter(pk=version.pk))


def test_the_order_of_states_and_effects_survives_the_database(publish):
    spec = spec_of(ServiceVersion.objects.get(pk=publish().pk))
    assert list(spec.states) == ["received", "study", "waiting", "issued"]
    assert spec.deposit.effects[0].name == "notify"


def test_a_service_of_another_agency_is_not_seen(publish, agency, other_agency):
    look_at(agency)
    publish()
    look_at(other_agency)
    with pytest.raises(UnknownService):
        current_service("small")
