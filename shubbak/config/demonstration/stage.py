"""Where the town's history is played."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from shubbak.agencies.models import Agency
from shubbak.cases.models import Case
from shubbak.catalogue.models import ServiceVersion
from shubbak.catalogue.queries import current_service

Described = Mapping[str, Any]


@dataclass
class Stage:
    """The story's words, the cases so far by their key, and those that go on without the story."""

    story: Mapping[str, Any]
    agency: Agency
    cases: dict[str, Case] = field(default_factory=dict)
    words: dict[UUID, Mapping[str, Any]] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)

    def subject_of(self, described: Described) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.story["subjects"][described["subject"]]
        return found

    def person_of(self, described: Described) -> Mapping[str, Any]:
        """Who brings it: somebody of the story, or drawn for this case."""
        who = described["person"]
        found: Mapping[str, Any] = who if isinstance(who, Mapping) else self.story["people"][who]
        return found

    def version_of(self, described: Described) -> ServiceVersion:
        return current_service(self.subject_of(described).get("service", self.story["service"]))

    def remember(self, key: str, described: Described, case: Case) -> None:
        """Keep a case under its key, with the words that its moves name."""
        self.cases[key] = case
        self.leads[key] = described.get("lead", key)
        spoken = self.subject_of(described).get("words", {})
        self.words[case.pk] = {**self.person_of(described), **spoken, **described.get("words", {})}

    def lead_of(self, key: str) -> Case:
        """The file that leads the incident to which this one belongs.

        :raises Case.DoesNotExist: if it was never brought.
        """
        lead = self.cases.get(self.leads[key])
        if lead is None:
            raise Case.DoesNotExist(key)
        return Case.objects.get(pk=lead.pk)
