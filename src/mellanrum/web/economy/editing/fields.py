"""Fields for numbers as they are written in Sweden, and for lists of accounts."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mellanrum.books.sheets.amounts import NotAnAmount
from mellanrum.web.economy.written import read_number, written

LONGEST = 40
_LARGEST = Decimal(10) ** 12
_PREFIX = re.compile(r"[0-9A-Za-zÅÄÖåäö]+")


class NumberField(forms.CharField):
    """An amount that is not negative, as it is written: 1 234 567,50. A share is in per cent, with more decimals."""

    def __init__(self, *, is_share: bool = False, **fields: Any) -> None:  # noqa: ANN401 - any field's
        attributes = {"inputmode": "decimal", "class": "short number", "autocomplete": "off"}
        fields.setdefault("widget", forms.TextInput(attrs=attributes))
        super().__init__(required=fields.pop("required", False), max_length=LONGEST, **fields)
        self.is_share, self.places = is_share, 4 if is_share else 2

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Give the number, None where nothing was written."""
        text = super().clean(value)
        return self._checked(text, number_in(text, is_share=self.is_share)) if text else None

    def _checked(self, text: str, number: Decimal) -> Decimal:
        if abs(number) >= _LARGEST:
            raise ValidationError(_("“%(text)s” is larger than anything here can be."), params={"text": text})
        if number < 0:
            raise ValidationError(
                _("Write “%(text)s” without a minus: it is counted the right way."), params={"text": text}
            )
        if number != round(number, self.places):
            wrong = _("“%(text)s” has too many decimals: at most %(places)d.")
            raise ValidationError(wrong, params={"text": text, "places": self.places})
        return number

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Write a number as people do; what was typed stays as it was typed."""
        return written(value) if isinstance(value, Decimal) else value


def number_in(text: str, *, is_share: bool = False) -> Decimal:
    """Read a number. ValidationError says what is wrong with it."""
    number = read_number(text, is_share=is_share)
    if number is NotAnAmount.AMBIGUOUS:
        wrong = _("“%(text)s” can be read in two ways. Write spaces between thousands and a comma before decimals.")
        raise ValidationError(wrong, params={"text": text})
    if isinstance(number, NotAnAmount):
        raise ValidationError(_("“%(text)s” is not a number. Write it as 1 234 567,50."), params={"text": text})
    return number


class AccountsField(forms.CharField):
    """Account numbers, or how they begin, with spaces or commas between."""

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 - any field's
        super().__init__(max_length=2000, **fields)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Give the prefixes, each once, in the order they were written."""
        parts = re.split(r"[\s,;]+", super().clean(value))
        faulty = next((part for part in parts if part and not _PREFIX.fullmatch(part)), None)
        if faulty is not None:
            wrong = _("“%(text)s” is not how an account number begins. Write 7010, or 70 for all that begin so.")
            raise ValidationError(wrong, params={"text": faulty})
        return tuple(dict.fromkeys(part for part in parts if part))

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Write the prefixes with commas between."""
        return ", ".join(value) if isinstance(value, tuple) else value
