"""Who pays: each revenue account belongs to the state, a region, municipalities, a project or other income."""

from collections.abc import Iterable, Mapping
from datetime import date

from mellanrum.books.account_map import longest_prefix
from mellanrum.books.association_map import AssociationMap, MemberKind
from mellanrum.rules import Dated, Strict, in_force, shipped

MEMBERS: tuple[MemberKind, ...] = ("state", "region", "municipalities")


class ContributorWords(Dated):
    """Words that tell a contributor."""

    member: MemberKind
    words: tuple[str, ...]


class ContributorRules(Strict):
    """rules/data/contributor_words.toml."""

    contribution: tuple[str, ...]
    no_contribution: tuple[str, ...]
    contributor: tuple[ContributorWords, ...]


def contributors(
    accounts: Iterable[str], names: Mapping[str, str], own: AssociationMap, day: date
) -> Mapping[str, MemberKind]:
    """Tell who pays on each revenue account: from the association's map, else from the account's name."""
    stated = {prefix: row.member for row in own.contributor for prefix in row.accounts}
    rules = shipped(ContributorRules, "contributor_words")
    found: dict[str, MemberKind] = {}
    for account in accounts:
        prefix = longest_prefix(account, stated)
        found[account] = stated[prefix] if prefix else _from_name(names.get(account, ""), rules, day)
    return found


def _from_name(name: str, rules: ContributorRules, day: date) -> MemberKind:
    lower = name.lower()
    if any(word in lower for word in rules.no_contribution):
        return "other"
    is_contribution = any(word in lower for word in rules.contribution)
    for row in in_force(rules.contributor, day):
        if any(word in lower for word in row.words) and (is_contribution or row.member == "project"):
            return row.member
    return "other"
