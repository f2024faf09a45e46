from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mellanrum.books.sheets.amounts import NotAnAmount, read_amount
from mellanrum.numbers import decimals

_LARGEST = Decimal(10) ** 12
_LONGEST = 40


class KronorField(forms.CharField):
    """An amount as it is written in Sweden: 1 234 567,50. Nothing written is nil."""

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 - any field's
        attributes = {"inputmode": "decimal", "class": "short number", "autocomplete": "off"}
        super().__init__(required=False, max_length=_LONGEST, widget=forms.TextInput(attrs=attributes), **fields)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        text = super().clean(value)
        return self._checked(text, read_amount(text))

    def _checked(self, text: str, number: Decimal | NotAnAmount) -> Decimal:
        if number is NotAnAmount.AMBIGUOUS:
            wrong = _("“%(text)s” can be read in two ways. Write spaces between thousands and a comma before decimals.")
            raise ValidationError(wrong, params={"text": text})
        if isinstance(number, NotAnAmount):
            raise ValidationError(_("“%(text)s” is not a number. Write it as 1 234 567,50."), params={"text": text})
        if not 0 <= number < _LARGEST or number != number.quantize(Decimal("0.01")):
            wrong = _("“%(text)s” is no amount of money here: at least nil, with at most two decimals.")
            raise ValidationError(wrong, params={"text": text})
        return number

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Write an amount as people do; what was typed stays as it was typed."""
        if not isinstance(value, Decimal):
            return value
        return decimals(value, 0 if value == value.to_integral_value() else 2) if value else ""
