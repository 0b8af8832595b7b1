"""The rows of a list of files, each composed at once: a node of a template for every part of each row was the
greater half of drawing a page. `format_html` escapes all that is put in, but for what it made itself.
"""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from shubbak.desk.shown.labels import LabelShown
from shubbak.desk.shown.queue import Row
from shubbak.foundation.templatetags.shubbak_parts import bar, bdi, stage_dots

register = template.Library()

_ROW = """
<tr class="{kind}">{box}{due}
<td class="nb"><bdi dir="ltr">{number}</bdi></td>
<td class="subject"><a class="title" href="{url}"><bdi>{title}</bdi></a>
<span class="sub"><bdi>{person}</bdi></span>
{hit}{labels}</td>
<td class="nb">{dots} {stage}</td>
<td>{in_charge} {absent}<span class="sub">{unit}</span></td>
<td class="nb moved">{moved}</td></tr>"""
_BOX = '<td><input type="checkbox" class="tick" name="file" value="{}" form="many" aria-label="{}"></td>'
_DUE = '<td class="due"><b>{}</b>{}</td>'
_IDLE = '<td class="due"><span class="soft">{}</span></td>'
_HIT = '{}<span class="sub hit"><bdi>{}<mark>{}</mark>{}</bdi></span>\n'
_SOFT, _SUB = '<span class="soft">{}</span>', '<span class="sub">{}</span>\n'
_NOTHING = SafeString("")


@register.simple_tag
def file_rows(rows: Sequence[Row], many: object, found: object) -> SafeString:
    """The rows of files.

    :param many: whether each has a box, so that many can be chosen.
    :param found: whether a search found them: then no time stands in front.
    """
    box = gettext("Choose the file %(number)s")
    idle = _NOTHING if found else format_html(_IDLE, gettext("no delay runs"))
    nobody = format_html(_SOFT, pgettext("in charge", "nobody"))
    absent = format_html(_SUB, gettext("away – you stand in"))
    varying = (
        {
            "box": format_html(_BOX, row.id, box % {"number": row.number}) if many else _NOTHING,
            "due": format_html(_DUE, row.time, bar(row.percent, row.bar)) if row.time and not found else idle,
            "in_charge": bdi(row.in_charge) if row.in_charge else nobody,
            "absent": absent if row.for_absent else _NOTHING,
        }
        for row in rows
    )
    return format_html_join("", _ROW, (_same(row) | parts for row, parts in zip(rows, varying, strict=True)))


def _same(row: Row) -> dict[str, object]:
    """What every row shows."""
    return {
        "kind": row.kind,
        "number": row.number,
        "url": row.url,
        "title": row.title,
        "person": row.person,
        "hit": _hit(row),
        "labels": format_html_join("\n", "{}", ((file_label(label),) for label in row.labels)),
        "dots": stage_dots(row.done, row.total),
        "stage": row.stage,
        "unit": row.unit,
        "moved": row.moved,
    }


def _hit(row: Row) -> SafeString:
    """The words in which it was found, under the paper where they stand."""
    if row.hit is None:
        return _NOTHING
    said = gettext("In the paper %(name)s:") % {"name": "{}"}
    paper = format_html(_SUB, format_html(said, bdi(row.paper))) if row.paper else _NOTHING
    return format_html(_HIT, paper, row.hit.before, row.hit.word, row.hit.after)


@register.simple_tag
def file_label(label: LabelShown) -> SafeString:
    """A label as it stands on a file."""
    return format_html('<span class="file-label {}" dir="auto">{}</span>', label.colour, label.word)
