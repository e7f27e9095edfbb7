"""The centre that is assessed, and its profile."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from assess.model.value import LARGEST, Figure, Line, Sentence, Value, without_control_characters

Country = Annotated[str, StringConstraints(max_length=100), AfterValidator(without_control_characters)]
Currency = Annotated[str, StringConstraints(max_length=20), AfterValidator(without_control_characters)]


class Centre(Value):
    """`channels` name the profile (ids of the framework's channels); money is in `currency` (ISO 4217)."""

    name: Sentence = Field(max_length=120)
    country: Country | None = None
    industry: Line | None = None
    seats: int | None = Field(default=None, ge=0, le=LARGEST)
    channels: tuple[str, ...]
    contacts_a_year: dict[str, Figure] = {}
    cost_per_contact: float | None = Field(default=None, ge=0, le=LARGEST)
    currency: Currency | None = None
    headcount: int | None = Field(default=None, ge=0, le=LARGEST)
    replacement_cost: float | None = Field(default=None, ge=0, le=LARGEST)
