"""Parts of Office files: read within the limits, by what they hold and not by what they state."""

import io
import zipfile

import pytest

from newsvane.corpus.containers import office
from newsvane.corpus.containers.inflate import TooMuchError
from newsvane.corpus.reading.rows import UnreadableError
from newsvane.corpus.reading.source import Budget, Source
from newsvane.limits import Limits


def packed(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(f"{name}.xml", data)
    return stream.getvalue()


def opened(data, limits=Limits(), **settings):  # noqa: B008 - it is frozen
    return office.opened(Source("a.docx", data=data, **settings), limits=limits)


def test_parts_are_read_whole_and_in_pieces():
    text = "".join(f"<{number}>" for number in range(200_000)).encode()
    with opened(packed(a=text, b=b"")) as parts:
        pieces = list(parts.pieces("a.xml"))
        assert len(pieces) > 1 and b"".join(pieces) == text
        assert (parts.read("a.xml"), parts.read("b.xml")) == (text, b"")
        with pytest.raises(UnreadableError, match="it has no c.xml"):
            parts.read("c.xml")


@pytest.mark.parametrize(
    ("n_mega", "limits"), [(20, Limits()), (3, Limits(ratio=10_000, unpacked_mb=2))]
)
def test_what_unpacks_to_too_much_is_refused(n_mega, limits):
    with opened(packed(a=b" " * (n_mega << 20)), limits) as parts:
        with pytest.raises(TooMuchError, match="a.xml: unpacks to more than"):
            parts.read("a.xml")
        with pytest.raises(TooMuchError):
            parts.check()


def test_small_parts_may_be_packed_a_thousandfold():
    with opened(packed(a=b" " * 1_000_000)) as parts:
        parts.check()


def test_all_parts_together_have_a_budget():
    data = packed(a=b" " * 900_000, b=b" " * 900_000)
    budget = Budget(1_500_000, 10)
    with opened(data, budget=budget) as parts:
        parts.read("a.xml")
        with pytest.raises(TooMuchError, match="far more than its size"):
            parts.read("b.xml")


def test_it_counts_as_one_of_the_archives_inside_archives():
    with pytest.raises(UnreadableError, match="nested"), opened(packed(a=b""), depth=3):
        pass


def test_a_check_leaves_damage_to_who_reads_on():
    data = bytearray(packed(a=bytes(range(256)) * 9))
    data[60] ^= 0xFF
    with opened(bytes(data)) as parts:
        parts.check()
        with pytest.raises(UnreadableError, match="a.xml: "):
            parts.read("a.xml")
