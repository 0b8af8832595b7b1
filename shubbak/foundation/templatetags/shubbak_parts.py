"""What every page is made of: drawings, words with their direction, dates, counts, fields of forms."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from shubbak.foundation import barcodes, drawings, form_parts
from shubbak.foundation.localized import pick
from shubbak.foundation.text import amounts, counts, dates
from shubbak.foundation.text.digits import to_digits
from shubbak.foundation.working_time.reckoning import Reckoning
from shubbak.foundation.working_time.small_calendar import SmallCalendar, weeks

register = template.Library()
_SET_APART = re.compile(r"(?<=\S) (?=[?!:;»])")
_ADDRESS = re.compile(r"https?://[^\s\u2066-\u2069<>\"]+")


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - our own drawings, no text of anybody in them


@register.simple_tag
def icon(name: str) -> SafeString:
    return _drawn(drawings.icon(name))


@register.simple_tag
def khatam() -> SafeString:
    return _drawn(drawings.khatam())


@register.simple_tag
def star_with_tick() -> SafeString:
    return _drawn(drawings.star_with_tick())


@register.simple_tag
def seal(glyph: str) -> SafeString:
    return _drawn(drawings.seal(glyph))


@register.simple_tag
def lattice() -> SafeString:
    return _drawn(drawings.lattice())


@register.simple_tag
def hero_field() -> SafeString:
    return _drawn(drawings.hero_field())


@register.simple_tag
def bar(percent: int, kind: str = "on") -> SafeString:
    return _drawn(drawings.bar(percent, kind))


@register.simple_tag
def stage_mark(state: str) -> SafeString:
    return _drawn(drawings.stage_mark(state))


@register.simple_tag
def stage_dots(done: int, total: int) -> SafeString:
    return _drawn(drawings.stage_dots(done, total))


@register.simple_tag
def qr(address: str, label: str) -> SafeString:
    """The QR drawing of an address; black on white in every mode, with its four modules of quiet ground."""
    drawing = barcodes.drawing(barcodes.quick_response(address))
    return format_html('<div role="img" aria-label="{}">{}</div>', label, _drawn(drawing))


@register.filter
def localized(words: Mapping[str, str] | str | None) -> str:
    """The words of a mapping by language in the language of the page; plain text stays as it is."""
    if isinstance(words, str) or words is None:
        return words or ""
    return pick(words, get_language() or "ar")


@register.filter
def ltr(words: object) -> SafeString:
    """A phone, code, range or signed amount: left to right whatever stands around it."""
    return format_html('<bdi dir="ltr">{}</bdi>', words)


@register.filter
def bdi(words: object) -> SafeString:
    """A number, a name or a person's own words, whose direction moves nothing around them."""
    return format_html("<bdi>{}</bdi>", words)


@register.filter
def unbroken(words: str) -> str:
    """Words of a heading in which no line begins with the mark that French sets apart from its word."""
    return _SET_APART.sub("\u00a0", str(words))


@register.filter
def linked(words: str) -> SafeString:
    """Plain text with its addresses as links, also where a message holds them left to right."""
    return mark_safe(  # noqa: S308 - escaped on this very line
        _ADDRESS.sub(r'<a href="\g<0>" dir="ltr">\g<0></a>', conditional_escape(words))
    )


@register.simple_tag
def phone(number: str, css_class: str = "phone") -> SafeString:
    dialled = "".join(c for c in number if c.isdigit() or c == "+")
    return format_html('<a class="{}" href="tel:{}"><bdi dir="ltr">{}</bdi></a>', css_class, dialled, number)


def _country(context: Context) -> tuple[str, str, str]:
    """Language, country and figures of the page."""
    agency = context.get("agency")
    return (
        get_language() or "ar",
        getattr(agency, "country", "ma"),
        getattr(agency, "digits", "latn"),
    )


@register.simple_tag(takes_context=True)
def long_date(context: Context, day: date, *, with_year: bool = True) -> SafeString:
    return _timed(day, dates.long_date(_local_day(context, day), *_country(context), with_year=with_year))


@register.simple_tag(takes_context=True)
def short_date(context: Context, day: date, *, with_year: bool = True) -> SafeString:
    return _timed(day, dates.short_date(_local_day(context, day), *_country(context), with_year=with_year))


@register.simple_tag(takes_context=True)
def clock_time(context: Context, instant: datetime) -> SafeString:
    return _timed(instant, _clock(context, instant))


@register.simple_tag(takes_context=True)
def long_instant(context: Context, instant: datetime) -> SafeString:
    """Day and hour in words: `الثلاثاء 3 نونبر 2026، على الساعة 10:42`."""
    day = dates.long_date(_local_day(context, instant), *_country(context))
    return _timed(instant, gettext("%(day)s, at %(time)s") % {"day": day, "time": _clock(context, instant)})


@register.simple_tag(takes_context=True)
def short_instant(context: Context, instant: datetime) -> SafeString:
    """Day and hour, shorter: `22 أكتوبر، 9:15`."""
    day = dates.short_date(_local_day(context, instant), *_country(context), with_year=False)
    return _timed(instant, gettext("%(day)s, %(time)s") % {"day": day, "time": _clock(context, instant)})


def _timed(moment: date, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), words)


def _local(context: Context, instant: datetime) -> datetime:
    zone = getattr(context.get("agency"), "zone", None)
    return instant.astimezone(ZoneInfo(zone)) if zone else instant


def _local_day(context: Context, moment: date) -> date:
    return _local(context, moment).date() if isinstance(moment, datetime) else moment


def _clock(context: Context, instant: datetime) -> str:
    language, _, digits = _country(context)
    return dates.clock_time(_local(context, instant), language, digits)


@register.simple_tag(takes_context=True)
def count(context: Context, number: int, noun: str) -> str:
    """So many things, by the grammar of the language: `يومان`, `11 يوما`."""
    language, _, digits = _country(context)
    return counts.count(number, noun, language, digits)


@register.simple_tag(takes_context=True)
def figures(context: Context, number: int | str) -> str:
    language, _, digits = _country(context)
    return to_digits(str(number), digits) if language == "ar" else str(number)


@register.simple_tag(takes_context=True)
def file_size(context: Context, size: int) -> SafeString:
    """The bytes of a file as every page says them: `960 ك.ب`."""
    return bdi(amounts.file_size(size, *_country(context)))


@register.simple_tag
def colon() -> str:
    """The colon after a label; French sets it apart."""
    return "\u00a0:" if get_language() == "fr" else ":"


@register.inclusion_tag("parts/why_calendar.html", takes_context=True)
def why_calendar(context: Context, reckoning: Reckoning) -> dict[str, Any]:
    """The small calendar of a due date: a table of weeks, or of months when the delay is long."""
    calendar = weeks(reckoning)
    shown = {cell.kind for week in calendar.weeks for cell in week}
    return {
        "agency": context.get("agency"),
        "calendar": calendar,
        "weekdays": [_weekday(day) for day in calendar.weekdays],
        "months": _months_shown(context, calendar),
        "has_held": "held" in shown,
        "has_off": bool(shown & {"holiday", "not_worked"}),
        "has_counted": "counted" in shown,
    }


def _weekday(day: int) -> dict[str, str]:
    """A day of the week (0 is Monday), whole and short enough for the head of a narrow column."""
    language = get_language() or "ar"
    name = dates.weekday_name(date(2024, 1, 1 + day), language)
    return {"name": name, "short": name.removeprefix("ال") if language == "ar" else name[:3]}


def _months_shown(context: Context, calendar: SmallCalendar) -> str:
    """The months of the table, in words: `أكتوبر ونونبر 2026`."""
    language, country, digits = _country(context)
    days = [cell.day for week in calendar.weeks for cell in week if cell.kind != "outside"]
    if not days:
        return ""
    first, last = days[0], days[-1]
    year = to_digits(str(last.year), digits) if language == "ar" else str(last.year)
    names = list(dict.fromkeys(dates.month_name(day.month, language, country) for day in (first, last)))
    months = (
        names[0]
        if len(names) == 1
        else gettext("%(first)s and %(last)s") % {"first": names[0], "last": names[-1]}
    )
    return f"{months} {year}"


@register.simple_tag(takes_context=True)
def month_name(context: Context, day: date) -> str:
    language, country, _ = _country(context)
    return dates.month_name(day.month, language, country)


@register.inclusion_tag("parts/field.html")
def field(bound: Any) -> dict[str, Any]:
    """A field of a Django form, drawn by the kind of its widget."""
    return {"field": form_parts.drawn(bound)}


@register.inclusion_tag("parts/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """Why a form was refused as a whole; else all that is wrong in it, each line leading to its field."""
    return {"refusal": getattr(form, "refusal", ""), "lines": form_parts.error_lines(form)}


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[dict[str, str]]:
    """The other languages of the body, each as a word of its own."""
    agency, request = context.get("agency"), context.get("request")
    spoken = getattr(agency, "languages", None) or ["ar", "fr", "en"]
    here = request.get_full_path() if request else "/"
    names = {"ar": "العربية", "fr": "Français", "en": "English"}
    return [
        {"code": code, "name": names[code], "url": form_parts.language_url(code, here)}
        for code in spoken
        if code != get_language() and code in names
    ]


@register.filter
def palette_version(palette: Mapping[str, str]) -> str:
    """Changes with the colours, so that a sheet kept for a year is never an old one."""
    return f"{crc32(repr(sorted(palette.items())).encode()):08x}"


@register.filter
def spaced(code: str) -> SafeString:
    """A tracking code in groups of four, whole when it is copied by hand or read aloud."""
    bare = "".join(c for c in code if c.isalnum())
    groups = [bare[i : i + 4] for i in range(0, len(bare), 4)]
    return conditional_escape("-".join(groups))
