"""Documents and containers: speed and what is noticed, beside the libraries that also read them.

    python tests/benchmarks/formats.py ../shared/data

Needs pypdf, python-docx, warcio and fastwarc for the comparison; a missing one is left out.
Feeds, exports and hostile files are those of the data folder; the crawl and the PDFs are made here
of invented words. All times are of one run on one machine: read the ratios.

feeds      files and entries a second of newsvane, and of feedparser alone on the same bytes
docx       files a second of newsvane and python-docx
warc       a packed crawl of 2,000 pages: MB a second, to text in newsvane, to bytes in the others;
           then a crawl cut at 200 places inside its records: how often a reader tells
pdf        pages a second; then words divided at line ends, half of them compounds, that come out
           as they were; pypdf as it is, and with every hyphen at a line's end taken out
gzip       a table in rows a second, packed and plain
xlsx       kB a second of a workbook of 20,000 rows, the slowest format, and openpyxl's cells alone
hostile    every file: what came of it, slowest file, network, processes and writes that were tried,
           largest memory of the process
"""

from __future__ import annotations

import argparse
import gzip
import io
import logging
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from newsvane.corpus.reading.formats import read_source
from newsvane.corpus.reading.rows import Left, Member, Row
from newsvane.corpus.reading.source import ReadSettings, Source

SETTINGS = ReadSettings()
WORDS = (
    "ferry island council harbour winter bakery navigation certificate environmental organisation "
    "consideration government parliament agreement nevertheless international development"
).split()
FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec")


def read(name: str, data: bytes) -> list[Row | Left | Member]:
    return list(read_source(Source(name, data=data), settings=SETTINGS))


def timed(work: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def compare(label: str, unit: str, amount: float, readers: dict[str, Callable[[], object]]) -> None:
    """Print a speed for each reader, the better of two runs in opposite order."""
    best: dict[str, float] = {}
    for order in (list(readers), list(readers)[::-1]):
        for who in order:
            try:
                seconds, _ = timed(readers[who])
            except ImportError as error:
                print(f"{label}: {who} left out ({error.name} is not installed)")
                continue
            best[who] = min(best.get(who, seconds), seconds)
    speeds = {who: amount / seconds for who, seconds in best.items()}
    shown = ", ".join(f"{who} {one:,.{0 if one > 100 else 1}f}" for who, one in speeds.items())
    print(f"{label}: {unit} a second: {shown}")


def feeds(folder: Path) -> None:
    import feedparser

    files = {str(path): path.read_bytes() for path in sorted(folder.rglob("*.xml"))}
    items = [item for name, data in files.items() for item in read(name, data)]
    rows = [item for item in items if isinstance(item, Row)]
    left = Counter(re.sub(r"\d+", "#", i.reason) for i in items if isinstance(i, Left))
    print(f"feeds: {len(files):,} files, {len(rows)} rows, left out: {dict(left.most_common(6))}")
    compare(
        "feeds", "files", len(files),
        {
            "newsvane": lambda: [read(name, data) for name, data in files.items()],
            "feedparser": lambda: [feedparser.parse(io.BytesIO(data)) for data in files.values()],
        },
    )  # fmt: skip


def docx(folder: Path) -> None:
    files = [p.read_bytes() for p in sorted(folder.rglob("*")) if p.suffix.lower() == ".docx"]

    def theirs() -> None:
        import docx

        for data in files:
            document = docx.Document(io.BytesIO(data))
            "\n\n".join(paragraph.text for paragraph in document.paragraphs)

    ours = {"newsvane": lambda: [read("a.docx", data) for data in files], "python-docx": theirs}
    compare(f"docx: {len(files)} files", "MB", sum(map(len, files)) / 1e6, ours)


def crawl(n_pages: int, *, seed: int = 7) -> list[bytes]:
    """Return the records of a crawl, each packed for itself."""
    chance = random.Random(seed)
    records = []
    for i in range(n_pages):
        text = " ".join(chance.choices(WORDS, k=900))
        page = f"<html><body><h1>{i}</h1><p>{text}</p></body></html>".encode()
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{i}>\r\n"
            f"WARC-Date: 2031-01-01T00:00:00Z\r\nWARC-Target-URI: http://bote.example/{i}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))
    return records


def with_warcio(data: bytes) -> list[bytes]:
    from warcio.archiveiterator import ArchiveIterator

    return [record.content_stream().read() for record in ArchiveIterator(io.BytesIO(data))]


def with_fastwarc(data: bytes) -> list[bytes]:
    from fastwarc.warc import ArchiveIterator

    stream = io.BytesIO(data)
    return [record.reader.read() for record in ArchiveIterator(stream, parse_http=True)]


def warc() -> None:
    data = b"".join(crawl(2_000))
    readers: dict[str, Callable[[], object]] = {
        "newsvane": lambda: read("c.warc.gz", data),
        "warcio": lambda: with_warcio(data),
        "fastwarc": lambda: with_fastwarc(data),
    }
    compare("warc", "MB of pages", sum(map(len, with_pages(data))) / 1e6, readers)
    records = crawl(4)
    small = b"".join(records)
    chance = random.Random(11)
    for kind, whole in (("packed", small), ("plain", gzip.decompress(small))):
        name = "c.warc.gz" if kind == "packed" else "c.warc"
        sizes = [len(one) if kind == "packed" else len(gzip.decompress(one)) for one in records]
        # A cut between two records, or in the empty lines between them, leaves whole records.
        ends = [sum(sizes[:i]) for i in range(5)]
        inside = [at for at in range(60, len(whole)) if all(not -5 < at - end < 1 for end in ends)]
        cuts = sorted(chance.sample(inside, 200))
        told: Counter[str] = Counter()
        for cut in cuts:
            found = read(name, whole[:cut])
            told["newsvane"] += any("cut short" in i.reason for i in found if isinstance(i, Left))
            for who, other in (("warcio", with_warcio), ("fastwarc", with_fastwarc)):
                told[who] += raises(other, whole[:cut])
        print(f"warc, {kind}, cut at {len(cuts)} places, told by: {dict(told)}")


def with_pages(data: bytes) -> list[bytes]:
    return [item.content.encode() for item in read("c.warc.gz", data) if isinstance(item, Row)]


def raises(work: Callable[[bytes], object], data: bytes) -> bool:
    try:
        work(data)
    except ImportError:
        return False
    except Exception:
        return True
    return False


def pdf_of(pages: list[list[str]]) -> bytes:
    """Write a PDF with one list of lines a page."""
    n_pages = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(n_pages))
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {n_pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, lines in enumerate(pages):
        stream = (
            "BT /F1 9 Tf 50 800 Td\n" + "".join(f"({one}) Tj 0 -12 Td\n" for one in lines) + "ET"
        )
        bodies.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>"
        )
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    data, offsets = "%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    end = f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    return f"{data}xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


COMPOUNDS = ("well-known", "long-term", "cross-border", "part-time")


def divided(*, n_lines: int, chance: random.Random) -> Iterator[str]:
    """Yield lines whose last word goes on in the next one, every other word a compound."""
    rest = ""
    for i in range(n_lines):
        word = chance.choice(COMPOUNDS if i % 2 else WORDS)
        at = word.index("-") if i % 2 else chance.randrange(2, len(word) - 2)
        # Each word stands whole somewhere, too, as in a longer article.
        whole = " ".join(chance.choices((*WORDS, *COMPOUNDS), k=8))
        yield f"{rest} {whole} {word[:at]}-".strip()
        rest = word[at:].removeprefix("-")
    yield f"{rest}."


def pdf() -> None:
    chance = random.Random(3)
    n_pages, n_lines = 300, 50
    pages = [list(divided(n_lines=n_lines, chance=chance)) for _ in range(n_pages)]
    data = pdf_of(pages)

    def theirs() -> str:
        import pypdf

        return "\f".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)

    compare("pdf", "pages", len(pages), {"newsvane": lambda: read("a.pdf", data), "pypdf": theirs})
    ours = read("a.pdf", data)[0]
    texts = {"newsvane": ours.content if isinstance(ours, Row) else ""}
    try:
        texts["pypdf"] = theirs()
        texts["pypdf, joined"] = re.sub(r"-\s*\n\s*", "", texts["pypdf"])
    except ImportError:
        print("pdf: pypdf is not installed")
    for who, text in texts.items():
        n_broken = sum(word not in (*WORDS, *COMPOUNDS) for word in re.findall(r"[a-z-]+", text))
        n_words = n_pages * n_lines
        print(f"pdf: {n_words:,} divided words, {who}: {n_broken:,} words or pieces that are none")


def packed(folder: Path) -> None:
    path = folder / "topics" / "allsides" / "data.csv.gz"
    data = path.read_bytes()
    plain = gzip.decompress(data)
    n_rows = sum(isinstance(item, Row) for item in read("a.csv.gz", data))
    readers = {
        "packed, as a stream": lambda: read("a.csv.gz", data),
        "plain": lambda: read("a.csv", plain),
        "packed, unpacked at once": lambda: read("a.csv", gzip.decompress(data)),
    }
    compare(f"gzip: {n_rows:,} rows", "rows", n_rows, readers)


def xlsx() -> None:
    import openpyxl

    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet()
    sheet.append(["title", "date", "text"])
    draw = random.Random(5)
    for _ in range(20_000):
        sheet.append([" ".join(draw.choices(WORDS, k=n)) for n in (6, 1, 20)])
    stream = io.BytesIO()
    made.save(stream)
    data = stream.getvalue()

    def theirs() -> int:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))

    readers = {"newsvane": lambda: read("a.xlsx", data), "openpyxl": theirs}
    compare("xlsx", "kB", len(data) / 1e3, readers)


def hostile(folder: Path) -> None:
    tried: list[str] = []

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        mode = arguments[1] if event == "open" and len(arguments) > 1 else None
        if event in FORBIDDEN or (isinstance(mode, str) and set(mode) & set("wax+")):
            tried.append(event)
            raise RuntimeError(event)

    sys.addaudithook(hook)
    ends: Counter[str] = Counter()
    slowest = (0.0, "")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for path in files:
        start = time.perf_counter()
        try:
            items = list(read_source(Source(path.name, path), settings=SETTINGS))
        except Exception as error:
            ends["traceback"] += 1
            print(f"{path.relative_to(folder)}: {error!r}")
            continue
        n_rows = sum(isinstance(item, Row) for item in items)
        ends["rows" if n_rows else "left out" if items else "nothing"] += 1
        slowest = max(slowest, (time.perf_counter() - start, path.name))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"hostile: {len(files)} files: {dict(ends)}; tried: {tried or 'nothing'}")
    print(f"hostile: slowest {slowest[1]} with {slowest[0]:.1f} s; peak memory {peak:,.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    folder = parser.parse_args().data
    logging.getLogger("newsvane").setLevel(logging.ERROR)
    hostile(folder / "hostile")  # first: the peak of the memory is that of the whole process
    warc()
    pdf()
    feeds(folder / "exports" / "feeds")
    docx(folder / "exports")
    packed(folder)
    xlsx()


if __name__ == "__main__":
    main()
