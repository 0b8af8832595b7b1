"""Whether the body that is looked at can stand behind a service: it has the units that the pack names."""

from shubbak.catalogue.loader import PackSource
from shubbak.catalogue.spec.build import spec_from
from shubbak.catalogue.spec.units import units_named
from shubbak.people.models import Unit


def what_is_lacking(source: PackSource) -> str:
    """One sentence that names the units that the body lacks; empty if it has all."""
    standing = Unit.objects.values_list("code", flat=True)
    lacking = sorted(units_named(spec_from(source.data)).difference(standing))
    if not lacking:
        return ""
    return f"{source.path}: not published, since this body has no unit {', '.join(lacking)}"
