"""A person as a body describes them."""

from typing import Annotated, Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext
from pydantic import Field, model_validator

from shubbak.api.problems import invalid_field
from shubbak.api.shapes import Incoming
from shubbak.cases.rules import PersonFacts
from shubbak.foundation.text import parse_phone

Name = Annotated[str, Field(min_length=2, max_length=200, pattern=r"\S")]


class PersonGiven(Incoming):
    """``phone`` in any usual writing; an identity number comes with its kind."""

    name: Name
    kind: Literal["natural", "legal"] = "natural"
    identity_kind: Literal[
        "", "national_card", "residence_card", "passport", "company_id", "trade_register"
    ] = ""
    identity_number: Annotated[str, Field(max_length=40)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    address: Annotated[str, Field(max_length=300)] = ""
    preferred_channel: Literal["", "email", "sms", "phone", "letter"] = ""

    @model_validator(mode="after")
    def _kind_of_identity(self) -> "PersonGiven":
        if self.identity_number.strip() and not self.identity_kind:
            raise ValueError("identity_kind")
        return self


def person_facts(given: PersonGiven | None, pointer: str, language: str, country: str) -> PersonFacts | None:
    """What the engine keeps of a person.

    :raises Problem: naming the telephone or the e-mail address that is none.
    """
    if given is None:
        return None
    return PersonFacts(
        name=given.name.strip(),
        kind=given.kind,
        identity_kind=given.identity_kind,
        identity_number=given.identity_number,
        phone=_phone(given.phone, pointer, country),
        email=_email(given.email, pointer),
        address=given.address,
        language=language,
        preferred_channel=given.preferred_channel,
    )


def _phone(typed: str, pointer: str, country: str) -> str:
    if not typed.strip():
        return ""
    number = parse_phone(typed, country)
    if number is None:
        raise invalid_field(
            f"{pointer}/phone", gettext("Write the telephone number with all of its figures.")
        )
    return number


def _email(typed: str, pointer: str) -> str:
    if not typed.strip():
        return ""
    try:
        validate_email(typed.strip())
    except ValidationError:
        words = gettext("Write the e-mail address in full, such as name@example.com.")
        raise invalid_field(f"{pointer}/email", words) from None
    return typed.strip()
