"""Shapes that several nouns share. What comes in knows its fields; what is not known is refused."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, model_validator

from shubbak.foundation.text.isolation import all_without_controls

Code = Annotated[
    str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$", description="A code of the service's sheet.")
]
Words = Annotated[str, Field(min_length=1, max_length=5000, pattern=r"\S")]
Links = Annotated[
    dict[str, str], Field(description="References from the root of the host. Follow them; do not build them.")
]
Instant = Annotated[
    str,
    Field(
        json_schema_extra={"format": "date-time"}, description="ISO 8601 with the offset of the body's clock."
    ),
]


class Incoming(Schema):
    """A body that is read: no unknown fields, no control characters."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, given: Any) -> Any:
        return all_without_controls(given) if isinstance(given, dict) else given
