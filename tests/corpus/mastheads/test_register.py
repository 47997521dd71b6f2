"""The packaged table of names, and the user's own."""

import re

import pytest

from newsvane.corpus.mastheads import keys, register
from newsvane.errors import StudyError


@pytest.mark.parametrize(
    "spelling", ["nytimes.com", "NYT", "new york times", "The New York Times (Online)",
                 "New York Times - Opinion"],
)  # fmt: skip
def test_spellings_of_one_outlet(spelling):
    assert register.load_names().named(spelling).name == "The New York Times"


@pytest.mark.parametrize("name", ["Harrow Post", "Hill Valley News", "Guest Writer", "Sun News"])
def test_a_name_that_only_looks_like_one_is_unknown(name):
    assert register.load_names().named(name) is None


def test_the_packaged_table_is_sound():
    outlets = register._packaged()
    assert len(outlets) > 300
    hosts = [host for outlet in outlets for host in outlet.hosts]
    assert len(hosts) == len(set(hosts))
    assert all(keys.host_of(host) == host for host in hosts)
    assert all(outlet.kind in register.KINDS for outlet in outlets)
    assert all(re.fullmatch("([A-Z]{2})?", outlet.country) for outlet in outlets)
    assert all(re.fullmatch("([a-z]{2})?", outlet.language) for outlet in outlets)
    names = [keys.key(outlet.name) for outlet in outlets]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wyborcza.pl", "gazeta.pl"), ("ynet.co.il", "yedioth.co.il"), ("waz.de", "derwesten.de"),
        ("spectator.co.uk", "thespectator.com"),
    ],
)  # fmt: skip
def test_houses_of_two_outlets_are_two(one, other):
    names = register.load_names()
    assert names.at(one) is not None
    assert names.at(other) is not None
    assert names.at(one) != names.at(other)


def test_editions_and_programmes_of_one_house():
    names = register.load_names()
    assert names.named("Kyodo News English") == names.at("english.kyodonews.net")
    assert names.at("pbs.org").name == "PBS"
    assert names.named("PBS NewsHour").name == "PBS NewsHour"
    assert names.at("presseportal.de").name == "Presseportal"
    assert names.at("nj.com").name == "NJ.com"


def test_a_study_extends_and_overrides(tmp_path):
    path = tmp_path / "outlets.csv"
    path.write_text(
        "name,aliases,hosts\nHarrow Post,HP; Post of Harrow,https://www.harrow-post.example/\n"
        "Times of New York,The New York Times,\n",
        encoding="utf-8-sig",
    )
    names = register.load_names(path)
    assert names.named("post of harrow").name == "Harrow Post"
    assert names.at("news.harrow-post.example").name == "Harrow Post"
    assert names.named("NYT").name == "Times of New York"
    assert names.at("nytimes.com").name == "Times of New York"
    assert register.load_names(tmp_path / "none.csv") == register.load_names()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title\nHarrow Post\n", "line 1: no column name"),
        ("name,owner\nHarrow Post,Ada\n", "line 1: unknown column 'owner'"),
        ("name,hosts\nHarrow Post,not a host\n", "line 2, column hosts"),
        ("name,hosts\nA Post,\n,a.example\n", "line 3, column name"),
        ("name,country\nHarrow Post,England\n", "line 2, column country"),
        ("name,kind\nHarrow Post,blog\n", "line 2, column kind"),
        ("name\nPost, Harrow\n", "line 2: 2 cells for 1 columns"),
        ("name,hosts\nA Post,a.example\nB Post,a.example\n", "'a.example' belongs to both"),
        ('name\n"Harrow', "not CSV"),
        ("", "no column name"),
    ],
)
def test_a_bad_row_is_named(tmp_path, text, place):
    path = tmp_path / "outlets.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StudyError, match=re.escape(place)):
        register.load_names(path)


def test_a_file_of_other_bytes_is_an_error(tmp_path):
    (tmp_path / "outlets.csv").write_bytes(b"name\nZ\xfcrich\n")
    with pytest.raises(StudyError, match="UTF-8"):
        register.load_names(tmp_path / "outlets.csv")
