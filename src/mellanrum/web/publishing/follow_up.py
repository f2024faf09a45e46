"""The follow-up as something to publish: years and periods that have locked, as linked tables."""

from dataclasses import replace
from datetime import date

from mellanrum.composition.published_tables import Contents, published_follow_up
from mellanrum.web.publishing.figures import Figures
from mellanrum.web.publishing.models import Breadth, Publication
from mellanrum.web.publishing.periods import Subject, subjects_of
from mellanrum.web.register.services.deciding import scheme_on, settings_on
from mellanrum.web.register.services.following import followed_of
from mellanrum.web.tenancy.models import Association


def subjects(association: Association, day: date) -> tuple[Subject, ...]:
    """List the years and periods that may be published on a day, the newest first.

    A period is not once its year has been: the rest of the year would be told with it, and has not been protected.
    """
    taken = _published_keys(association)
    found = subjects_of(followed_of(association, day))
    return tuple(subject for subject in found if subject.part is None or str(subject.year) not in taken)


_MAIN = frozenset(
    {
        "started.municipality",
        "started.age_band",
        "started.education",
        "started.livelihood_before",
        "ended.end_reason",
        "ended.livelihood",
        "ended.occupation",
        "guidance.next_step",
    }
)
"""The tables of attributes that boards and members ask for most."""


CONTENTS: dict[str, Contents] = {
    Breadth.MAIN: Contents(together=_MAIN, each=frozenset(), finest="part"),
    Breadth.ALL: Contents(finest="part"),
}
"""What is published, by breadth. Months are not: most numbers of a month are few."""


def figures_of(association: Association, day: date, key: str, breadth: str = Breadth.MAIN) -> Figures | None:
    """Return the numbers of a year or a period by its key; None where it may not be published."""
    followed, taken = followed_of(association, day), _published_keys(association)
    subject = next((each for each in subjects_of(followed) if each.key == key), None)
    if subject is None or (subject.part and str(subject.year) in taken):
        return None
    # A year stands beside those of its periods that readers have already: their sum is told, and protected with them.
    contents = replace(CONTENTS[breadth], by_part=any(other.startswith(f"{subject.key}-") for other in taken))
    made = published_follow_up(
        followed,
        subject.span,
        scheme_on(association, min(day, date(subject.year, 12, 31))),
        threshold=settings_on(association, subject.year).threshold,
        contents=contents,
    )
    return Figures(subject, made.tables, made.left_out)


def _published_keys(association: Association) -> frozenset[str]:
    return frozenset(Publication.objects.of(association).values_list("subject", flat=True))
