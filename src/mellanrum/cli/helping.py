"""Help in the user's language: the program's English texts are message ids of the one catalogue."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from mellanrum.findings import words
from mellanrum.numbers import Language

WIDTH = 80
_WIDEST_NAME = 26

Rows = Sequence[tuple[str, str]]


class Command(TyperCommand):
    """A command whose help is worded by the catalogue."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - typer does not publish the class of its context
        """Return the help page."""
        return help_text(self, ctx)


class Group(TyperGroup):
    """A group of commands whose help is worded by the catalogue."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - as above
        """Return the help page."""
        return help_text(self, ctx)


def help_text(command: Any, ctx: Any) -> str:  # noqa: ANN401 - as above
    """Write a help page: usage, what the command does, arguments, options, commands."""
    lang: Language = ctx.obj.lang
    params = command.get_params(ctx)
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    commands = getattr(command, "commands", {})
    parts = [
        _usage(ctx.command_path, arguments, bool(commands), lang),
        _wrapped(words(command.help or "", lang)),
        _section(words("Arguments", lang), [(_argument(p, lang), words(p.help or "", lang)) for p in arguments]),
        _section(words("Options", lang), [(_option(p, lang), words(p.help or "", lang)) for p in options]),
        _section(words("Commands", lang), [(name, _first(words(c.help or "", lang))) for name, c in commands.items()]),
        _wrapped(words(command.epilog or "", lang)),
    ]
    return "\n\n".join(part for part in parts if part)


def _usage(path: str, arguments: Sequence[Any], has_commands: bool, lang: Language) -> str:
    pieces = [words("[OPTIONS]", lang), *(_argument(param, lang) for param in arguments)]
    pieces += [words("COMMAND", lang)] if has_commands else []
    return f"{words('Usage:', lang)} {path} {' '.join(pieces)}"


def _argument(param: Any, lang: Language) -> str:  # noqa: ANN401 - as above
    name = words(param.metavar or param.name.upper(), lang)
    return name if param.required else f"[{name}]"


def _option(param: Any, lang: Language) -> str:  # noqa: ANN401 - as above
    names = ", ".join((*param.opts, *param.secondary_opts))
    return f"{names} {words(param.metavar, lang)}" if param.metavar and not param.is_flag else names


def _section(title: str, rows: Rows) -> str:
    return "\n".join([f"{title}:", *_listed(rows)]) if rows else ""


def _listed(rows: Rows) -> Iterator[str]:
    width = min(_WIDEST_NAME, max(len(name) for name, _ in rows))
    for name, text in rows:
        lines = textwrap.wrap(text, WIDTH - width - 4, break_on_hyphens=False) or [""]
        if len(name) > width:
            yield f"  {name}"
            name = ""  # noqa: PLW2901 - the name has had its own line
        for line in lines:
            yield f"  {name:<{width}}  {line}".rstrip()
            name = ""  # noqa: PLW2901 - as above


def _wrapped(text: str) -> str:
    return "\n".join(textwrap.fill(line, WIDTH, break_on_hyphens=False) for line in text.split("\n"))


def _first(text: str) -> str:
    """Return the first sentence."""
    return text.split("\n", maxsplit=1)[0]
