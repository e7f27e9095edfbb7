"""The centre that is assessed, and its profile."""

from pydantic import Field

from assess.model.value import LARGEST, Figure, Sentence, Value, Written


class Centre(Value):
    """`channels` name the profile (ids of the framework's channels); money is in `currency` (ISO 4217)."""

    name: Sentence = Field(max_length=120)
    country: Written | None = None
    industry: Written | None = None
    seats: int | None = Field(default=None, ge=0, le=LARGEST)
    channels: tuple[str, ...]
    contacts_a_year: dict[str, Figure] = {}
    cost_per_contact: float | None = Field(default=None, ge=0, le=LARGEST)
    currency: Written | None = None
    headcount: int | None = Field(default=None, ge=0, le=LARGEST)
    replacement_cost: float | None = Field(default=None, ge=0, le=LARGEST)
