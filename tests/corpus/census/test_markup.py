"""Entries of feeds are counted by their tags."""

import pytest

RSS = "<rss><channel><title>Bote</title>{}</channel></rss>"
ITEM = "<item><title>Rain</title><description>It rained.</description></item>"


@pytest.mark.parametrize(
    ("feed", "wanted"),
    [
        (RSS.format(2 * ITEM), 2),
        (RSS.format("<!-- " + ITEM + " -->" + ITEM), 1),
        (RSS.format("<item><description><![CDATA[<item>an <entry>]]></description></item>"), 1),
        (RSS.format('<items/><item rdf:about="a"/><itemised>'), 1),
        ("<feed><entry>x</entry>\n<entry\n>y</entry></feed>", 2),
        ('<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry>x</a:entry></a:feed>', 1),
        (RSS.format('<item><x:item xmlns:x="urn:basket"/><y:item/></item>'), 1),
        (RSS.format(ITEM + "<!-- " + ITEM), 1),
        (RSS.format(""), 0),
    ],
)
def test_tags(feed, wanted, count):
    assert count("a.xml", feed).n == wanted


@pytest.mark.parametrize("encoding", ["utf-16", "cp037", "koi8-r", "nowhere-1"])
def test_declared_encodings(encoding, count):
    feed = f'<?xml version="1.0" encoding="{encoding}"?>' + RSS.format(3 * ITEM)
    data = feed.encode("ascii" if encoding == "nowhere-1" else encoding)
    assert count("a.rss", data).n == 3
