"""Tables and small files on disk: written whole or not at all.

Every file is written to a temporary name beside its place, flushed to the disk and renamed, so that
a run killed at any moment leaves the old file or the new one, never half of one. Tables are written
and read in pieces, so that their size does not matter.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from newsvane.errors import InputMissingError, NewsvaneError, TableError
from newsvane.tables import INTERNAL, TABLES, Table, check

_ARROW = {
    "text": pa.string(),
    "texts": pa.list_(pa.string()),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
}


# Rows of a row group at the most: what is held in memory of a table that was written in one piece.
GROUP_ROWS = 10_000

Put: TypeAlias = Callable[[str, pd.DataFrame], None]


@contextmanager
def _parts(paths: Sequence[Path]) -> Iterator[list[BinaryIO]]:
    """Open a temporary file beside each place; behind the block all are put there, else none."""
    with ExitStack() as stack:
        opened: list[tuple[BinaryIO, Path]] = []
        for path in paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(
                dir=path.parent, prefix=f".{path.name}.", suffix=".part"
            )
            stack.callback(Path(name).unlink, missing_ok=True)
            opened.append((stack.enter_context(os.fdopen(handle, "wb")), Path(name)))
        yield [stream for stream, _ in opened]
        for stream, part in opened:
            stream.flush()
            os.fsync(stream.fileno())
            stream.close()
            part.chmod(0o644)
        # Only now, so that a full disk leaves every old file as it was.
        for (_, part), path in zip(opened, paths, strict=True):
            part.replace(path)


def write_with(path: Path, fill: Callable[[BinaryIO], object]) -> Path:
    """Let `fill` write the content of `path` into a temporary file, then put it in place."""
    with _parts([path]) as (stream,):
        fill(stream)
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
    return write_batches([frame], folder, name)


def write_batches(batches: Iterable[pd.DataFrame], folder: Path, name: str) -> Path:
    """Check and write a table that comes in pieces; only one of them is in memory at a time.

    Raises
    ------
    TableError
        If a piece is not what the table declares.
    """
    with writing(folder, [name]) as put:
        for piece in batches:
            put(name, piece)
    return place(folder, name)


@contextmanager
def writing(folder: Path, names: Sequence[str]) -> Iterator[Put]:
    """Write some tables side by side, each in pieces, and put them in place at the end.

    A piece becomes a row group, or several where it has more than `GROUP_ROWS` rows; a table
    without one is written empty. That a key is unique is checked by `newsvane check` and wherever
    the whole table is read.

    Parameters
    ----------
    folder : Path
        Folder of the study.
    names : sequence of str
        Keys of `newsvane.tables.TABLES`.

    Yields
    ------
    callable
        Takes the name of one of the tables and its next piece; raises TableError if that is not
        what the table declares. After an error every table is what it was before.
    """
    with _parts([place(folder, name) for name in names]) as streams, ExitStack() as stack:
        writers = {
            name: stack.enter_context(
                pq.ParquetWriter(
                    stream, _schema(TABLES[name]), compression="zstd", write_page_checksum=True
                )
            )
            for name, stream in zip(names, streams, strict=True)
        }

        def put(name: str, piece: pd.DataFrame) -> None:
            if len(piece):
                table = TABLES[name]
                frame = check(piece, table)[table.names]
                arrow = pa.Table.from_pandas(frame, schema=_schema(table), preserve_index=False)
                writers[name].write_table(arrow.replace_schema_metadata(None), GROUP_ROWS)

        yield put


def read_batches(
    folder: Path, name: str, *, columns: Sequence[str] | None = None
) -> Iterator[pd.DataFrame]:
    """Yield a table in the pieces that it was written in, or only some columns of it.

    Raises
    ------
    InputMissingError, TableError
        As `read` does.
    """
    with _opened(folder, name) as file:
        for number in range(file.num_row_groups):
            frame = file.read_row_group(number, columns=columns).to_pandas(date_as_object=False)
            yield _kinds(frame, TABLES[name])


def content_hash(folder: Path, name: str, *, columns: Sequence[str] | None = None) -> str:
    """Return a SHA-256, in hexadecimal, of a table or of some of its columns.

    It is taken of the bytes in which Parquet holds these columns, so that nothing is unpacked. Two
    tables of one hash have the same rows there; the same rows in other pieces have another hash.

    Raises
    ------
    InputMissingError, TableError
        As `read` does.
    """
    path = place(folder, name)
    if columns is None:
        return sha256(path)
    digest = hashlib.sha256()
    with _opened(folder, name) as file, path.open("rb") as stream:
        for number in range(file.num_row_groups):
            group = file.metadata.row_group(number)
            chunks = {
                chunk.path_in_schema.partition(".")[0]: chunk
                for chunk in map(group.column, range(group.num_columns))
            }
            # What lacks a column is another table; whoever reads it says so.
            for column in filter(chunks.__contains__, columns):
                chunk = chunks[column]
                digest.update(f"{column} {group.num_rows} {chunk.total_compressed_size} ".encode())
                stream.seek(chunk.dictionary_page_offset or chunk.data_page_offset)
                digest.update(stream.read(chunk.total_compressed_size))
    return digest.hexdigest()


def count_rows(folder: Path, name: str) -> int:
    """Return the number of rows of a table, read from its last bytes alone."""
    with _opened(folder, name) as file:
        return int(file.metadata.num_rows)


@contextmanager
def _opened(folder: Path, name: str) -> Iterator[pq.ParquetFile]:
    path = place(folder, name)
    if not path.exists():
        raise InputMissingError(path, wanted=f"the table {name}; run newsvane run {folder}")
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            yield file
    # A damaged file may also hold what is no UTF-8, or a type that there is not.
    except (pa.ArrowException, OSError, ValueError) as error:
        if isinstance(error, NewsvaneError):
            raise
        found = (str(error).splitlines() or [type(error).__name__])[0]
        advice = f"delete {path} and run newsvane run {folder}"
        raise TableError(name, "", wanted="a Parquet file", found=found, advice=advice) from error


def read(folder: Path, name: str, *, columns: Sequence[str] | None = None) -> pd.DataFrame:
    """Read and check one table of the study in `folder`, or only some columns of it.

    Raises
    ------
    InputMissingError
        If the table has not been written.
    TableError
        If the file is damaged or is not that table.
    """
    with _opened(folder, name) as file:
        frame = file.read(columns).to_pandas(date_as_object=False)
    table = TABLES[name]
    return check(_kinds(frame, table), table if columns is None else table.part(columns))


def _kinds(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    for column in table.columns:
        if column.kind == "date" and column.name in frame:
            frame[column.name] = frame[column.name].astype("datetime64[s]")
        elif column.kind == "text" and column.name in frame:
            frame[column.name] = frame[column.name].astype("str")
    return frame


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    """Read every table that is meant for readers (all but those between two stages)."""
    return {name: read(folder, name) for name in TABLES if name not in INTERNAL}


def _schema(table: Table) -> pa.Schema:
    return pa.schema([(column.name, _ARROW[column.kind]) for column in table.columns])
