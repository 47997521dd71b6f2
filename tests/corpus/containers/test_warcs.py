"""Records of crawls; the files are written here byte by byte."""

import base64
import gzip
import hashlib
import zlib

import pytest

PAGE = "<html><body><p>Die Fähre nach Sandholm fährt im Winter nicht.</p></body></html>"
OK = "HTTP/1.1 200 OK\r\n"


def http(body, *, headers="Content-Type: text/html; charset=utf-8\r\n", status=OK):
    return (status + headers + "\r\n").encode() + body


def record(block, *, kind="response", url="http://bote.example/1", content_type=None, extra=""):
    content_type = content_type or "application/http; msgtype=response"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2031-03-04T05:06:07Z\r\nContent-Type: {content_type}\r\n{extra}"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


INFO = record(b"software: none\r\n", kind="warcinfo", content_type="application/warc-fields")
GOOD = record(http(PAGE.encode()))
SECOND = record(http(b"<p>Rain over the island.</p>"), url="http://bote.example/2")


def test_pages_become_rows_with_their_address(read):
    found = read("c.warc", INFO + GOOD + SECOND)
    (first, second) = found.rows
    assert first.content == PAGE
    assert (first.record, first.format, first.is_html) == (2, "warc", True)
    assert (first.url, first.place) == ("http://bote.example/1", f"byte {len(INFO)}")
    assert (second.record, second.place) == (3, f"byte {len(INFO + GOOD)}")
    # When it was crawled is not when it was published.
    assert first.published is None
    assert first.note is None
    assert found.reasons == {("c.warc", 1): "warcinfo, not an article"}


def test_the_place_is_that_of_the_packed_record(read):
    packed = [gzip.compress(one) for one in (INFO, GOOD, SECOND)]
    found = read("c.warc.gz", b"".join(packed))
    assert [row.place for row in found.rows] == [
        f"byte {len(packed[0])}",
        f"byte {len(packed[0]) + len(packed[1])}",
    ]
    assert found.rows[0].source_file == "c.warc.gz"


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (
            record(http(b"\x89PNG", headers="Content-Type: image/png\r\n")),
            "image/png, not an article",
        ),
        (record(http(b"", status="HTTP/1.1 301 Moved\r\n")), "HTTP status 301, not an article"),
        (record(http(PAGE.encode(), status="HTTP/1.0 404\r\n")), "HTTP status 404, not an article"),
        (record(b"GET / HTTP/1.1\r\n\r\n", kind="request"), "request, not an article"),
        (record(b"", kind="revisit"), "revisit: the page did not change since an earlier record"),
        (record(b"a: b", kind="metadata"), "metadata, not an article"),
        (record(b"x", content_type="text/dns"), "response of text/dns, not an article"),
        (record(b"not http"), "no HTTP status line"),
        (record(http(b"   ")), "empty file"),
        (
            record(http(b"x", headers="Content-Encoding: zstd\r\n")),
            "content encoding zstd is not read",
        ),
    ],
)
def test_other_records_are_listed(read, made, reason):
    found = read("c.warc", INFO + made + GOOD)
    assert found.reasons["c.warc", 2] == reason
    assert [row.record for row in found.rows] == [3]


def test_resources_and_conversions(read):
    data = record(b"<p>Rain.</p>", kind="resource", content_type="text/html")
    data += record(b"Rain, as text.", kind="conversion", content_type="text/plain")
    data += record(b"\x00", kind="resource", content_type="image/gif")
    found = read("c.warc", data)
    assert [(row.content, row.is_html) for row in found.rows] == [
        ("<p>Rain.</p>", True),
        ("Rain, as text.", False),
    ]
    assert found.reasons == {("c.warc", 3): "resource of image/gif, not an article"}


@pytest.mark.parametrize("n_cut", [1, 3, 30, 100, 200])
def test_a_record_cut_short_is_told(read, n_cut):
    data = INFO + GOOD + SECOND
    whole = len(data) - 4  # the empty lines after the last block are no loss
    found = read("c.warc", data[: whole - n_cut])
    assert [row.record for row in found.rows] == [2]
    (left,) = found.left[1:]
    assert left.record == 3
    assert left.reason.startswith("cut short")
    assert left.place == f"byte {len(INFO + GOOD)}"


@pytest.mark.parametrize("n_cut", [1, 5, 12, 60, 100])
def test_a_packed_record_cut_short_is_told(read, n_cut):
    data = gzip.compress(INFO) + gzip.compress(GOOD) + gzip.compress(SECOND)
    found = read("c.warc.gz", data[:-n_cut])
    assert found.rows[0].record == 2
    fault = found.left[-1]
    assert fault.record == 0
    assert fault.reason.startswith(f"cut short: the gzip data ends at byte {len(data) - n_cut:,}")
    assert fault.place.startswith("byte ")


def test_one_gzip_member_for_all(read):
    data = gzip.compress(INFO + GOOD + SECOND)
    assert len(read("c.warc.gz", data).rows) == 2
    cut = read("c.warc.gz", data[:-40])
    assert any(left.reason.startswith("cut short") for left in cut.left)


@pytest.mark.parametrize("length", ["-1", "1e3", "", "99999999999999999999", "²"])
def test_a_length_that_is_none(read, length):
    made = GOOD.replace(b"Content-Length: ", f"Content-Length: {length}\r\nX: ".encode(), 1)
    found = read("c.warc", INFO + made + SECOND)
    assert found.reasons["c.warc", 2] == "a record without a length"
    assert [row.url for row in found.rows] == ["http://bote.example/2"]


def test_garbage_between_records(read):
    found = read("c.warc", INFO + b"\x00garbage\n" * 9_000 + GOOD)
    assert found.reasons["c.warc", 2] == "no WARC record: damaged here"
    assert [row.record for row in found.rows] == [3]


def test_what_is_no_crawl(read):
    assert "not a WARC file" in read("c.warc", b"PK\x03\x04 and more").reasons["c.warc", 0]
    assert read("c.warc", b"").reasons == {("c.warc", 0): "empty file"}
    assert read("c.warc", b"\r\n" * 200_000).reasons == {("c.warc", 0): "empty file"}


def test_headers_without_an_end(read):
    found = read("c.warc", INFO + b"WARC/1.0\r\n" + b"A: b\r\n" * 50_000)
    assert found.reasons["c.warc", 2] == "cut short: its headers have no end"


def test_a_record_that_is_cut_inside_its_headers_takes_no_other(read):
    found = read("c.warc", INFO + GOOD[: GOOD.index(b"WARC-Date")] + SECOND)
    assert found.reasons["c.warc", 2] == "cut short: its headers have no end"
    assert [(row.record, row.url) for row in found.rows] == [(3, "http://bote.example/2")]


def test_the_charset_of_the_server_and_of_the_page(read):
    latin = PAGE.encode("latin-1")
    data = record(http(latin, headers="Content-Type: text/html; charset=ISO-8859-1\r\n"))
    data += record(
        http(b'<meta charset="windows-1252">' + latin, headers="Content-Type: text/html\r\n")
    )
    # A server that says Latin-1 of everything does not spoil what is UTF-8.
    data += record(http(PAGE.encode(), headers="Content-Type: text/html; charset=ISO-8859-1\r\n"))
    assert all("Fähre" in row.content for row in read("c.warc", data).rows)


def chunked(body, size=7):
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def test_transfer_and_content_encodings(read):
    import brotli

    body = PAGE.encode()
    deflated = zlib.compressobj(9, zlib.DEFLATED, -15)
    bodies = [
        ("Transfer-Encoding: chunked", chunked(body)),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", chunked(gzip.compress(body))),
        ("Content-Encoding: br", brotli.compress(body)),
        ("Content-Encoding: deflate", zlib.compress(body)),
        ("Content-Encoding: deflate", deflated.compress(body) + deflated.flush()),
        # Crawlers that undo the encoding and keep the header:
        ("Transfer-Encoding: chunked", body),
        ("Content-Encoding: gzip", body),
        ("Content-Encoding: br", body),
    ]
    data = b"".join(
        record(http(sent, headers=f"Content-Type: text/html\r\n{header}\r\n"))
        for header, sent in bodies
    )
    found = read("c.warc", data)
    assert found.left == []
    assert [row.content for row in found.rows] == [PAGE] * len(bodies)


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
def test_a_bomb_in_a_body(read, encoding):
    import brotli

    pack = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress}[encoding]
    sent = pack(b"0" * (40 << 20))
    made = record(
        http(sent, headers=f"Content-Encoding: {encoding}\r\nContent-Type: text/html\r\n")
    )
    found = read("c.warc", made + GOOD)
    assert "100 times its size" in found.reasons["c.warc", 1]
    assert len(found.rows) == 1


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
def test_a_packed_body_cut_short(read, encoding):
    import brotli

    body = PAGE.encode() * 20
    pack = {"gzip": gzip.compress, "br": brotli.compress, "deflate": zlib.compress}[encoding]
    headers = f"Content-Encoding: {encoding}\r\nContent-Type: text/html\r\n"
    found = read("c.warc", record(http(pack(body)[:-15], headers=headers)) + GOOD)
    assert "cut short" in found.reasons["c.warc", 1]


def test_a_page_shorter_than_its_server_said(read):
    headers = "Content-Type: text/html\r\nContent-Length: 9999\r\n"
    (row,) = read("c.warc", record(http(PAGE.encode(), headers=headers))).rows
    assert row.note == "the page is cut short: 81 of 9,999 bytes were sent"


def sha1(data):
    return base64.b32encode(hashlib.sha1(data).digest()).decode()


def test_digests(read):
    block = http(PAGE.encode())
    other = http(b"<p>Changed.</p>")
    data = record(block, extra=f"WARC-Block-Digest: sha1:{sha1(block)}\r\n")
    data += record(other, extra=f"WARC-Block-Digest: sha1:{sha1(block)}\r\n")
    data += record(block, extra=f"WARC-Payload-Digest: sha1:{sha1(PAGE.encode())}\r\n")
    data += record(
        block, extra=f"WARC-Payload-Digest: sha256:{hashlib.sha256(PAGE.encode()).hexdigest()}\r\n"
    )
    data += record(other, extra=f"WARC-Payload-Digest: sha1:{sha1(PAGE.encode())}\r\n")
    data += record(block, extra="WARC-Block-Digest: blake9:AAAA\r\n")
    notes = [row.note for row in read("c.warc", data).rows]
    assert [bool(note) for note in notes] == [False, True, False, False, True, False]
    assert notes[1].startswith("the block does not fit its digest")


def test_the_crawler_says_that_it_cut(read):
    (row,) = read("c.warc", record(http(PAGE.encode()), extra="WARC-Truncated: length\r\n")).rows
    assert row.note == "the crawler cut it short (length)"


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_is_told_and_never_raised(read, seed):
    data = bytearray(
        INFO + GOOD + SECOND if seed % 2 else gzip.compress(INFO) + gzip.compress(GOOD)
    )
    for i in range(4):
        data[(seed * 7919 + i * 104_729) % len(data)] ^= 1 << (seed + i) % 8
    found = read("c.warc" if seed % 2 else "c.warc.gz", bytes(data))
    assert found.rows or found.left


def test_a_guessed_encoding_is_noted_and_a_stated_one_is_not(read):
    body = PAGE.encode("latin-1")
    plain = record(http(body, headers="Content-Type: text/html\r\n"))
    stated = record(http(body, headers="Content-Type: text/html; charset=iso-8859-1\r\n"))
    guessed, told = read("c.warc", plain + stated).rows
    assert guessed.content == told.content == PAGE
    assert guessed.note.startswith("not UTF-8 from byte")
    assert told.note is None
