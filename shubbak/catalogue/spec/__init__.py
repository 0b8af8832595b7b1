"""A service as data: frozen dataclasses and the pure rules of its workflow.

Nothing here knows Django, a clock or a database. A pack's YAML becomes a :class:`ServiceSpec` through
:func:`shubbak.catalogue.spec.build.spec_from`; the case engine asks it which steps are open.
"""

from shubbak.catalogue.spec.classes import ClassRule, Derived
from shubbak.catalogue.spec.clocks import ClockSpec, Escalation, Extension, Silence
from shubbak.catalogue.spec.conditions import Condition
from shubbak.catalogue.spec.form import Check, Choice, Page, Question
from shubbak.catalogue.spec.parts import (
    Card,
    Letter,
    Publication,
    Requirement,
    Retention,
    RoleBinding,
    Setting,
    Survey,
    SurveyQuestion,
    WalkTest,
)
from shubbak.catalogue.spec.service import ServiceSpec
from shubbak.catalogue.spec.workflow import (
    APPLICANT,
    CLOCK,
    PARTNER,
    Deposit,
    Effect,
    Need,
    PublicStage,
    Route,
    Stage,
    State,
    Step,
    StepClosed,
    Transition,
)
from shubbak.foundation.localized import Localized

__all__ = [
    "APPLICANT",
    "CLOCK",
    "PARTNER",
    "Card",
    "Check",
    "Choice",
    "ClassRule",
    "ClockSpec",
    "Condition",
    "Deposit",
    "Derived",
    "Effect",
    "Escalation",
    "Extension",
    "Letter",
    "Localized",
    "Need",
    "Page",
    "PublicStage",
    "Publication",
    "Question",
    "Requirement",
    "Retention",
    "RoleBinding",
    "Route",
    "ServiceSpec",
    "Setting",
    "Silence",
    "Stage",
    "State",
    "Step",
    "StepClosed",
    "Survey",
    "SurveyQuestion",
    "Transition",
    "WalkTest",
]
