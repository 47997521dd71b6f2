"""Tables and small files on disk: written whole or not at all.

Every file is written to a temporary name beside its place, flushed to the disk and renamed, so that
a run killed at any moment leaves the old file or the new one, never half of one.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from newsvane.errors import InputMissingError, TableError
from newsvane.tables import INTERNAL, TABLES, Table, check

_ARROW = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


def write_with(path: Path, fill: Callable[[BinaryIO], object]) -> Path:
    """Let `fill` write the content of `path` into a temporary file, then put it in place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def write_text(path: Path, text: str) -> Path:
    """Write `text` as UTF-8, whole or not at all."""
    return write_with(path, lambda stream: stream.write(text.encode("utf-8", "backslashreplace")))


def write_json(path: Path, facts: Any) -> Path:
    """Write plain data as JSON, whole or not at all."""
    return write_text(path, json.dumps(facts, indent=1, ensure_ascii=False, sort_keys=True) + "\n")


def read_json(path: Path) -> Any:
    """Return the data of a JSON file, or None where there is none or it is damaged."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError, UnicodeDecodeError):
        return None


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def place(folder: Path, name: str) -> Path:
    """Return where the table `name` of the study in `folder` lies."""
    return folder / ("work" if name in INTERNAL else "tables") / f"{name}.parquet"


def write(frame: pd.DataFrame, folder: Path, name: str) -> Path:
    """Check a table and write it as Parquet under `folder`.

    Parameters
    ----------
    frame : DataFrame
        Rows of the table, columns in any order.
    folder : Path
        Folder of the study.
    name : str
        Key of `newsvane.tables.TABLES`.

    Raises
    ------
    TableError
        If the frame is not what the table declares.
    """
    table = TABLES[name]
    check(frame, table)
    arrow = pa.Table.from_pandas(frame[table.names], schema=_schema(table), preserve_index=False)
    arrow = arrow.replace_schema_metadata(None)

    def fill(stream: BinaryIO) -> None:
        pq.write_table(arrow, stream, compression="zstd", write_page_checksum=True)

    return write_with(place(folder, name), fill)


def read(folder: Path, name: str) -> pd.DataFrame:
    """Read and check one table of the study in `folder`.

    Raises
    ------
    InputMissingError
        If the table has not been written.
    TableError
        If the file is damaged or is not that table.
    """
    table, path = TABLES[name], place(folder, name)
    if not path.exists():
        raise InputMissingError(path, wanted=f"the table {name}; run newsvane run {folder}")
    try:
        arrow = pq.read_table(path, page_checksum_verification=True)
        frame = arrow.to_pandas(date_as_object=False)
    # A damaged file may also hold what is no UTF-8, or a type that there is not.
    except (pa.ArrowException, OSError, ValueError) as error:
        found = (str(error).splitlines() or [type(error).__name__])[0]
        advice = f"delete {path} and run newsvane run {folder}"
        raise TableError(name, "", wanted="a Parquet file", found=found, advice=advice) from error
    for column in table.columns:
        if column.kind == "date" and column.name in frame:
            frame[column.name] = frame[column.name].astype("datetime64[s]")
        elif column.kind == "text" and column.name in frame:
            frame[column.name] = frame[column.name].astype("str")
    return check(frame, table)


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Read every table that is meant for readers (all but those between two stages)."""
    return {name: read(folder, name) for name in TABLES if name not in INTERNAL}


def _schema(table: Table) -> pa.Schema:
    return pa.schema([(column.name, _ARROW[column.kind]) for column in table.columns])
