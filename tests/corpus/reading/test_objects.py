"""JSON in its shapes: lists, wrappers, one object, lines, and what is broken in them."""

import json

import pytest

from newsvane.corpus.reading import objects
from newsvane.corpus.reading.rows import Left, Row, UnreadableError
from newsvane.corpus.reading.source import ReadSettings, Source

BODY = "The ferry to Ostmark will stop in May."
ITEM = {"title": "Ferry", "text": BODY}


def read(tmp_path, content, *, lines=False, columns=None):
    path = tmp_path / ("a.jsonl" if lines else "a.json")
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    reader = objects.read_lines if lines else objects.read_json
    return list(reader(Source(path.name, path), settings=ReadSettings(columns or {})))


@pytest.mark.parametrize(
    ("data", "records"),
    [
        ([ITEM, ITEM], [1, 2]),
        (ITEM, [0]),  # a file that is one article has no position in it
        ({"status": "ok", "articles": [ITEM, ITEM]}, [1, 2]),
        ({"response": {"n": 1, "docs": [ITEM]}}, [1]),
        ([ITEM], [1]),
        # One list for each year; comments of an article are no articles.
        ({"2030": [ITEM, ITEM], "n": [3], "more": {"2031": [ITEM]}}, [1, 2, 3]),
        ({**ITEM, "comments": [ITEM, ITEM]}, [0]),
        ([{**ITEM, "comments": [ITEM, ITEM]}], [1]),
    ],
)
def test_shapes(tmp_path, data, records):
    assert [item.record for item in read(tmp_path, data)] == records


def test_nested_metadata_gives_its_names(tmp_path):
    item = {**ITEM, "source": {"id": None, "name": "Bote"}, "authors": ["A. Bell", "C. Dorn"]}
    (row,) = read(tmp_path, [item])
    assert (row.outlet, row.byline) == ("Bote", "A. Bell, C. Dorn")


def test_json_lines_in_a_json_file(tmp_path):
    found = read(tmp_path, "\n".join(json.dumps(ITEM) for _ in range(3)))
    assert [item.record for item in found] == [1, 2, 3]


def test_a_bad_line_is_left_out_alone(tmp_path):
    content = f"{json.dumps(ITEM)}\n\n{{oops\n{json.dumps(ITEM)}\n{json.dumps(ITEM)[:-5]}"
    found = read(tmp_path, content, lines=True)
    assert [item.record for item in found if isinstance(item, Row)] == [1, 4]
    assert [item.record for item in found if isinstance(item, Left)] == [3, 5]


def test_line_separators_inside_a_text_do_not_split_it(tmp_path):
    content = json.dumps({"text": f"{BODY}\u2028{BODY}\x85{BODY}"}, ensure_ascii=False)
    assert len(read(tmp_path, content + "\r\n", lines=True)) == 1


def test_values_of_other_types_are_listed(tmp_path):
    data = [ITEM, {"text": [BODY]}, {"text": None}, 5, "x", None, []]
    found = read(tmp_path, data)
    assert [item.record for item in found if isinstance(item, Left)] == [2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    "content", ["[" * 100_000 + "]" * 100_000, '{"text": ', "", '{"n": 1} {"n": 2}']
)
def test_what_is_no_json_is_said(tmp_path, content):
    with pytest.raises(UnreadableError, match="JSON|empty"):
        read(tmp_path, content)


def test_huge_numbers_and_nan_do_no_harm(tmp_path):
    content = '{"id": ' + "9" * 5000 + f', "title": NaN, "text": "{BODY}"}}'
    (row,) = read(tmp_path, content, lines=True)
    assert (row.title, row.content) == (None, BODY)


def test_a_list_without_objects_is_one_fault(tmp_path):
    assert read(tmp_path, ["a", "b", "c"]) == [
        Left("a.json", 0, "no articles: 3 values, none of them an object")
    ]
    assert len(read(tmp_path, [])) == 1


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "lines.json"])
def test_a_doubtful_encoding_is_told_once(name):
    items = [{"title": "Empty"}, {"text": "Un café fort à Ostmark"}, {"text": "Un café noir"}]
    texts = [json.dumps(item, ensure_ascii=False) for item in items]
    whole = f"[{','.join(texts)}]" if name == "a.json" else "\n".join(texts)
    source = Source(name, data=whole.encode("cp1252"))
    reader = objects.read_lines if name == "a.jsonl" else objects.read_json
    left, first, second = reader(source, settings=ReadSettings())
    assert isinstance(left, Left)
    assert first.content == "Un café fort à Ostmark"
    assert first.note.startswith("not UTF-8 from byte") and "read as cp1252" in first.note
    assert second.note is None


def test_a_key_that_stands_twice_is_noted(tmp_path):
    (row,) = read(tmp_path, f'{{"text": "x", "text": "{BODY}"}}\n', lines=True)
    assert (row.content, row.note) == (BODY, "a key stands twice; its last value is read")


def test_records_come_one_at_a_time_and_say_their_line(tmp_path):
    # What follows the first line is not looked at before it is asked for.
    content = f"{json.dumps(ITEM)}\n\n" + "{oops\n" * 3
    path = tmp_path / "a.jsonl"
    path.write_text(content, encoding="utf-8")
    found = objects.read_lines(Source("a.jsonl", path), settings=ReadSettings())
    assert (next(found).place, next(found).place) == ("line 1", "line 3")


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "9" * 5_000])
def test_numbers_that_are_none_are_noted(tmp_path, number):
    (row,) = read(tmp_path, f'{{"id": {number}, "text": "{BODY}"}}\n', lines=True)
    assert row.content == BODY
    assert row.note.startswith("id: ")
