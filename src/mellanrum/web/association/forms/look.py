from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mellanrum.documents.logo_check import check_logo
from mellanrum.findings import Severity, spoken_mend, spoken_message
from mellanrum.web.parts.templatetags.parts import lang


class LogoForm(forms.Form):
    file = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG or SVG, at most 1 MB. It is drawn on the cover, at most 22 mm high."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/svg+xml"}),
    )
    alt = forms.CharField(
        label=_("What the picture shows, in words"),
        max_length=200,
        help_text=_("For those who cannot see it, as Logotype: Samordningsförbundet Väst."),
    )

    def __init__(self, *args: Any, has_logo: bool, **kwargs: Any) -> None:  # noqa: ANN401 - what Django's own takes
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not has_logo
        self.content: bytes | None = None

    def clean_file(self) -> "UploadedFile[bytes] | None":
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is None:
            return None
        self.content = file.read()
        faults = [item for item in check_logo(self.content) if item.severity is Severity.ERROR]
        if faults:
            raise forms.ValidationError(
                [f"{spoken_message(item, lang(), 'web')} {spoken_mend(item, lang(), 'web')}".strip() for item in faults]
            )
        return file


class HeadingForm(forms.Form):
    heading = forms.CharField(
        label=_("Heading"),
        max_length=120,
        required=False,
        help_text=_("Leave it empty for the usual one."),
    )

    def clean_heading(self) -> str:
        return " ".join(self.cleaned_data["heading"].split())
