import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import textwrap
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from newsvane import errors, store
from newsvane import tables as declared
from newsvane.report import export, facts

XSS = "<img src=x onerror=alert(1)>"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


class Page(HTMLParser):
    """Collects what a browser would see: tags, ids, links, scripts, the policy."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags, self.ids, self.links, self.policy = [], [], [], ""
        self.scripts, self.blocks, self.text = [], {}, []
        self._into = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        self.ids += [attributes["id"]] if "id" in attributes else []
        if tag == "a":
            self.links.append(attributes)
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        if tag == "script":
            self._into = attributes.get("data-chart", "")

    def handle_endtag(self, tag):
        self._into = None if tag == "script" else self._into

    def handle_data(self, data):
        if self._into is None:
            self.text.append(data)
        elif self._into:
            self.blocks[self._into] = data
        else:
            self.scripts.append(data)


@pytest.fixture
def html(tables, study):
    return export.render(tables, study=study)


@pytest.fixture
def page(html):
    return Page(html)


def test_the_policy_names_exactly_the_scripts(page):
    digests = {
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in page.scripts
    }
    directives = dict(part.split(" ", 1) for part in page.policy.split("; "))
    assert len(page.scripts) == 2
    assert set(directives["script-src"].split()) == digests
    assert directives["default-src"] == directives["base-uri"] == "'none'"
    assert directives["form-action"] == "'none'"
    assert directives["style-src"] == "'unsafe-inline'"


def test_nothing_is_loaded_from_anywhere(page):
    names = {tag for tag, _ in page.tags}
    assert not names & {
        "link",
        "iframe",
        "object",
        "embed",
        "img",
        "base",
        "form",
        "video",
        "audio",
    }
    assert not any("src" in attributes or "srcset" in attributes for _, attributes in page.tags)
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert "url(" not in export._file("report.css")
    assert "@import" not in export._file("report.css")


def test_plotly_is_embedded_once(html):
    assert html.count("plotly.js v") == 1


def test_hostile_text_is_shown_as_written(page, html):
    assert "".join(page.text).count(XSS) > 5  # title, outlet, speaker, claim, topic, file
    assert XSS not in html
    assert all(XSS not in block for block in page.blocks.values())


def test_hostile_text_cannot_end_a_data_block(tables, study):
    end = "</script><script>alert(1)</script><!--"
    tables["topics"]["label"] = [end] * 3
    page = Page(export.render(tables, study=study))
    assert len(page.scripts) == 2
    label = json.loads(page.blocks["chart-topics"])["data"][0]["customdata"][0][0]
    assert label == end.replace("<", "&lt;").replace(">", "&gt;")


def test_links_leave_safely_or_stay(page):
    leaving = [link for link in page.links if not link["href"].startswith("#")]
    assert [link["href"] for link in leaving] == ["https://example.org/tram?a=1&b=2"]
    assert leaving[0]["rel"] == "noopener noreferrer nofollow"


def test_every_inner_link_has_its_place_once(page):
    inner = {link["href"][1:] for link in page.links if link["href"].startswith("#")}
    assert inner <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_every_evidence_sentence_can_be_reached(page, tables):
    names = {name for listed in tables["article_stances"]["evidence"] for name in listed}
    assert {f"s-{name.replace(':', '_3a_')}" for name in names} <= set(page.ids)


def test_every_chart_has_a_place_words_and_a_note(page):
    places = [attributes for _, attributes in page.tags if attributes.get("class") == "plot"]
    assert {place["id"] for place in places} == set(page.blocks)
    assert all(place["aria-label"] and place["role"] == "img" for place in places)


def test_every_part_is_there(page):
    wanted = ["answer", "corpus", "claim-1", "claim-2", "topics", "articles", "dropped", "method"]
    positions = [page.ids.index(name) for name in [*wanted, "study"]]
    assert positions == sorted(positions)


def test_nothing_claims_a_change(page):
    text = re.sub(r"\s+", " ", " ".join(page.text))
    rest = re.sub(r"do(es)? not carry a trend", "", text)
    assert not re.search(r"\b(trend|rises?|rose|rising|falls?|fell|falling)\b", rest, re.IGNORECASE)


def test_limits_and_origin_are_told(page):
    text = re.sub(r"\s+", " ", " ".join(page.text))
    for part in ("Bayesian bootstrap", "No human labels were used", "newsvane run DIR", "0.5123"):
        assert part in text
    assert "formed by rule" in text
    assert "as the study gives it" in text
    assert "(no title) A dam would keep" in text
    assert "Near copy of" in text


def test_the_same_tables_give_the_same_bytes(tables, study, html):
    shuffled = {
        name: table.iloc[::-1] if name != "claims" else table for name, table in tables.items()
    }
    assert export.render(tables, study=study) == html
    again = export.render({**tables, "articles": shuffled["articles"]}, study=study)
    assert again == html
    turned = {
        name: shuffled[name] for name in ("sentences", "stances", "article_stances", "trends")
    }
    assert export.render({**tables, **turned}, study=study) == html


def test_rendering_leaves_the_tables_alone(tables, study):
    before = {name: table.copy() for name, table in tables.items()}
    export.render(tables, study=study)
    for name, table in tables.items():
        assert table.equals(before[name]), name


def test_nothing_at_all_renders(study):
    empty = {name: declared.empty(table) for name, table in declared.TABLES.items()}
    text = " ".join(Page(export.render(empty, study=facts.StudyFacts("empty"))).text)
    assert "No article was kept" in text
    assert "not recorded" in text


def test_a_wrong_table_is_refused(tables, study):
    tables["trends"] = tables["trends"].drop(columns="net")
    with pytest.raises(errors.TableError, match="trends"):
        export.render(tables, study=study)


def test_a_large_corpus_is_cut_and_says_so(tables, study, monkeypatch):
    monkeypatch.setattr(export, "MOST_TEXTS", 5)
    monkeypatch.setattr(export, "MOST_ENTRIES", 11)
    monkeypatch.setattr(export, "MOST_DROPPED", 1)
    page = Page(export.render(tables, study=study))
    text = re.sub(r"\s+", " ", " ".join(page.text))
    assert "of each article the evidence is shown" in text
    assert "2 more in tables/dropped.parquet" in text
    inner = {link["href"][1:] for link in page.links if link["href"].startswith("#")}
    assert inner <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_odd_characters_survive(tables, study):
    tables["articles"]["title"] = ["\u202e\x00\x1b[31m]]>--> \ufffe 😀 {{ 7*7 }}"] * 12
    text = " ".join(Page(export.render(tables, study=study)).text)
    assert "{{ 7*7 }}" in text


def study_folder(folder, tables, manifest):
    for name, table in tables.items():
        store.write(table, folder, name)
    store.write_json(folder / "tables" / "run.json", manifest)
    store.write_text(folder / "study.toml", 'name = "River and rails"\n')
    return folder


def test_write_puts_the_report_in_place(tmp_path, tables, html):
    manifest = {"newsvane": "0.1.0", "seed": 7}
    folder = study_folder(tmp_path, tables, manifest)
    path = export.write(folder)
    assert path == tmp_path / "report.html"
    assert Page(path.read_text(encoding="utf-8")).blocks == Page(html).blocks
    first = path.read_bytes()
    export.write(folder)
    assert path.read_bytes() == first


def test_write_without_a_manifest_or_name(tmp_path, tables):
    folder = study_folder(tmp_path / "dams", tables, [])
    (folder / "study.toml").unlink()
    assert "<title>dams – newsvane</title>" in export.write(folder).read_text(encoding="utf-8")


def test_write_without_tables_says_what_is_missing(tmp_path):
    with pytest.raises(errors.InputMissingError, match="articles"):
        export.write(tmp_path)


def test_no_model_library_is_needed(tmp_path, tables):
    folder = study_folder(tmp_path, tables, {})
    code = textwrap.dedent(
        """
        import pathlib, sys
        class Block:
            names = {"torch", "umap", "bertopic", "sklearn", "hdbscan", "numba", "transformers",
                     "sentence_transformers", "trafilatura"}
            def find_spec(self, name, path=None, target=None):
                if name.split(".")[0] in self.names:
                    raise ImportError(f"{name} is blocked")
        sys.meta_path.insert(0, Block())
        from newsvane.report import export
        export.write(pathlib.Path(sys.argv[1]))
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (folder / "report.html").stat().st_size < 6_000_000


def test_2225_articles_stay_within_size(make_many, study):
    claims = {name: (f"{name} holds", f"{name} does not hold", "rule") for name in ("a", "b", "c")}
    text = export.render(make_many(2225, claims=claims), study=study)
    assert len(text.encode()) < 15_000_000
    assert "more in <code>tables/article_stances.parquet</code>" in text


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
def test_a_browser_draws_every_chart_and_runs_nothing_else(tmp_path, html, page):
    path = tmp_path / "report.html"
    path.write_text(html, encoding="utf-8")
    options = [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
        "--disable-background-networking", "--disable-component-update", "--enable-logging=stderr",
        "--v=0", f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=20000",
    ]  # fmt: skip
    done = subprocess.run(
        [CHROMIUM, *options, "--dump-dom", path.as_uri()],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert "CONSOLE" not in done.stderr  # neither an error of ours nor a violation of the policy
    drawn = re.findall(r'<div class="plot js-plotly-plot" id="([^"]+)"', done.stdout)
    assert set(drawn) == set(page.blocks)
    assert not re.search(r"<img src=.?x", done.stdout)


def test_articles_that_the_encoder_does_not_cover_are_named(tables, study):
    plain = export.render(tables, study=study)
    assert "not covered by the encoder" not in plain  # what it covers is not recorded
    page = export.render(tables, study=replace(study, encoder_languages=frozenset({"en"})))
    assert "<li>ar: 1 (not covered by the encoder)</li>" in page
    assert page.count("1 article is in another language (ar: 1)") == 2  # corpus, and method
    both = replace(study, encoder_languages=frozenset({"en", "ar"}))
    assert "No article of this corpus is known" in export.render(tables, study=both)
