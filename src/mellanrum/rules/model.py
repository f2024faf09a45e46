"""The shape all rules share: strict, unchangeable, dated, with a reference."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Text = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """A table in a TOML file: no key it does not know, nothing changed once read."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, regex_engine="python-re")


class Dated(Strict):
    """A rule in force from one day, to another or until further notice, and the paragraph it rests on."""

    valid_from: date = Field(alias="from")
    valid_to: date | None = Field(default=None, alias="to")
    reference: Text

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise PydanticCustomError("dates_reversed", "the rule ends before it begins")
        return self

    def holds_on(self, day: date) -> bool:
        """Tell whether the rule is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


AnyDated = TypeVar("AnyDated", bound=Dated)


def in_force(rules: Iterable[AnyDated], day: date) -> tuple[AnyDated, ...]:
    """Return the rules in force on a day, in their order."""
    return tuple(rule for rule in rules if rule.holds_on(day))
