"""The command line: arguments to pipeline, nothing else.

Exit codes: 0 done; 1 done, but some input was left out; 2 nothing could be done.
"""

from __future__ import annotations

import io
import logging
import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from newsvane.errors import NewsvaneError, NoArticlesError, StudyError

if TYPE_CHECKING:
    from newsvane.pipeline import StageResult
    from newsvane.study import Study

DONE, LEFT_OUT, NOTHING = 0, 1, 2
# Lines of left-out input that the end of the output shows; all of them stand in the table dropped.
N_LEFT_OUT = 10

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="Who takes which stance on what in the news, how it moves, and the proof of it.",
)
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the study.")]
Strict = Annotated[bool, typer.Option("--strict", help="End with 2 where some input was left out.")]


@app.command(epilog="Example: `newsvane demo demo/`")
def demo(folder: Folder) -> None:
    """Write the built-in, fictional sample to DIR, analyse it, and compare with its truth."""
    from newsvane import demo as sample
    from newsvane import study

    sample.write_sample(folder)
    _run(study.load(folder), strict=False)
    _say("", "Beside the planted truth (truth.json):", *sample.compare(folder))
    # What the sample holds that cannot be read is planted; the comparison tells if it was found.
    raise typer.Exit(DONE)


@app.command(epilog='Example: `newsvane analyze clippings/ --claim "The dam is safe" --out dam/`')
def analyze(
    articles: Annotated[
        list[Path], typer.Argument(metavar="ARTICLES...", help="Files and folders of articles.")
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder of the study to write.")],
    claim: Annotated[
        list[str] | None, typer.Option("--claim", help="A declarative sentence; may be repeated.")
    ] = None,
    opposite: Annotated[
        list[str] | None,
        typer.Option(
            "--opposite", help="Its opposite, in the order of the claims; may be left out."
        ),
    ] = None,
    strict: Strict = False,
) -> None:
    """Analyse articles in one go: writes DIR/study.toml, DIR/tables/ and DIR/report.html."""
    from newsvane import study

    is_new = not (out / study.FILE).exists()
    made = study.create(out, articles=articles, claims=claim or (), opposites=opposite or ())
    try:
        code = _run(made, strict=strict)
    except NoArticlesError:
        # Nothing came of it: the same folder stays free for the next try.
        if is_new:
            (out / study.FILE).unlink()
        raise
    raise typer.Exit(code)


@app.command(epilog="Example: `newsvane run dam/`")
def run(folder: Folder, strict: Strict = False) -> None:
    """Run or resume the study in DIR; what is finished is kept."""
    from newsvane import study

    raise typer.Exit(_run(study.load(folder), strict=strict))


@app.command(epilog="Example: `newsvane check dam/`")
def check(folder: Folder) -> None:
    """Check that the sums of the study in DIR add up and every number leads to its sentences.

    Opens the input again: what archives list and exports, tables and feeds hold is counted by
    another way than it was read, and compared. Ends with 0 where everything holds, else with 2.
    """
    from newsvane import audit, study

    findings = audit.check(study.load(folder))
    for finding in findings:
        _say(f"{'holds' if finding.holds else 'WRONG':<6} {finding.what}: {finding.counted}")
        _say(*(f"       {example}" for example in finding.wrong))
    raise typer.Exit(DONE if all(finding.holds for finding in findings) else NOTHING)


@app.command(epilog="Example: `newsvane compare dam/ dam-seed-2/`")
def compare(
    folder: Folder,
    other: Annotated[Path, typer.Argument(metavar="OTHER", help="Folder of another study.")],
) -> None:
    """Tell how far the topics of the studies in DIR and OTHER agree on the articles of both."""
    from newsvane import store
    from newsvane.topics import comparing

    names = ("topics", "article_topics")
    first, second = (tuple(store.read(at, name) for name in names) for at in (folder, other))
    found = comparing.compare(first, second)
    _say(
        f"{found.n_articles:,} articles in both; {found.n_first:,} only in {folder}, "
        f"{found.n_second:,} only in {other}",
        f"adjusted Rand index {found.adjusted_rand:.3f}, "
        f"adjusted mutual information {found.adjusted_mutual_info:.3f} (1: the same groups)",
        "Each topic and the one that overlaps most, with the part of both that they share:",
    )
    for row in found.pairs.itertuples(index=False):
        _say(
            f"  {row.topic_id:>3} {row.label} ({row.n_first:,}) – "
            f"{row.other_id:>3} {row.other_label} ({row.n_second:,}): {row.jaccard:.0%}"
        )


@app.command(epilog="Example: `newsvane report dam/`")
def report(folder: Folder) -> None:
    """Render DIR/report.html again from the tables alone; needs no model."""
    from newsvane.report import export

    _say(f"Report: {export.write(folder)}")


@app.command(epilog="Example: `newsvane new dam/`")
def new(folder: Folder) -> None:
    """Make a new study in DIR: a commented study.toml and a folder for the articles."""
    from newsvane import study

    _say(f"Edit {study.scaffold(folder)}, put articles into {folder / 'articles'}, then run:")
    _say(f"  newsvane run {folder}")


@app.command(epilog="Example: `newsvane dates dam/`")
def dates(folder: Folder) -> None:
    """List the doubtful dates of the study in DIR in DIR/dates.csv, for a person to fix."""
    from newsvane import fixed_dates, study

    listing = fixed_dates.write(study.load(folder))
    _say(f"{listing.n_doubtful} of {listing.n_articles} articles have a doubtful date:")
    _say(f"  {listing.path}")
    _say("Fill in fixed_from (YYYY-MM-DD, YYYY-MM or YYYY), and fixed_to for more than that, then:")
    _say(f"  newsvane run {folder}")
    if listing.n_fixed:
        _say(f"{listing.n_fixed} fixed already; they stay in the file.")


@app.command(epilog="Example: `newsvane lab dam/`")
def lab(
    folder: Folder,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open a browser window.")
    ] = True,
) -> None:
    """Open JupyterLab on the notebooks of the study in DIR (they are copied to DIR/notebooks)."""
    from newsvane import lab as notebooks

    opened = notebooks.prepare(folder)
    _say(f"Notebooks: {opened}")
    raise typer.Exit(notebooks.serve(opened, browser=browser))


def _run(made: Study, *, strict: bool) -> int:
    from newsvane import fixed_dates, pipeline, store, tables

    with _watching():
        results = pipeline.run(made, tell=_tell)
    if all(result.kept for result in results):
        _say("Everything was finished already.")
    for number, claim in enumerate(made.claims, 1):
        by = "" if claim.opposite_source == "study" else " (by rule)"
        _say(f"Claim {number}: {claim.text}", f"  against it{by}: {claim.opposite}")
    n_dropped = n_hidden = 0
    # What never was an article, such as the requests in a crawl, is shown last.
    shown: list[Any] = []
    others: list[Any] = []
    for piece in store.read_batches(made.folder, "dropped"):
        is_hidden = piece["reason"].isin(tables.HIDDEN)
        n_hidden += int(is_hidden.sum())
        n_dropped += int((~is_hidden).sum())
        is_other = piece["reason"].str.endswith(", not an article")
        for rows, is_here in ((shown, ~is_hidden & ~is_other), (others, ~is_hidden & is_other)):
            rows += piece[is_here].head(N_LEFT_OUT - len(rows)).itertuples()
    _say(f"Tables: {made.folder / 'tables'}", f"Report: {made.folder / 'report.html'}")
    if n_warnings := store.count_rows(made.folder, "warnings"):
        where = made.folder / "tables" / "warnings.parquet"
        _say(f"{n_warnings} kept with a remark on what was mended or is doubtful ({where})")
    if unmatched := fixed_dates.unmatched(made):
        named = ", ".join(unmatched[:N_LEFT_OUT])
        _say(
            f"{len(unmatched)} fixed dates in dates.csv fit no article, and count for none: {named}"
        )
    if n_hidden:
        what = "hidden files and folders, or files of a study, are not read"
        _say(f"{n_hidden} {what}; they stand in the table dropped")
    if not n_dropped:
        return DONE
    _say(f"{n_dropped} left out (all in {made.folder / 'tables' / 'dropped.parquet'}):")
    for row in [*shown, *others][:N_LEFT_OUT]:
        record = f", record {row.record}" if row.record else ""
        place = f" ({row.place})" if isinstance(row.place, str) else ""
        _say(f"  {row.source_file}{record}{place}: {row.reason}")
    if n_dropped > N_LEFT_OUT:
        _say(f"  … and {n_dropped - N_LEFT_OUT} more")
    return NOTHING if strict else LEFT_OUT


def _tell(result: StageResult) -> None:
    dropped = f", {result.dropped} left out" if result.dropped else ""
    time = "finished before" if result.kept else f"{result.seconds:.1f} s"
    _say(f"{result.stage:<10} {result.rows_out:>7,} rows{dropped} ({time})")


@contextmanager
def _watching() -> Iterator[None]:
    """Show a bar with rate and remaining time for long work, where there is a terminal."""
    from rich import progress as bars
    from rich.console import Console

    from newsvane.progress import watched_by

    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    columns = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TextColumn("{task.fields[rate]}"),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=console, transient=True) as shown:

        def watch(items: Iterable[Any], what: str, unit: str, total: int | None) -> Iterator[Any]:
            task = shown.add_task(what, total=total, rate="")
            try:
                for item in items:
                    yield item
                    shown.advance(task)
                    speed = shown.tasks[shown.task_ids.index(task)].speed
                    shown.update(task, rate=f"{speed:,.0f} {unit}/s" if speed else "")
            finally:
                shown.remove_task(task)

        with watched_by(watch):
            yield


def _say(*lines: str) -> None:
    for line in lines:
        typer.echo(_printable(line))


def _printable(text: str) -> str:
    """Return one line that any terminal can show: file names may hold line breaks and commands."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def main() -> None:
    """Run the command line; an expected error is one line and exit code 2, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that is not in UTF-8 lacks letters that titles and file names have.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        logging.basicConfig(level=_log_level(), stream=sys.stderr)
        app(prog_name="newsvane")
    except NewsvaneError as error:
        _fail(error)
    except OSError as error:
        place, problem = str(error.filename or "newsvane"), error.strerror or str(error)
        _fail(StudyError(place, problem, advice="check the path, its rights and the disk"))
    except Exception:
        # A fault of newsvane itself; Python would end with 1, which means "done" here.
        traceback.print_exc()
        sys.exit(NOTHING)


def _log_level() -> str:
    level = os.environ.get("NEWSVANE_LOG", "ERROR").upper()
    if level not in (known := logging.getLevelNamesMapping()):
        raise StudyError(
            "NEWSVANE_LOG", f"unknown level {level}", advice=f"one of {', '.join(known)}"
        )
    return level


def _fail(error: NewsvaneError) -> NoReturn:
    sys.stderr.write(f"newsvane: {_printable(str(error))}\n")
    sys.exit(NOTHING)


if __name__ == "__main__":
    main()
