"""The second count sees what reading has passed over in silence, and nothing else."""

import gzip
import json
import zlib
from email.message import EmailMessage

import openpyxl
import pandas as pd
import pytest

from newsvane.corpus.containers import directory, inflate, mail, warcs
from newsvane.corpus.databases import lexis, pieces
from newsvane.corpus.isolation import pool
from newsvane.corpus.reading import delimited, formats, objects
from newsvane.corpus.reading.rows import Left, Member
from newsvane.corpus.reading.source import ReadSettings
from newsvane.limits import Limits

ROWS = [{"title": "a", "text": "It rained."}, {"title": "b", "text": "It snowed."}]
TABLE = "title,text\na,It rained.\nb,It snowed.\n"
ITEM = "<item><title>Rain</title><description>It rained.</description></item>"
PAGE = (
    '<a name="DOC_ID_0_{0}"></a><!-- <DOC NUMBER={0}>\n<DOCFULL> --><div><p>Post</p></div><div>'
    "<p>March 4, 2031</p></div><div><p>Rain {0}</p></div><div><p>LENGTH: 2 words</p></div><div>"
    "<p>It rained.</p></div><!-- </DOCFULL> -->"
)
ARTICLE = (
    '<div id="article-{0}" class="article"><div class="article enArticle"><div id="hd">Rain</div>'
    "<div>4 March 2031</div><p>It rained.</p></div></div>"
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def letter():
    made = EmailMessage()
    made["Subject"], made["From"] = "Ferry", "ada@bote.example"
    made.set_content("The ferry stops.")
    for name in ("a.txt", "b.txt"):
        made.add_attachment(b"It rained.", maintype="text", subtype="plain", filename=name)
    return made


def warc():
    body = b"<p>It rained.</p>"
    head = (
        f"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: {len(body)}"
    )
    return (head.encode() + b"\r\n\r\n" + body + b"\r\n\r\n") * 2


def document():
    parts = []
    for number, body in ((1, "Body"), (2, "Body_0")):
        for mark, text in ((f"Bookmark_{number}", "Rain"), ("", "Post"), ("", "March 4, 2031"),
                           (body, "Body"), ("", "It rained.")):  # fmt: skip
            opened = f'<w:bookmarkStart w:name="{mark}"/>' if mark else ""
            parts.append(f"<w:p>{opened}<w:r><w:t>{text}</w:t></w:r></w:p>")
    return f'<w:document xmlns:w="{W}"><w:body>{"".join(parts)}</w:body></w:document>'.encode()


@pytest.fixture
def corpus(tmp_path, zipped):
    """A folder with one file of each format that holds more than one record."""
    folder = tmp_path / "in"
    folder.mkdir()

    def put(name, data):
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())

    put("a.csv", TABLE)
    put("b.csv.gz", gzip.compress(TABLE.encode()) + gzip.compress(b"c,The sun shone.\n"))
    put("c.jsonl", "\n".join(map(json.dumps, ROWS)))
    put("d.json", json.dumps(ROWS))
    put("e.xml", f"<rss><channel><title>Bote</title>{2 * ITEM}</channel></rss>")
    put("f.warc", warc())
    put("g.warc.gz", gzip.compress(warc()))
    put("h.eml", letter().as_bytes())
    put("i.mbox", b"From a\n" + letter().as_bytes() + b"\nFrom b\n" + letter().as_bytes())
    put("j.zip", zipped(("a.txt", b"It rained."), ("b.zip", zipped(("c.csv", TABLE.encode())))))
    put("k.html", f"<html><body>{PAGE.format(1)}{PAGE.format(2)}</body></html>")
    put("l.html", f"<html><body>Factiva{ARTICLE.format(0)}{ARTICLE.format(1)}</body></html>")
    put("m.docx", zipped(("word/document.xml", document())))
    put("n.txt", "It rained.")
    pd.DataFrame(ROWS).to_parquet(folder / "o.parquet")
    book = openpyxl.Workbook()
    for row in (["title", "text"], ["a", "It rained."], ["b", "It snowed."]):
        book.active.append(row)
    book.save(folder / "p.xlsx")
    return folder


def test_all_agrees_in_worker_processes(corpus, census):
    found = census(corpus)
    assert (found.wrong, found.uncounted) == ([], [])
    assert (found.n_files, found.n_members) == (16, 9)
    assert (found.n_refused, found.n_early, found.n_unmarked) == (0, 0, 0)


def without_second(items):
    """Let a reader pass over its second record or member, and over all that belongs to it."""
    n_seen = 0
    for item in items:
        n_seen += 1
        if n_seen != 2:
            yield item


def skipping(reader):
    def read(*arguments, **settings):
        return without_second(reader(*arguments, **settings))

    return read


def lossy_lexis(whole):
    """Let the mark of the second document be passed over."""

    def marked(paragraphs):
        for paragraph in whole(paragraphs):
            is_second = "Bookmark_2" in paragraph.parts
            yield paragraph._replace(parts=()) if is_second else paragraph

    return marked


def lossy_gunzip(whole):
    """Let a packed file end behind the first of its parts."""

    def members(self):
        yield zlib.decompress(self._packed.read(), 31)

    return members


def lossy_entries(whole):
    return lambda stream, *, limits: whole(stream, limits=limits)[:1]


def lossy_parts(whole):
    def parts(message, *, is_page):
        found = whole(message, is_page=is_page)
        return found._replace(attached=found.attached[:1])

    return parts


def lossy_split(whole):
    def split(text, *, marker):
        before, documents = whole(text, marker=marker)
        return before, without_second(documents)

    return split


def lossy_record(whole):
    """Take the second record as part of the first, as a wrong length makes a reader do."""

    def read_one(window, source, **settings):
        row = whole(window, source, **settings)
        window.skip(1 << 20)
        return row

    return read_one


# What of a reader is replaced, by what, and which files must be named for it.
LOSSES = {
    "rows of tables": (delimited, "_records", skipping, "a.csv b.csv.gz j.zip/b.zip/c.csv"),
    "objects": (objects, "_read_objects", skipping, "c.jsonl d.json"),
    "records of crawls": (warcs, "_read_one", lossy_record, "f.warc g.warc.gz"),
    "documents of pages": (pieces, "split", lossy_split, "k.html l.html"),
    "documents of Lexis": (lexis, "_marked", lossy_lexis, "m.docx"),
    "parts of a packed file": (inflate.Gunzip, "_members", lossy_gunzip, "b.csv.gz"),
    "members of archives": (directory, "entries", lossy_entries, "j.zip/b.zip j.zip/b.zip/c.csv"),
    "mails of a box": (
        mail, "_mails", skipping, "i.mbox i.mbox/2.eml/a.txt i.mbox/2.eml/b.txt",
    ),
    "what is attached": (
        mail, "_parts", lossy_parts, "h.eml/b.txt i.mbox/1.eml/b.txt i.mbox/2.eml/b.txt",
    ),
}  # fmt: skip


@pytest.mark.parametrize("loss", LOSSES)
def test_a_loss_inside_a_reader_is_seen(loss, corpus, census, here, monkeypatch):
    owner, name, harm, named = LOSSES[loss]
    monkeypatch.setattr(owner, name, harm(getattr(owner, name)))
    wrong = census(corpus).wrong
    assert sorted(line.partition(":")[0] for line in wrong) == named.split()


READERS = [
    (".csv", "a.csv"), (".jsonl", "c.jsonl"), (".json", "d.json"), (".xml", "e.xml"),
    (".warc", "f.warc"), (".eml", "h.eml/b.txt"), (".mbox", "i.mbox/2.eml/b.txt"),
    (".parquet", "o.parquet"), (".xlsx", "p.xlsx"), (".txt", "n.txt"),
]  # fmt: skip


@pytest.mark.parametrize(("suffix", "named"), READERS)
def test_a_reader_that_passes_over_something_is_seen(
    suffix, named, corpus, census, here, monkeypatch
):
    whole = formats.READERS[suffix]

    def lossy(source, *, settings):
        items = list(whole(source, settings=settings))
        last = [item for item in items if not isinstance(item, Left)][-1]
        for item in items:
            if item != last and not (isinstance(item, Member) and item[0] == last.source_file):
                yield item

    monkeypatch.setitem(formats.READERS, suffix, lossy)
    wrong = census(corpus).wrong
    assert named in {line.partition(":")[0] for line in wrong}


@pytest.mark.parametrize(
    "gone", ["j.zip/a.txt", "j.zip/b.zip/c.csv", "h.eml/b.txt", "i.mbox/2.eml/a.txt"]
)
def test_a_member_that_no_table_has_is_named(gone, corpus, census, tables_of):
    files, dropped = tables_of(corpus)
    assert gone in set(files["source_file"])
    files = files[files["source_file"] != gone]
    (line,) = census(corpus, files=files, dropped=dropped).wrong
    assert line.startswith(f"{gone}: in ") and line.endswith("not in the table files")


def test_a_member_with_all_below_it_that_no_table_has_is_named(corpus, census, tables_of):
    files, dropped = tables_of(corpus)
    files = files[~files["source_file"].str.startswith("j.zip/b.zip")]
    wrong = census(corpus, files=files, dropped=dropped).wrong
    assert [line.partition(":")[0] for line in wrong] == ["j.zip/b.zip", "j.zip/b.zip/c.csv"]


def test_a_member_of_the_tables_that_is_in_no_archive_is_named(corpus, census, tables_of):
    files, dropped = tables_of(corpus)
    more = pd.DataFrame([("j.zip/z.txt", "j.zip", 5, None, 1, 0)], columns=files.columns)
    (line,) = census(corpus, files=pd.concat([files, more]), dropped=dropped).wrong
    assert line == "j.zip/z.txt: in the table files, not in its archive"


def test_a_file_that_is_said_to_be_empty_and_is_not(corpus, census, here, monkeypatch):
    def lossy(source, *, settings):
        yield Left(source.name, 0, "no rows below the header")

    monkeypatch.setitem(formats.READERS, ".csv", lossy)
    wrong = census(corpus).wrong
    assert "a.csv: 2 in it, 0 in the tables" in wrong


def test_what_was_refused_is_not_opened_and_what_ended_early_is_no_finding(
    tmp_path, census, zipped
):
    (tmp_path / "a.csv").write_text("name\nx\n", encoding="utf-8")
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n' * 99)[:-9])
    (tmp_path / "c.zip").write_bytes(
        zipped(*((f"{n}.txt", b"It rained.") for n in range(5)), ("p.pdf", b"no"))
    )
    (tmp_path / "d.zip").write_bytes(zipped(("p.pdf", b"no"), ("a.txt", b"It rained.")))
    found = census(tmp_path, settings=ReadSettings(limits=Limits(members=5)))
    assert (found.wrong, found.uncounted) == ([], [])
    assert (found.n_files, found.n_refused, found.n_early) == (2, 3, 1)


def test_a_crawl_that_is_cut_inside_a_record_is_no_finding(tmp_path, census):
    text = b"It rained.\n\nWARC/1.0\nis how a record begins"
    head = b"WARC/1.0\nWARC-Type: resource\nContent-Type: text/plain\nContent-Length: 99\n\n"
    (tmp_path / "a.warc").write_bytes(warc() + head + text)
    found = census(tmp_path)
    assert (found.wrong, found.n_early) == ([], 1)


def test_members_that_were_to_come_when_a_limit_was_hit_are_no_finding(corpus, census, tables_of):
    files, dropped = tables_of(corpus)
    files = files[~files["source_file"].str.startswith("j.zip/b.zip/")]
    at = files["source_file"] == "j.zip"
    files = files.assign(n_left=files["n_left"].mask(at, 1))
    reason = "took longer than 60 s after 1 records; the rest of it is not read"
    row = pd.DataFrame([("j.zip", 0, "read", reason, None)], columns=dropped.columns)
    found = census(corpus, files=files, dropped=pd.concat([dropped, row]))
    assert (found.wrong, found.n_early) == ([], 1)


def test_a_count_that_fails_is_a_line_of_its_own(corpus, census, monkeypatch):
    def run(tasks, **_):
        for task in tasks:
            yield ["Counted", task["name"], 1, "one"]
            yield pool.Failure("took longer than 60 s", 1)
            yield pool.END

    monkeypatch.setattr(pool, "run", run)
    found = census(corpus)
    assert found.wrong == []
    assert found.uncounted[0] == "a.csv: took longer than 60 s"
    assert len(found.uncounted) == found.n_files == 16


def test_a_file_that_has_changed_since_does_not_end_the_count(corpus, census, tables_of):
    files, dropped = tables_of(corpus)
    for path in corpus.iterdir():
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = census(corpus, files=files, dropped=dropped)
    assert found.n_files == 16
    assert {"g.warc.gz", "j.zip", "o.parquet", "p.xlsx"} <= {
        line.partition(":")[0] for line in found.uncounted
    }
