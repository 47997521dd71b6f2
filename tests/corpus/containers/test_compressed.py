"""Single files packed with gzip."""

import gzip
import io
import zlib

import pytest

from newsvane.corpus.containers.compressed import Packed
from newsvane.corpus.containers.inflate import Gunzip, Meter, inflate, joined
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import Limits, Source

ROWS = "title,text\n" + "".join(
    f"T{i},Rain fell on island {i * 7919 % 1013}.\n" for i in range(9_000)
)
PAGE = b"<html><body><p>The ferry stops in winter.</p></body></html>"


def test_a_table_is_read_as_a_stream(read):
    found = read("a.csv.gz", gzip.compress(ROWS.encode()))
    assert len(found.rows) == 9_000
    assert found.rows[-1][:3] == ("a.csv.gz", 9_000, "csv")
    assert found.left == found.members == []


def test_several_gzip_members_and_padding(read):
    data = (
        gzip.compress(b'{"text": "Rain."}\n') + gzip.compress(b'{"text": "Sun."}\n') + b"\x00" * 99
    )
    assert [row.content for row in read("a.jsonl.gz", data).rows] == ["Rain.", "Sun."]


def test_a_page(read):
    (row,) = read("page.html.gz", gzip.compress(PAGE)).rows
    assert (row.source_file, row.format, row.is_html) == ("page.html.gz", "html", True)


def test_a_member_of_an_archive(read, zipped):
    found = read("a.zip", zipped(("b.csv.gz", gzip.compress(ROWS.encode()))))
    assert len(found.rows) == 9_000
    assert found.rows[0].source_file == "a.zip/b.csv.gz"


def test_a_table_that_is_cut_short_keeps_its_whole_lines(read):
    data = gzip.compress(ROWS.encode())
    found = read("a.csv.gz", data[: len(data) // 2])
    assert 1_000 < len(found.rows) < 9_000
    wanted = ROWS.split("\n")[1 : len(found.rows) + 1]
    assert [f"{row.title},{row.content}" for row in found.rows] == wanted
    n_bytes = len(data) // 2
    assert found.reasons == {("a.csv.gz", 0): f"cut short: the gzip data ends at byte {n_bytes:,}"}


def test_damage_inside_a_table(read):
    data = bytearray(gzip.compress(ROWS.encode()))
    data[len(data) // 2 : len(data) // 2 + 40] = b"\xff" * 40
    found = read("a.csv.gz", bytes(data))
    assert len(found.left) >= 1
    assert "damaged" in found.left[-1].reason


def test_a_page_that_is_cut_short_is_left(read):
    found = read("page.html.gz", gzip.compress(PAGE)[:-20])
    assert found.rows == []
    assert "cut short" in found.reasons["page.html.gz", 0]


@pytest.mark.parametrize("name", ["a.html.gz", "a.csv.gz", "a.json.gz"])
def test_a_bomb_is_refused(read, name):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = b"".join([packer.compress(b"0" * (1 << 20)) for _ in range(64)] + [packer.flush()])
    found = read(name, data)
    assert found.rows == []
    assert any("100 times its size" in left.reason for left in found.left)


def test_gzip_in_gzip_ends(read):
    data = PAGE
    for _ in range(5):
        data = gzip.compress(data)
    found = read("a.html.gz.gz.gz.gz.gz", data)
    assert found.rows == []
    assert "packed more than 3 times" in found.left[0].reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv.gz", b"", "empty file"),
        ("a.csv.gz", b"title,text\n", "not gzip data"),
        ("a.gz", gzip.compress(PAGE), "does not say what is inside"),
        ("a.tar.gz", gzip.compress(PAGE), "format .tar is not read"),
    ],
)
def test_what_is_refused(read, name, data, reason):
    assert reason in read(name, data).reasons[name, 0]


def test_the_stream_goes_back_and_counts_once():
    data = ROWS.encode()
    stream = Gunzip(io.BytesIO(gzip.compress(data)), meter=Meter(0, limits=Limits()))
    assert stream.read(10) == data[:10]
    assert stream.seek(50_000) == 50_000
    assert stream.read(7) == data[50_000:50_007]
    stream.seek(0)
    assert stream.readall() == data
    assert stream.starts == [(0, 0)]


def test_a_source_that_is_packed_reads_the_same_twice():
    packed = Packed("a.csv.gz", data=gzip.compress(ROWS.encode()), inner="a.csv")
    assert packed.suffix == ".csv"
    with packed.open() as stream:
        assert stream.read() == ROWS.encode()
    assert packed.read() == ROWS.encode()


def test_pieces_are_bounded_whatever_is_packed():
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(b"0" * (5 << 20)) + packer.flush()
    meter = Meter(1 << 20, limits=Limits())
    sizes = [len(piece) for piece in inflate(iter([data]), meter=meter)]
    assert sum(sizes) == 5 << 20
    assert max(sizes) <= 1 << 20
    with pytest.raises(UnreadableError, match="cut short"):
        joined(inflate(iter([data[:-9]]), meter=Meter(1 << 20, limits=Limits())))


def test_sources_tell_their_format_by_the_inner_name():
    assert Source("a.html.gz", inner="a.html").suffix == ".html"
