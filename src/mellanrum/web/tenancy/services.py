"""Making associations, and finding them for those who keep the site."""

from django.utils.text import slugify

from mellanrum.web.tenancy.models import Association


def make_association(name: str, *, slug: str = "", **fields: str | bool) -> Association:
    """Make an association. Its slug is made from its name unless one is given."""
    return Association.objects.create(name=name, slug=slug or _free_slug(name), **fields)


def give_number(association: Association, number: str) -> None:
    """Give an association its organisation number, unless somebody has given it one."""
    Association.objects.filter(pk=association.pk, orgnr="").update(orgnr=number)


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:50] or "forbund"
    taken = set(Association.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)


def state_chart(association: Association, chart: str) -> None:
    """Say which chart of accounts the books are kept by."""
    association.chart = chart
    association.save(update_fields=["chart"])
