"""Words, figures, dates and names as people of each language and country write them. Pure Python."""

from shubbak.foundation.text.amounts import amount, decimal, figures, file_size, trimmed
from shubbak.foundation.text.counts import UnknownNoun, count
from shubbak.foundation.text.dates import (
    clock_time,
    long_date,
    month_name,
    near_day,
    short_date,
    spoken_day,
    spoken_instant,
    weekday_name,
)
from shubbak.foundation.text.digits import to_digits, to_western_digits
from shubbak.foundation.text.folding import fold_ar, sort_key_ar
from shubbak.foundation.text.isolation import isolate, isolate_ltr, without_controls
from shubbak.foundation.text.masking import masked_identity, masked_mail, masked_phone
from shubbak.foundation.text.phones import parse_phone, shown_phone

__all__ = [
    "UnknownNoun",
    "amount",
    "clock_time",
    "count",
    "decimal",
    "figures",
    "file_size",
    "fold_ar",
    "isolate",
    "isolate_ltr",
    "long_date",
    "masked_identity",
    "masked_mail",
    "masked_phone",
    "month_name",
    "near_day",
    "parse_phone",
    "short_date",
    "shown_phone",
    "sort_key_ar",
    "spoken_day",
    "spoken_instant",
    "to_digits",
    "to_western_digits",
    "trimmed",
    "weekday_name",
    "without_controls",
]
