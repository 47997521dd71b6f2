import zipfile

import pytest

from newsvane.corpus.databases import packed
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import Source
from newsvane.limits import Limits


def test_what_unpacks_to_too_much_is_refused_by_the_directory(made):
    source = Source("a.docx", data=made.zipped({"word/document.xml": b" " * (20 << 20)}))
    with (
        pytest.raises(UnreadableError, match="more than 100 times its size"),
        packed.opened(source, limits=Limits()),
    ):
        pass


def test_the_sum_of_all_members_has_a_limit(made):
    source = Source("a.docx", data=made.zipped({f"{n}.xml": b"x" * 700_000 for n in range(2)}))
    with (
        pytest.raises(UnreadableError, match="at most 1 MB"),
        packed.opened(source, limits=Limits(unpacked_mb=1)),
    ):
        pass


def test_a_size_is_counted_while_reading_too(made):
    source = Source("a.docx", data=made.zipped({"a.xml": b" " * (20 << 20)}))
    with source.open() as stream, zipfile.ZipFile(stream) as archive:
        with pytest.raises(UnreadableError, match="more than 100 times"):
            list(packed.chunks(archive, "a.xml", limits=Limits()))
        with pytest.raises(UnreadableError, match="it has no b.xml"):
            list(packed.chunks(archive, "b.xml", limits=Limits()))


def test_what_is_no_archive_is_refused():
    with (
        pytest.raises(UnreadableError, match="not readable as an Office file"),
        packed.opened(Source("a.docx", data=b"PK but no archive"), limits=Limits()),
    ):
        pass


@pytest.mark.parametrize("at", [40, 200, 400])
def test_a_damaged_archive_is_listed(made, at):
    data = bytearray(made.docx(made.LEXIS))
    data[at : at + 8] = b"\xff" * 8
    rows, left = made.read("a.docx", bytes(data))
    assert rows == [] and len(left) == 1
