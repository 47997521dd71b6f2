"""Entries of feeds; the feeds are invented."""

import pytest

LONG = "Rain fell over the island of Sandholm. " * 12
RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Bote</title><language>en-gb</language><link>http://bote.example/</link>
<item><title>Ferry &amp;amp; council</title><link>http://bote.example/1</link>
 <dc:creator>Ada Lind</dc:creator><pubDate>Tue, 04 Mar 2031 05:06:07 GMT</pubDate>
 <description>The ferry stops.</description>
 <content:encoded><![CDATA[<p>{LONG}</p><script>steal()</script>]]></content:encoded></item>
<item><title>Rain</title><description>Rain, briefly.</description></item>
<item><title>No text</title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Bote</title>
<entry><title type="html">Die &lt;b&gt;Fähre&lt;/b&gt;</title><link href="http://bote.example/a"/>
 <author><name>A. Bell</name></author><updated>2031-03-05T00:00:00Z</updated>
 <published>2031-03-04T00:00:00Z</published><content type="text">{LONG}</content></entry>
<entry><title>B</title><updated>2031-03-06T00:00:00Z</updated><summary>{LONG}</summary>
 <source><title>The Mill</title></source></entry>
</feed>"""


def test_rss(read):
    found = read("a.xml", RSS.encode())
    first, second = found.rows
    assert first._replace(content="") == (
        "a.xml", 1, "feed", "", True, "Ferry & council", "The Bote", "Ada Lind",
        "http://bote.example/1", "en-gb", "Tue, 04 Mar 2031 05:06:07 GMT", "entry 1", None,
    )  # fmt: skip
    assert "Rain fell" in first.content
    assert "steal" not in first.content
    assert (second.record, second.content, second.note) == (2, "Rain, briefly.", "summary only")
    assert found.reasons == {("a.xml", 3): "no text: a title only"}


def test_atom(read):
    first, second = read("a.atom", ATOM.encode()).rows
    assert (first.title, first.byline, first.language) == ("Die Fähre", "A. Bell", "de")
    assert first.published == "2031-03-04T00:00:00Z"
    assert (first.is_html, first.note) == (False, None)
    assert (second.published, second.outlet) == ("2031-03-06T00:00:00Z", "The Mill")
    # A long summary is a text.
    assert second.note is None


def test_rdf(read):
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://purl.org/rss/1.0/"><channel><title>Bote</title></channel>'
        "<item><title>T</title><description>Rain.</description></item></rdf:RDF>"
    )
    (row,) = read("a.rdf", data.encode()).rows
    assert (row.title, row.outlet, row.content) == ("T", "Bote", "Rain.")


@pytest.mark.parametrize("n_cut", [8, 20, 60, 400])
def test_a_feed_cut_short_is_told(read, n_cut):
    data = RSS.replace("<item><title>No text</title></item>", "").encode()[:-n_cut]
    found = read("a.xml", data)
    assert found.rows
    assert "cut short" in found.reasons["a.xml", 0] or n_cut == 8  # the channel has its end
    if n_cut == 20:
        assert "cut short" in found.rows[-1].note


def test_a_feed_that_is_not_well_formed_is_noted(read):
    data = RSS.replace("<title>Rain</title>", "<title>Rain & sun</title><b>").encode()
    found = read("a.rss", data)
    assert len(found.rows) == 2
    assert "not well formed" in found.rows[1].note


def test_the_encoding_is_found_where_none_is_stated(read):
    text = "Паром больше не ходит на остров, сообщил совет в четверг вечером. " * 20
    item = f"<item><description>{text}</description></item>"
    data = f"<rss version='2.0'><channel>{item}</channel></rss>"
    (row,) = read("a.xml", data.encode("koi8-r")).rows
    assert row.content == text.strip()
    assert "read as koi8_r" in row.note


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b"  \n", "empty file"),
        (b"<a><b>Rain.</b></a>", "XML, but not a feed"),
        (b"\x00\x01\x02" * 50, "not a feed, nor other XML"),
        (b"<rss version='2.0'><channel><title>A</title></channel></rss>", "a feed without entries"),
        (b"<!DOCTYPE a [<!ENTITY b '" + b"c" * 2_000 + b"'>]><rss>&b;&b;</rss>", "a bomb"),
        (b"<rss>" * 5_000, "a feed without entries"),
    ],
)
def test_what_is_no_feed(read, data, reason):
    assert reason in read("a.xml", data).reasons["a.xml", 0]


def test_entities_are_neither_fetched_nor_multiplied(read):
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "boom"}">' for i in range(9))
    data = (
        f'<!DOCTYPE rss [{bomb}<!ENTITY x SYSTEM "file:///etc/hostname">]><rss version="2.0">'
        "<channel><item><title>A</title><description>Rain &x; &e8;.</description></item>"
        "</channel></rss>"
    )
    found = read("a.xml", data.encode())
    assert sum(len(row.content) for row in found.rows) < 100
    assert found.rows or found.left


def test_an_address_or_a_file_name_as_content_opens_nothing(read, monkeypatch):
    monkeypatch.setattr(
        "urllib.request.OpenerDirector.open", lambda *_, **__: pytest.fail("fetched")
    )
    for data in (b"http://bote.example/feed", b"/etc/hostname"):
        assert read("a.xml", data).rows == []


def test_an_entry_that_is_taken_into_another_is_told(read):
    data = RSS.replace(
        "<description>Rain, briefly.</description></item>", "<description><![CDATA[R]]></"
    )
    found = read("a.xml", data.encode())
    assert found.reasons["a.xml", 0] == "the feed opens 3 entries, 2 could be told apart"


def test_a_feed_whose_entries_cannot_be_told_is_not_said_to_be_empty(read):
    data = "<rss><channel><title>B</titel><item><title>t</title></item></channel></rss>"
    assert read("a.xml", data.encode()).reasons == {
        ("a.xml", 0): "of 1 entries none could be told apart"
    }
    empty = b"<rss><channel><title>B</title></channel></rss>"
    assert read("a.xml", empty).reasons == {("a.xml", 0): "a feed without entries"}
