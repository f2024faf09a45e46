"""What `mellanrum rules` does."""

from collections.abc import Iterator
from difflib import get_close_matches

from mellanrum.cli.console import write
from mellanrum.cli.session import WELL, Session, refusal
from mellanrum.findings import words
from mellanrum.numbers import Language
from mellanrum.review import describe
from mellanrum.rules import shipped_names, shipped_text

RELATIONS = "relations"
"""The relations that must hold between figures: they stand in the program, not in a file."""


def list_files(session: Session) -> int:
    """Write the names of the rule files, and what is in each."""
    about = _about(session.lang)
    names = (*shipped_names(), RELATIONS)
    width = max(len(name) for name in names)
    write("\n".join(f"{name:<{width}}  {about.get(name, '')}".rstrip() for name in names))
    return WELL


def show_file(session: Session, name: str) -> int:
    """Write a rule file. CallError where there is none of that name."""
    wanted = name.removesuffix(".toml")
    if wanted == RELATIONS:
        write("\n".join(_relations(session.lang)))
    elif wanted in shipped_names():
        write(shipped_text(wanted).decode())
    else:
        names = (*shipped_names(), RELATIONS)
        near = get_close_matches(wanted, names, cutoff=0.4) or names
        raise refusal("cli.no_such_rules", name=name, near=", ".join(near))
    return WELL


def _about(lang: Language) -> dict[str, str]:
    return {
        "account_map_bas": words("BAS: which line of the statements an account stands on", lang),
        "account_map_kommun_bas": words("Kommun-Bas: which line of the statements an account stands on", lang),
        "area_words": words("Words in a cost centre's name that tell its area", lang),
        "contributor_words": words("Words in an account's name that tell who pays", lang),
        "large_deviations": words("When an area's deviation from its budget is large", lang),
        "limits": words("Limits for key ratios, and what share each member pays", lang),
        "report_outline": words("The report's sections, and which the law demands", lang),
        "statement_layout": words("The lines of the statements and what their sums add", lang),
        "surveys": words("What surveys ask: questionnaires, questions, scales and indicators", lang),
        "tallies": words("What follow-up counts: events, questions, answers and tables", lang),
        RELATIONS: words("What must hold between the figures of a report", lang),
    }


def _relations(lang: Language) -> Iterator[str]:
    for relation in describe():
        reference = f"  ({relation.reference})" if relation.reference else ""
        yield f"{relation.code}{reference}"
        yield f"    {words(relation.text, lang)}"
