"""Every error that newsvane raises on purpose.

One base class, so that a caller can catch all of them; each error also inherits the built-in that a
caller would expect. The facts are attributes; the class writes the sentence.
"""

from __future__ import annotations

from pathlib import Path


class NewsvaneError(Exception):
    """Base of every error of this package."""


class TableError(NewsvaneError, ValueError):
    """A table does not have the shape that `newsvane.tables` declares.

    Parameters
    ----------
    table, column
        Where the fault is; `column` is empty when it concerns the whole table.
    wanted, found
        What was expected and what was there.
    advice
        What to do about it.
    """

    def __init__(
        self, table: str, column: str, *, wanted: str, found: str, advice: str = ""
    ) -> None:
        self.table, self.column, self.wanted, self.found = table, column, wanted, found
        place = f"{table}.{column}" if column else table
        super().__init__(
            f"{place}: expected {wanted}, got {found}" + (f"; {advice}" if advice else "")
        )


class StudyError(NewsvaneError, ValueError):
    """A study.toml, or an option that stands for a setting, cannot be used."""

    def __init__(self, place: str, problem: str, *, advice: str = "") -> None:
        self.place, self.problem, self.advice = place, problem, advice
        super().__init__(f"{place}: {problem}" + (f"; {advice}" if advice else ""))


class InputMissingError(NewsvaneError, FileNotFoundError):
    """A path that should hold articles or a study is not there."""

    def __init__(self, path: Path, *, wanted: str) -> None:
        self.path, self.wanted = path, wanted
        super().__init__(f"{path}: no such file or folder; expected {wanted}")

    def __str__(self) -> str:
        return str(self.args[0])


class NoArticlesError(NewsvaneError, ValueError):
    """Nothing in the input could be used as an article."""

    def __init__(self, place: str, *, n_dropped: int, reasons: str) -> None:
        self.place, self.n_dropped, self.reasons = place, n_dropped, reasons
        found = f"{n_dropped} left out ({reasons})" if n_dropped else "nothing there"
        super().__init__(
            f"{place}: no readable article; {found}; give .txt, .md, .html, .pdf, .docx, .csv, "
            ".json, .jsonl, .parquet, .xml (feeds), .eml, .warc or .zip files with article text"
        )


class ModelError(NewsvaneError, RuntimeError):
    """A model's files are missing, changed, or not what their name says."""

    def __init__(self, model: str, problem: str, *, advice: str) -> None:
        self.model, self.problem, self.advice = model, problem, advice
        super().__init__(f"{model}: {problem}; {advice}")


class BusyError(NewsvaneError, RuntimeError):
    """Another run holds the study folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"{folder}: another newsvane run is working in this folder; wait for it to end"
        )
