from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from mellanrum.figures import FigureBook, Unit
from mellanrum.findings import words
from mellanrum.statements.tables import ratios
from mellanrum.web.economy.models import Comment, OwnLimit
from mellanrum.web.parts.templatetags.parts import lang


class CommentForm(forms.ModelForm[Comment]):
    """Why an area deviates; the area stands in the address of what is sent."""

    class Meta:
        model = Comment
        fields = ("text",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.required = False
        text.help_text = _("It stands beside the figures in the report. An empty text takes away what was said.")


class LimitForm(forms.Form):
    """A limit the association has decided for a key ratio."""

    figure = forms.ChoiceField(label=_("Key ratio"), widget=forms.RadioSelect)
    at_most = forms.DecimalField(
        label=_("At most, per cent"),
        localize=True,
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
    )
    from_year = forms.IntegerField(
        label=_("From the year"),
        validators=[MinValueValidator(1994), MaxValueValidator(2200)],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    decision = forms.CharField(
        label=_("Decision"),
        max_length=OwnLimit._meta.get_field("decision").max_length,  # noqa: SLF001 - Django's own way to a field
        help_text=_("Who decided it and when, as “The board 2025-03-14, item 7”."),
    )

    def __init__(self, book: FigureBook, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - a form's own
        super().__init__(*args, **kwargs)
        rows = ((f"ratios.{line.key}", line) for line in ratios(book))
        self.fields["figure"].choices = [  # type: ignore[attr-defined]  # it is the choice field above
            (key, words(line.label, lang())) for key, line in rows if line.current and line.current.unit is Unit.SHARE
        ]
