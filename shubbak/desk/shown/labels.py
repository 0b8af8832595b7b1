"""Labels as pages show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shubbak.cases.models import Label
from shubbak.desk.shown.language import Tongue


@dataclass(frozen=True)
class LabelShown:
    pk: int
    word: str
    colour: str


def label_shown(label: Label, tongue: Tongue) -> LabelShown:
    return LabelShown(label.pk, tongue.pick(label.words), label.colour)


def labels_shown(labels: Iterable[Label], tongue: Tongue) -> Sequence[LabelShown]:
    return [label_shown(label, tongue) for label in labels]
