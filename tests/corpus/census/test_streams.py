"""Packed files are unpacked by the module gzip, records of crawls are told by their first lines."""

import gzip

import pytest

from newsvane.corpus.census import streams
from newsvane.corpus.reading.source import Limits


def record(body: bytes, kind: str = "resource") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def test_tables_inside_gz(count):
    assert count("a.csv.gz", gzip.compress(b"text\nRain\nSun\n")).n == 2
    two = gzip.compress(b'{"text": "a"}\n') + gzip.compress(b'{"text": "b"}\n')
    assert count("a.jsonl.gz", two).n == 2
    assert count("a.json.gz", gzip.compress(b'[{"text": "a"}, {"text": "b"}]')).n == 2
    assert count("a.txt.gz", gzip.compress(b"Rain")).kind == "one"


def test_records_of_a_crawl(count):
    crawl = record(b"<p>Rain</p>") + record(b"x", "metadata") + record(b"WARC/1.0 is a form")
    assert count("a.warc", crawl).n == 3
    assert count("a.warc.gz", gzip.compress(crawl)).n == 3


@pytest.mark.parametrize("size", [1, 7, 50, 64, 65])
def test_records_that_lie_across_chunks(size, count, monkeypatch):
    crawl = b"".join(record(b"Rain\n" * n) for n in range(9))
    monkeypatch.setattr(streams, "_CHUNK", size)
    assert count("a.warc", crawl).n == 9


def test_a_record_inside_a_page_is_none(count):
    page = record(b"see\n" + record(b"an example") + record(b"and one more") + b"end")
    crawl = record(b"Rain") + page + page
    assert count("a.warc", crawl).n == 3
    assert count("a.warc", crawl.rstrip()).n == 3
    assert count("a.warc.gz", gzip.compress(page)).n == 1


def test_records_that_a_wrong_length_would_hide(count):
    crawl = record(b"Rain") + record(b"Sun") + record(b"Ice") + record(b"Fog")
    for length in (b"99", b"200", b"999999", b"2", b"x"):
        assert count("a.warc", crawl.replace(b": 3\r", b": " + length + b"\r", 1)).n == 4
    assert count("a.warc", crawl.replace(b"WARC-Type", b"WARC\xff", 1)).n == 4
    assert count("a.warc", crawl.replace(b"\r\n\r\n", b"\r\n")).n == 4
    # The headers of the second run into the third.
    assert count("a.warc", crawl.replace(b"Length: 3\r\n\r\nSun\r\n\r\n", b"Le\r\n")).n == 4


@pytest.mark.parametrize("name", ["a.csv.gz", "a.warc.gz", "a.json.gz"])
def test_what_unpacks_to_too_much_or_ends_early_is_told(name, count):
    bomb = gzip.compress(b"text\n" + b"\n" * (4 << 20))
    (told,) = count(name, bomb, limits=Limits(ratio=2)).others
    assert "unpacks to more" in told.reason
    assert len(count(name, gzip.compress(b"text\nRain\n" * 999)[:-9]).others) == 1
