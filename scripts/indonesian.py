"""click in Indonesian: help headings and usage faults, which click itself words in English."""

from __future__ import annotations

import errno
import re
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from collections.abc import Callable


_SATU_KALIMAT = 200
"""Characters of a command's first sentence in the list: click would cut it off at 45 instead of wrapping it."""


_QUOTED = re.compile(r"""['"](.+)['"]""")
"""The path in click's own words for a fault of it."""


class _Indonesian(click.Command):
    """A command whose help is Indonesian throughout."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the usage line's words, those of click itself in Indonesian."""
        words = {"[OPTIONS]": "[PILIHAN]", "COMMAND [ARGS]...": "PERINTAH [ARGUMEN]..."}
        return [words.get(piece, piece) for piece in super().collect_usage_pieces(ctx)]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Pemakaian: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for param in options if (record := param.get_help_record(ctx))]
        with formatter.section("Pilihan"):
            formatter.write_dl([(left, _in_words(right)) for left, right in records])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with its own words in Indonesian."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Tampilkan bantuan ini."
        return option


def _in_words(text: str) -> str:
    """Say click's remarks on an option in Indonesian."""
    return text.replace("[required]", "[wajib]").replace("[default: ", "[baku: ").replace("  [(", "  [")


class Perintah(_Indonesian):
    """One command."""


class Kelompok(_Indonesian, click.Group):
    """A command with commands below it."""

    command_class = Perintah

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        rows = [
            (name, command.get_short_help_str(_SATU_KALIMAT))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section("Perintah"):
            formatter.write_dl(rows)


def fault_words(error: click.ClickException) -> str:
    """Say a usage fault in Indonesian."""
    if isinstance(error, click.NoSuchOption):
        close = f" Maksudnya {', '.join(error.possibilities)}?" if error.possibilities else ""
        return f"Pilihan {error.option_name} tidak dikenal.{close}"
    if isinstance(error, click.MissingParameter):
        return f"{_name(error)} belum ditulis."
    if isinstance(error, click.BadParameter):
        if error.param is not None and isinstance(error.param.type, click.Choice):
            return f"{_name(error)} tidak dikenal. Yang ada: {', '.join(map(str, error.param.type.choices))}."
        if error.param is not None and isinstance(error.param.type, click.IntRange):
            kind = error.param.type
            return f"{_name(error)} harus bilangan bulat dari {kind.min} sampai {kind.max}."
        if error.param is not None and isinstance(error.param.type, click.Path):
            return _path_fault(error)
        return f"{_name(error)}: {error.message}"
    if isinstance(error, click.UsageError) and error.message.startswith("No such command"):
        return f"Perintah {error.message.removeprefix('No such command ').rstrip('.')} tidak dikenal."
    if isinstance(error, click.UsageError) and "unexpected extra argument" in error.message:
        return "Terlalu banyak kata sesudah perintah."
    return error.message


def _path_fault(error: click.BadParameter) -> str:
    if error.param is not None and _is_assumed(error):
        return f"Folder {error.param.default} tidak ada di sini. Pindah ke folder utama, yaitu folder yang memuatnya."
    said = _QUOTED.search(error.message)
    # The value of an option stands beside its name already.
    which = f' "{said[1]}"' if said and error.param and error.param.param_type_name == "argument" else ""
    return f"{_name(error)}: berkas atau folder{which} tidak ditemukan atau tidak dapat dibaca."


def _is_assumed(error: click.BadParameter) -> bool:
    """Tell whether what is wrong is a value that nobody wrote."""
    named = error.param.name if error.param else None
    return bool(error.ctx and named and error.ctx.get_parameter_source(named) is ParameterSource.DEFAULT)


def _name(error: click.BadParameter) -> str:
    param: Any = error.param
    if param is None:
        return "Nilai"
    return param.opts[0] if param.param_type_name == "option" else (param.human_readable_name or "Nilai")


_PENUH = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def file_fault(error: OSError) -> str:
    """Say why a file could not be read or written."""
    where = f" {error.filename}" if error.filename else ""
    if error.errno in _PENUH:
        return f"ruang penyimpanan habis{where and ' saat menulis'}{where}. Kosongkan sebagian, lalu ulangi."
    return f"berkas{where} tidak dapat dibaca atau ditulis ({error.strerror})."


def run(command: Callable[..., Any], name: str, args: list[str] | None = None) -> int:
    """Run a click command; returns its exit code: 2 for wrong use, said in Indonesian on stderr."""
    try:
        result = command(args=args, prog_name=name, standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.message, err=True)
        return 2
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else name
        click.echo(f"Galat: {fault_words(error)}\nBantuan: {path} --help", err=True)
        return 2
    except click.ClickException as error:
        click.echo(f"Galat: {fault_words(error)}", err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Dihentikan.", err=True)
        return 130
    except OSError as error:
        click.echo(f"Galat: {file_fault(error)}", err=True)
        return 2
    return result if isinstance(result, int) else 0
