"""The command line: one file a verb, loaded when the verb is called; errors become one line and an exit code.

Results on stdout, everything else on stderr.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from matcher import __version__
from matcher.errors import MatcherError

VERBS = {
    "new": "write a project file; with a list, propose its fields and plan its keys",
    "plan": "plan the match keys anew on a list, in place; or check what a plan loses on it",
    "keygen": "make a project secret, or write it as words, shares or a file",
    "rotate": "give a project a new id and secret; the files made so far are dead",
    "identity": "make your private keys, and the public keys by which others know you",
    "parties": "keep the public keys of who takes part",
    "encode": "encode a list, so that it can be compared and not read",
    "compare": "link two lists: encoded files, or two plain lists on one machine",
    "psi": "link your list with another owner's, with no linkage unit",
    "log": "verify and show what the linkage unit has done",
    "forget": "delete lists that the linkage unit has compared",
    "dedupe": "group the rows of your own list that are one person",
    "reveal": "turn links back into rows of your own list",
    "evaluate": "measure links against known truth",
    "audit": "attack what would leave, before it leaves",
    "describe": "say what a file is",
    "generate": "make invented lists to try everything on",
}

EPILOG = """\b
Exit codes: 0 all input was processed · 1 unexpected · 2 wrong usage · 3 bad input data ·
4 files that do not belong together · 5 over budget, a run used twice, or against roles or limits · 130 interrupted.
"""

INTERRUPTED = 130


class _Verbs(click.Group):
    """Loads a verb's module when it is called: `--help` must not wait for Numba."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"matcher.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.group(
    cls=_Verbs, epilog=EPILOG, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="matcher")
@click.pass_context
def verbs(context: click.Context) -> None:
    """Tell which rows of two lists are the same person, and nothing else."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; never a traceback, which could show a cell."""
    _no_core_dumps()
    collecting = gc.isenabled()
    gc.disable()  # a command's many small values live as long as it does: looking for cycles took a third of its time
    try:
        with verbs.make_context("matcher", list(sys.argv[1:] if arguments is None else arguments)) as context:
            verbs.invoke(context)
    except MatcherError as error:
        return _complain(str(error), error.exit_code)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        hint = f" (see `{error.ctx.command_path} --help`)" if isinstance(error, click.UsageError) and error.ctx else ""
        return _complain(error.format_message().rstrip(".") + hint, error.exit_code)
    except KeyboardInterrupt:
        if sys.stderr.isatty():
            print(file=sys.stderr)  # the terminal shows ^C in this line
        return _complain("interrupted; no file was left half-written", INTERRUPTED)
    except BrokenPipeError:
        # Who read stdout has gone. Python would flush the rest at exit, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        return _complain(f"unexpected error ({type(error).__name__} in {where}); please report it", 1)
    finally:
        if collecting:
            gc.enable()
    return 0


def _no_core_dumps() -> None:
    """A crash must not write cells and secrets to disk; where the system has no such limit, nothing happens."""
    try:
        import resource

        most = resource.getrlimit(resource.RLIMIT_CORE)[1]
        # Linux pipes dumps to a program in spite of a limit of 0, and not with one of 1 byte (core(5), coredump.c).
        limit = 1 if sys.platform == "linux" and most else 0
        resource.setrlimit(resource.RLIMIT_CORE, (limit, most))
    except (ImportError, OSError, ValueError):
        return


def _complain(message: str, code: int) -> int:
    line = " ".join(message.split())
    print(f"matcher: {line}", file=sys.stderr)
    return code
