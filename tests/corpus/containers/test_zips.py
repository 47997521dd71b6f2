"""Members of zip archives: each ends as records or with its reason."""

import io
import struct
import warnings
import zipfile

import pytest

from newsvane import tables
from newsvane.corpus.reading.source import Limits

TEXT = b"The ferry stops in winter, the council of Sandholm said on Tuesday.\n"
MEGA = 1 << 20


def test_members_are_read_by_their_own_format(read, zipped):
    found = read(
        "a.zip",
        zipped(("one.TXT", TEXT), ("sub/two.jsonl", b'{"text": "Rain."}\n{"text": "Sun."}\nx')),
    )
    assert [(row.source_file, row.record, row.format) for row in found.rows] == [
        ("a.zip/one.TXT", 0, "txt"),
        ("a.zip/sub/two.jsonl", 1, "jsonl"),
        ("a.zip/sub/two.jsonl", 2, "jsonl"),
    ]
    assert [(one.source_file, one.archive, one.n_bytes) for one in found.members] == [
        ("a.zip/one.TXT", "a.zip", len(TEXT)),
        ("a.zip/sub/two.jsonl", "a.zip", 36),
    ]
    assert list(found.reasons) == [("a.zip/sub/two.jsonl", 3)]


def test_a_member_stands_before_its_records(read, zipped):
    kinds = [
        type(item).__name__ for item in read("a.zip", zipped(("a.txt", TEXT), ("b", b"x"))).items
    ]
    assert kinds == ["Member", "Row", "Member", "Left"]


@pytest.mark.parametrize(
    "name", ["../up.txt", "/top.txt", "C:\\top.txt", "a/../../up.txt", "\\\\h\\s.txt"]
)
def test_names_that_lead_out_are_listed(read, zipped, name):
    found = read("a.zip", zipped((name, TEXT), ("good.txt", TEXT)))
    assert [row.source_file for row in found.rows] == ["a.zip/good.txt"]
    (left,) = found.left
    assert left.reason == "its name leads out of the archive"
    assert ".." not in left.source_file.split("/")
    assert "//" not in left.source_file


def test_names_are_shown_safely(read, zipped):
    found = read(
        "a.zip", zipped(("a\nb.txt", TEXT), ("\x1b[31m\u202e.txt", TEXT), ("d\\e.txt", TEXT))
    )
    assert [row.source_file for row in found.rows] == [
        "a.zip/a\\nb.txt",
        "a.zip/\\x1b[31m\\u202e.txt",
        "a.zip/d/e.txt",
    ]


def test_a_long_name_keeps_its_ending(read, zipped):
    (row,) = read("a.zip", zipped(("ä" * 5_000 + ".txt", TEXT))).rows
    assert len(row.source_file) < 250


def test_two_members_of_one_name(read):
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w") as archive:
        warnings.simplefilter("ignore")
        for _ in range(3):
            archive.writestr("a.txt", TEXT)
    found = read("a.zip", packed.getvalue())
    assert [row.source_file for row in found.rows] == [
        "a.zip/a.txt",
        "a.zip/a.txt (2)",
        "a.zip/a.txt (3)",
    ]


def test_utf8_names_without_the_flag(read, zipped):
    data = zipped(("Fähre.txt", TEXT))
    flagless = data.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")  # method 8 after flag bit 11
    assert flagless != data
    assert [row.source_file for row in read("a.zip", flagless).rows] == ["a.zip/Fähre.txt"]


def test_links_folders_and_hidden_files(read):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/hostname")
        archive.mkdir("folder")
        archive.writestr("__MACOSX/._a.txt", TEXT)
    found = read("a.zip", packed.getvalue())
    assert found.rows == []
    assert found.reasons == {
        ("a.zip/link.txt", 0): "a symbolic link",
        ("a.zip/__MACOSX/._a.txt", 0): tables.HIDDEN_FILE,
    }


def test_an_encrypted_member(read, zipped):
    data = bytearray(zipped(("a.txt", TEXT), ("b.txt", TEXT)))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    found = read("a.zip", bytes(data))
    assert found.reasons == {("a.zip/a.txt", 0): "encrypted: unpack it with its password first"}
    assert len(found.rows) == 1


def test_a_method_that_is_not_read(read, zipped):
    found = read("a.zip", zipped(("a.txt", TEXT), method=zipfile.ZIP_BZIP2))
    assert "bzip2" in found.reasons["a.zip/a.txt", 0]


def test_a_damaged_member_costs_no_other(read, zipped):
    data = bytearray(zipped(("a.txt", TEXT), ("b.txt", TEXT), method=zipfile.ZIP_STORED))
    data[data.find(TEXT) + 3] ^= 255
    found = read("a.zip", bytes(data))
    assert found.reasons == {("a.zip/a.txt", 0): "damaged: its checksum does not fit"}
    assert [row.source_file for row in found.rows] == ["a.zip/b.txt"]


def test_damaged_deflate(read, zipped):
    data = bytearray(zipped(("a.txt", TEXT)))
    data[35:50] = b"\xff" * 15
    assert "damaged" in read("a.zip", bytes(data)).reasons["a.zip/a.txt", 0]


@pytest.mark.parametrize(("stated", "word"), [(10, "size lie"), (9_999_999, "holds 68")])
def test_a_size_lie(read, zipped, stated, word):
    data = bytearray(zipped(("a.txt", TEXT)))
    struct.pack_into("<I", data, data.find(b"PK\x01\x02") + 24, stated)
    found = read("a.zip", bytes(data))
    assert word in found.reasons["a.zip/a.txt", 0]
    assert found.rows == []


def test_two_names_of_one_member(read, zipped):
    data = zipped(("a.txt", TEXT)).replace(b"a.txt", b"b.txt", 1)
    assert read("a.zip", data).reasons == {("a.zip/a.txt", 0): "the archive gives it two names"}


def test_a_member_with_too_high_a_ratio(read, zipped):
    # Enough that does not pack lets the archive as a whole pass.
    noise = bytes(i * i % 251 ^ i >> 8 & 255 for i in range(300_000))
    data = zipped(("a.txt", b"0" * 3 * MEGA), ("b.bin", noise), ("c.txt", TEXT))
    found = read("a.zip", data)
    assert "more than 100 times" in found.reasons["a.zip/a.txt", 0]
    assert [row.source_file for row in found.rows] == ["a.zip/c.txt"]


def test_a_bomb_in_sum_is_refused_before_it_is_unpacked(read, zipped):
    members = [(f"{i}.txt", b"0" * MEGA) for i in range(40)]
    found = read("a.zip", zipped(*members))
    assert found.members == []
    assert "a bomb" in found.reasons["a.zip", 0]


def test_a_bomb_in_sum_that_lies_about_it(read, zipped):
    members = [("0.txt", TEXT), *((f"{i}.txt", b"0" * MEGA) for i in range(1, 40))]
    data = bytearray(zipped(*members))
    at = data.find(b"PK\x01\x02")
    for i in range(40):
        if i:
            # 16 bytes are stated, so each member is a lie that has cost a piece.
            struct.pack_into("<I", data, at + 24, 16)
        at = data.find(b"PK\x01\x02", at + 4)
    found = read("a.zip", bytes(data))
    assert "unpacks to far more" in found.reasons["a.zip", 0]
    assert "of its members are not read" in found.reasons["a.zip", 0]
    assert [row.source_file for row in found.rows] == ["a.zip/0.txt"]
    assert len(found.members) < 20


def test_one_member_over_the_size_limit(read, zipped):
    text = b"".join(b"Line %d of rain.\n" % i for i in range(80_000))
    found = read("a.zip", zipped(("a.txt", text), ("b.txt", TEXT)), Limits(unpacked_mb=1))
    assert found.reasons == {("a.zip/a.txt", 0): "unpacks to more than 1 MB"}
    assert len(found.rows) == 1


def test_too_many_members(read, zipped):
    data = zipped(*((f"{i}.txt", b"") for i in range(30)))
    assert "too many members" in read("a.zip", data, Limits(members=29)).reasons["a.zip", 0]


def test_members_are_counted_over_all_levels(read, zipped):
    inner = zipped(*((f"{i}.txt", TEXT) for i in range(6)))
    found = read("a.zip", zipped(*((f"{i}.zip", inner) for i in range(6))), Limits(members=20))
    assert len(found.members) == 20
    assert "too many members" in found.reasons["a.zip", 0]


def test_archives_in_archives_end(read, zipped):
    data = zipped(("a.txt", TEXT))
    for _ in range(5):
        data = zipped(("z.zip", data), ("a.txt", TEXT))
    found = read("a.zip", data)
    assert len(found.rows) == 3
    assert found.reasons == {
        ("a.zip/z.zip/z.zip/z.zip", 0): "archives are nested more than 3 deep",
    }


@pytest.mark.parametrize("n_bytes", [0, 10, 60, 100])
def test_an_archive_that_is_cut_short(read, zipped, n_bytes):
    found = read("a.zip", zipped(("a.txt", TEXT))[:n_bytes])
    assert found.rows == []
    assert list(found.reasons) == [("a.zip", 0)]


def test_an_empty_archive(read, zipped):
    assert read("a.zip", zipped()).reasons == {("a.zip", 0): "an empty archive"}
    assert read("a.zip", zipped(("folder/", b""))).reasons == {("a.zip", 0): "an empty archive"}


@pytest.mark.parametrize("seed", range(40))
def test_damage_anywhere_is_told_and_never_raised(read, zipped, seed):
    data = bytearray(zipped(("a.txt", TEXT), ("b/c.html", b"<p>" + TEXT), ("d.zip", zipped())))
    for i in range(6):
        data[(seed * 7919 + i * 104_729) % len(data)] ^= 1 << (seed + i) % 8
    found = read("a.zip", bytes(data))
    assert found.rows or found.left
