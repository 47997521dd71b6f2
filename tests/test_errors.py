"""Each error is caught by the base class and by the built-in that a caller would expect."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsvane import errors

EXAMPLES = [
    (
        errors.TableError("articles", "text", wanted="text", found="integers", advice="read again"),
        ValueError,
        "articles.text: expected text, got integers; read again",
    ),
    (
        errors.TableError("articles", "", wanted="rows", found="none"),
        ValueError,
        "articles: expected rows, got none",
    ),
    (
        errors.StudyError("study.toml: seed", "it is text", advice="give a number"),
        ValueError,
        "study.toml: seed: it is text; give a number",
    ),
    (errors.StudyError("--out", "it is a file"), ValueError, "--out: it is a file"),
    (
        errors.InputMissingError(Path("a/b"), wanted="a folder"),
        FileNotFoundError,
        "a/b: no such file or folder; expected a folder",
    ),
    (
        errors.NoArticlesError("a", n_dropped=2, reasons="empty"),
        ValueError,
        "a: no readable article; 2 left out (empty); give .txt, .md, .html, .pdf, .docx, .csv, "
        ".json, .jsonl, .parquet, .xml (feeds), .eml, .warc or .zip files with article text",
    ),
    (
        errors.ModelError("m", "is missing", advice="install it"),
        RuntimeError,
        "m: is missing; install it",
    ),
    (
        errors.BusyError(Path("dam")),
        RuntimeError,
        "dam: another newsvane run is working in this folder; wait for it to end",
    ),
]


@pytest.mark.parametrize(("error", "built_in", "sentence"), EXAMPLES)
def test_kind_and_sentence(error, built_in, sentence):
    assert isinstance(error, errors.NewsvaneError)
    assert isinstance(error, built_in)
    assert str(error) == sentence


def test_every_error_has_an_example_here():
    declared = {
        thing
        for thing in vars(errors).values()
        if isinstance(thing, type) and issubclass(thing, errors.NewsvaneError)
    }
    assert {type(error) for error, *_ in EXAMPLES} == declared - {errors.NewsvaneError}


def test_facts_are_attributes():
    table = EXAMPLES[0][0]
    assert (table.table, table.column, table.wanted, table.found) == (
        "articles",
        "text",
        "text",
        "integers",
    )
    assert EXAMPLES[2][0].place == "study.toml: seed"
    assert EXAMPLES[4][0].path == Path("a/b")
    assert EXAMPLES[5][0].n_dropped == 2


def test_an_empty_place_says_so():
    assert "nothing there" in str(errors.NoArticlesError("a", n_dropped=0, reasons=""))
