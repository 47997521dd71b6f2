"""The account of what was read: each file and member, and every row of it."""

import pytest

from newsvane import tables
from newsvane.corpus.reading.ledger import Ledger
from newsvane.corpus.reading.rows import Left, Member, Row

ITEMS = [
    Member("a.zip/b.txt", "a.zip", 40),
    Row("a.zip/b.txt", 0, "txt", "It rains.", False, note="1 NUL bytes removed"),
    Member("a.zip/c.csv", "a.zip", 90),
    Row("a.zip/c.csv", 1, "csv", "It rains.", False),
    Left("a.zip/c.csv", 2, "no text", "line 3"),
    Left("a.zip", 0, "more than 2 members"),
]


def test_each_file_and_member_has_its_sums():
    ledger = Ledger()
    ledger.open("a.zip", n_bytes=500)
    kept = list(ledger.rows(iter(ITEMS)))
    # None for each that is left out, so that whoever reads can drain the account.
    assert [row and row.source_file for row in kept] == ["a.zip/b.txt", "a.zip/c.csv", None, None]
    files = ledger.files().set_index("source_file")
    assert files["n_read"].to_dict() == {"a.zip": 0, "a.zip/b.txt": 1, "a.zip/c.csv": 1}
    assert files["n_left"].to_dict() == {"a.zip": 1, "a.zip/b.txt": 0, "a.zip/c.csv": 1}
    assert files["sha256"].isna().all()
    ledger.close("a.zip", sha256="e3b0")
    assert ledger.files()["sha256"].fillna("-").to_list() == ["e3b0", "-", "-"]
    assert files["archive"].fillna("-").to_list() == ["-", "a.zip", "a.zip"]
    dropped, warnings = ledger.account.drain()
    assert dropped["place"].fillna("-").to_list() == ["line 3", "-"]
    assert set(dropped["stage"]) == {"read"}
    assert warnings["note"].to_list() == ["1 NUL bytes removed"]


def test_an_item_of_a_file_that_was_never_opened_is_an_error():
    with pytest.raises(KeyError):
        list(Ledger().rows(iter(ITEMS[1:2])))


def test_nothing_read_gives_empty_tables():
    ledger = Ledger()
    tables.check(ledger.files(), tables.FILES)
    tables.check(ledger.account.drain().warnings, tables.WARNINGS)


def test_a_drained_account_gives_each_row_once():
    ledger = Ledger()
    ledger.open("a.zip", n_bytes=500)
    found = []
    for _ in ledger.rows(iter(ITEMS)):
        dropped, warnings = ledger.account.drain()
        found.append((dropped["reason"].tolist(), warnings["note"].tolist()))
    assert found == [
        ([], ["1 NUL bytes removed"]),
        ([], []),
        (["no text"], []),
        (["more than 2 members"], []),
    ]
    assert all(table.empty for table in ledger.account.drain())
