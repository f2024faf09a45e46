"""What a check has to say: findings, their codes and the one catalogue that words them."""

from mellanrum.findings.catalogue import spoken_mend, spoken_message, words
from mellanrum.findings.codes import Code, all_codes, code_of
from mellanrum.findings.model import NOWHERE, Finding, Parameter, Phrase, Place, Severity, finding, has_error, in_order

__all__ = [
    "NOWHERE",
    "Code",
    "Finding",
    "Parameter",
    "Phrase",
    "Place",
    "Severity",
    "all_codes",
    "code_of",
    "finding",
    "has_error",
    "in_order",
    "spoken_mend",
    "spoken_message",
    "words",
]
