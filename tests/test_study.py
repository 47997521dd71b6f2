"""study.toml: what it may hold, what is refused and how, and that it survives any text."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane import store, study
from newsvane.errors import InputMissingError, StudyError
from newsvane.stance.claims import Claim

CLAIM = "The dam is safe"


def parse(text: str, folder: Path = Path("dam")) -> study.Study:
    return study.parse(tomllib.loads(f'articles = ["a"]\n{text}'), folder=folder)


# Unknown keys


@pytest.mark.parametrize(
    ("text", "key", "nearest"),
    [
        ("seeds = 1", "seeds", "seed"),
        ("[topic]\nn_words = 3", "topic", "topics"),
        ("[[claim]]\ntext = 'x y'", "claim", "claims"),
        ("[topics]\nmin_clustersize = 5", "min_clustersize", "min_cluster_size"),
        ("[trends]\nperiods = 'day'", "periods", "period"),
        ("[model]\nencodr = 'x'", "encodr", "encoder"),
        ("[stance]\nrelate = 0.5", "relate", "related"),
        ("[[claims]]\ntext = 'x y'\noposite = 'y'", "oposite", "opposite"),
        ("[columns]\ntitel = 'T'", "titel", "title"),
    ],
)
def test_an_unknown_key_is_an_error_that_suggests_the_nearest(text, key, nearest):
    with pytest.raises(
        StudyError, match=f"unknown key '{key}'.*did you mean '{nearest}'"
    ) as caught:
        parse(text)
    assert caught.value.place.startswith("study.toml")


def test_a_key_that_is_near_to_none_lists_all():
    with pytest.raises(StudyError, match="unknown key 'zzz'; known keys: title, text, published"):
        parse("[columns]\nzzz = 'x'")


# Wrong kinds and bounds


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("seed = '1'", "seed: expected a whole number from 0, got '1'"),
        ("seed = true", "seed: expected a whole number"),
        ("seed = -1", "seed: expected a whole number from 0, got -1"),
        ("seed = 4294967296", "seed: expected a whole number"),
        ("name = 3", "name: expected text, got 3"),
        ("topics = 3", r"\[topics\]: expected a table of settings, got 3"),
        ("columns = ['a']", r"\[columns\]: expected a table of settings"),
        ("[columns]\ntitle = 3", "columns.title: expected text, got 3"),
        ("[stories]\nsimilarity = 1.5", "stories.similarity: expected between 0 and 1, got 1.5"),
        ("[stories]\nsimilarity = 0", "stories.similarity: expected between 0 and 1, got 0.0"),
        ("[stories]\nsimilarity = nan", "stories.similarity: expected between 0 and 1, got nan"),
        ("[stories]\ndays = 0", "stories.days: expected 1 to 3660, got 0"),
        ("[stories]\ndays = 7.5", "stories.days: expected a whole number, got 7.5"),
        ("[topics]\nn_words = 2.5", "topics.n_words: expected a whole number, got 2.5"),
        ("[topics]\nn_words = true", "topics.n_words: expected a whole number, got True"),
        ("[topics]\nn_words = 0", "topics.n_words: expected 1 to 50, got 0"),
        ("[topics]\nmin_cluster_size = 1", "topics.min_cluster_size: expected 0 .automatic."),
        ("[topics]\nmin_cluster_size = -5", "topics.min_cluster_size: expected 0 .automatic."),
        ("[stance]\nrelated = 'high'", "stance.related: expected a number, got 'high'"),
        ("[stance]\nrelated = 0", "stance.related: expected between 0 and 1, got 0"),
        ("[stance]\nrelated = 1", "stance.related: expected between 0 and 1, got 1"),
        ("[stance]\nrelated = nan", "stance.related: expected between 0 and 1, got nan"),
        ("[stance]\nrelated = true", "stance.related: expected a number, got True"),
        # More digits than a float has room for.
        (f"[stance]\nrelated = 1{'0' * 400}", "stance.related: expected a number, got 1000"),
        ("[trends]\nlevel = 95", "trends.level: expected from 0.5 to below 1, got 95"),
        ("[trends]\nlevel = inf", "trends.level: expected from 0.5 to below 1, got inf"),
        ("[trends]\ndraws = 10", "trends.draws: expected 100 to 100000, got 10"),
        ("[trends]\nperiod = 'decade'", "trends.period: expected one of auto, day, week"),
        ("[model]\nencoder = ' '", "model.encoder: expected .packaged."),
        ("[model]\njudge = 'oracle'", "model.judge: expected .embedded., got 'oracle'"),
        ("claims = 'x'", r"claims: expected \[\[claims\]\] tables"),
        ("[claims]\ntext = 'x'", r"claims: expected \[\[claims\]\] tables"),
        ("claims = ['x']", "claims, number 1: expected a table of settings, got 'x'"),
        ("[[claims]]\ntext = 3", "claims, number 1, text: expected text, got 3"),
        ("[[claims]]\nid = 'a'", "claims, number 1: expected either text or target"),
        ("[[claims]]\ntext = 'x'\ntarget = 'y'", "number 1: expected either text or target"),
        ("[[claims]]\ntext = 'x y'\nid = 'a b'", "number 1, id: 'a b'; use letters"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_wanted(text, said):
    with pytest.raises(StudyError, match=said) as caught:
        parse(text)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("articles", ["3", "[]", "[3]", '[""]', "{}"])
def test_articles_are_a_list_of_paths(articles):
    with pytest.raises(StudyError, match="articles: expected a list of paths"):
        study.parse(tomllib.loads(f"articles = {articles}"), folder=Path("dam"))


def test_articles_cannot_be_left_out():
    with pytest.raises(StudyError, match="articles: expected a list of paths"):
        study.parse({}, folder=Path("dam"))


def test_one_path_needs_no_list():
    assert study.parse({"articles": "a"}, folder=Path("dam")).articles == ("a",)


def test_whole_numbers_stand_for_numbers():
    assert isinstance(parse("[trends]\nlevel = 0.5").trends.level, float)


# Claims


@pytest.mark.parametrize("words", ["", "   ", "…!", "\\n\\t"])
@pytest.mark.parametrize("key", ["text", "target"])
def test_a_claim_of_no_words_is_an_error(key, words):
    with pytest.raises(StudyError, match="it has no words"):
        parse(f'[[claims]]\n{key} = "{words}"')


def test_two_claims_of_one_id_are_an_error():
    with pytest.raises(StudyError, match="number 2: the id 'a' is used twice"):
        parse("[[claims]]\nid='a'\ntext='x is'\n[[claims]]\nid='a'\ntext='y is'")


def test_an_id_is_made_of_the_claim_unless_given():
    made = parse(f"[[claims]]\ntext='{CLAIM}'\n[[claims]]\nid='ö-1'\ntext='Ω ist gut'").claims
    assert [claim.claim_id for claim in made] == ["1-the-dam-is", "ö-1"]


def test_a_claim_in_other_letters_gets_its_number():
    assert parse("[[claims]]\ntext = 'سد في الوادي'").claims[0].claim_id == "1"


def test_a_target_becomes_a_claim():
    assert parse("[[claims]]\ntarget = 'The dam.'").claims == (
        Claim("1-the-dam-deserves", "The dam deserves support", "The dam deserves blame", "rule"),
    )


def test_an_opposite_may_be_given_and_stays():
    assert parse(f"[[claims]]\ntext='{CLAIM}'\nopposite='The dam leaks'").claims[0] == Claim(
        "1-the-dam-is", CLAIM, "The dam leaks", "study"
    )


def test_an_opposite_that_repeats_the_claim_is_an_error():
    with pytest.raises(StudyError, match="the opposite repeats the claim"):
        parse(f"[[claims]]\ntext='{CLAIM}'\nopposite='the  DAM is safe'")


# Columns and paths


def test_columns_are_mapped():
    text = "[columns]\n" + "".join(f"{name} = 'My {name}'\n" for name in study.FIELDS)
    assert parse(text).columns == {name: f"My {name}" for name in study.FIELDS}


def test_paths_count_from_the_folder_and_only_a_leading_tilde_slash_is_home(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ada")
    made = study.parse({"articles": ["a", "/b", "~/c", "~d.txt", "./~/e"]}, folder=Path("dam"))
    assert [str(path) for path in made.sources()] == [
        "dam/a",
        "/b",
        "/home/ada/c",
        "dam/~d.txt",
        "dam/~/e",
    ]


# Files


def _write(folder, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_no_study_names_the_command(tmp_path):
    with pytest.raises(InputMissingError, match="make one with: newsvane new"):
        study.load(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = @", "not valid TOML .*line 1"),
        (b"name = '\xff'", "not UTF-8 text; save it as UTF-8"),
        ("seed = " + "9" * 5000, "not valid TOML"),
        ("name = " + "[" * 50_000, "not valid TOML"),
        (b"\0" * 100, "not valid TOML"),
        ("name = 1\nname = 2", "not valid TOML"),
    ],
)
def test_what_is_no_toml_is_one_error(text, said, tmp_path):
    with pytest.raises(StudyError, match=said):
        study.load(_write(tmp_path, text))


def test_a_byte_order_mark_is_no_fault(tmp_path):
    folder = _write(tmp_path, b"\xef\xbb\xbfarticles = ['a']")
    assert study.load(folder).articles == ("a",)
    assert study.load(folder).name == tmp_path.name


HOSTILE = ['"', "\\", "\n", "\r\n", "\x00", "\x07", "\x7f", "🛶", "\u2028", "'''", '"""', "#", "é"]


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.lists(
        st.lists(st.sampled_from([*HOSTILE, "ab "]), max_size=9).map(lambda t: f"c {''.join(t)}"),
        max_size=3,
    ),
)
def test_any_text_survives_the_file(name, claims):
    text = study.write_toml(name=name, articles=[f"p{name}"], claims=[(c, None) for c in claims])
    facts = tomllib.loads(text)
    assert facts["name"] == name
    assert facts["articles"] == [f"p{name}"]
    assert [claim["text"] for claim in facts.get("claims", [])] == claims


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_opposite_survives_the_file(opposite):
    text = study.write_toml(name="n", articles=["a"], claims=[("c", f"no {opposite}")])
    assert tomllib.loads(text)["claims"] == [{"text": "c", "opposite": f"no {opposite}"}]


def test_text_that_is_no_unicode_is_refused():
    with pytest.raises(StudyError, match="bytes that are no UTF-8 text"):
        study.write_toml(name="n", articles=["a\udcff.txt"], claims=[])


# The text of study.toml tells every setting


def _uncommented() -> dict:
    lines = study._COMMENTED.splitlines()[2:]
    return tomllib.loads("\n".join(line.removeprefix("#").removeprefix(" ") for line in lines))


def test_every_setting_stands_in_the_file_with_its_default():
    facts = _uncommented()
    assert facts.pop("seed") == study.Study.seed
    assert set(facts.pop("columns")) <= set(study.FIELDS)
    assert set(facts) == set(study._SECTIONS)
    for name, kind in study._SECTIONS.items():
        defaults = {item.name: item.default for item in dataclasses.fields(kind)}
        assert facts[name] == defaults, name
        assert {key for section, key in study._BOUNDS if section == name} == set(defaults)


def test_the_settings_of_the_file_are_accepted():
    facts = _uncommented() | {"articles": ["a"]}
    assert study.parse(facts, folder=Path("x")).trends == study.TrendSettings()


def test_every_default_is_within_its_own_bounds():
    for (section, key), (is_allowed, _) in study._BOUNDS.items():
        assert is_allowed(getattr(study._SECTIONS[section](), key))


def test_every_period_stands_in_the_file():
    line = re.search(r"# period = .*", study._COMMENTED).group()
    assert set(re.findall(r"\w+", line)) >= set(study.PERIODS)


# Making a study


def test_create_twice_is_the_same(tmp_path, clippings):
    first = study.create(tmp_path / "dam", articles=[clippings], claims=[CLAIM])
    before = (tmp_path / "dam" / "study.toml").read_bytes()
    again = study.create(tmp_path / "dam", articles=[clippings], claims=[CLAIM])
    assert first == again == study.load(tmp_path / "dam")
    assert (tmp_path / "dam" / "study.toml").read_bytes() == before


@pytest.mark.parametrize(
    "claim", ['It\'s “so” \\ "said"', "two\nlines", "\x00 \x1b[31m red", "🛶 ok"]
)
def test_create_and_load_agree_on_hostile_claims(claim, tmp_path, clippings):
    made = study.create(tmp_path / "dam", articles=[clippings], claims=[claim])
    assert study.load(tmp_path / "dam") == made
    assert made.claims[0].text == " ".join(claim.split())


def _with_table(folder, rows_for):
    store.write(rows_for("claims"), folder, "claims")


def test_another_study_with_tables_is_never_overwritten(tmp_path, clippings, rows_for):
    folder = tmp_path / "dam"
    study.create(folder, articles=[clippings], claims=[CLAIM])
    _with_table(folder, rows_for)
    before = (folder / "study.toml").read_bytes()
    with pytest.raises(StudyError, match="holds another study; name another folder"):
        study.create(folder, articles=[clippings], claims=["The dam leaks"])
    assert (folder / "study.toml").read_bytes() == before
    study.create(folder, articles=[clippings], claims=[CLAIM])  # its own may go on


def test_another_study_is_refused_even_before_it_has_tables(tmp_path, clippings):
    # It may be written by hand and not have been run yet.
    study.create(tmp_path / "dam", articles=[clippings], claims=[CLAIM])
    with pytest.raises(StudyError, match="holds another study"):
        study.create(tmp_path / "dam", articles=[clippings], claims=["The dam leaks"])
    assert study.load(tmp_path / "dam").claims[0].text == CLAIM


def test_a_study_changed_by_hand_is_never_overwritten(tmp_path, clippings, rows_for):
    folder = tmp_path / "dam"
    study.create(folder, articles=[clippings], claims=[CLAIM])
    _with_table(folder, rows_for)
    path = folder / "study.toml"
    path.write_text(path.read_text() + "\n[topics]\nn_words = 3\n")
    with pytest.raises(StudyError, match="holds another study"):
        study.create(folder, articles=[clippings], claims=[CLAIM])
    assert study.load(folder).topics.n_words == 3


def test_a_file_is_no_folder_for_a_study(tmp_path, clippings):
    (tmp_path / "dam").write_text("mine")
    with pytest.raises(StudyError, match="it is a file; name a folder"):
        study.create(tmp_path / "dam", articles=[clippings])
    assert (tmp_path / "dam").read_text() == "mine"


def test_missing_articles_leave_no_folder(tmp_path):
    with pytest.raises(InputMissingError, match="a file or folder of articles"):
        study.create(tmp_path / "dam", articles=[tmp_path / "none"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("claims", [[""], [CLAIM, " "]])
def test_a_faulty_claim_leaves_no_folder(claims, tmp_path, clippings):
    with pytest.raises(StudyError, match="it has no words"):
        study.create(tmp_path / "dam", articles=[clippings], claims=claims)
    assert not (tmp_path / "dam").exists()


def test_more_opposites_than_claims_are_an_error(tmp_path, clippings):
    with pytest.raises(StudyError, match="--opposite: 2 opposites for 1 claims"):
        study.create(tmp_path / "d", articles=[clippings], claims=[CLAIM], opposites=["a", "b"])


def test_opposites_belong_to_the_claims_in_their_order(tmp_path, clippings):
    made = study.create(
        tmp_path / "d", articles=[clippings], claims=[CLAIM, "Trams help"], opposites=["It leaks"]
    )
    assert [claim.opposite_source for claim in made.claims] == ["study", "rule"]


def test_articles_below_the_folder_move_with_it(tmp_path):
    inside = tmp_path / "dam" / "~"
    inside.mkdir(parents=True)
    (inside / "a.txt").write_text("x")
    made = study.create(tmp_path / "dam", articles=[inside / "a.txt", tmp_path / "dam"])
    assert made.articles == ("./~/a.txt", ".")
    assert made.sources()[0].exists()


def test_scaffold_makes_a_study_that_loads(tmp_path):
    path = study.scaffold(tmp_path / "dam")
    made = study.load(path.parent)
    assert made.sources() == [tmp_path / "dam" / "articles"]
    assert made.sources()[0].is_dir()
    assert made.claims[0].opposite_source == "study"
    with pytest.raises(StudyError, match="it is there already; run it"):
        study.scaffold(tmp_path / "dam")
