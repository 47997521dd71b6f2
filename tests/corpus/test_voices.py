from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsvane.corpus import voices
from newsvane.corpus.isolation.pool import Failure
from newsvane.limits import Limits
from newsvane.tables import SENTENCES, check

REPO = Path(__file__).resolve().parents[2]
REAL = REPO.parent / "shared" / "articles"


def one(text: str, title: str | None = None) -> pd.DataFrame:
    return voices.split(pd.DataFrame({"article_id": ["a"], "title": [title], "text": [text]}))


def said(text: str) -> list[tuple[str, str | None]]:
    table = one(text)
    speakers = table["speaker"].astype(object).where(table["speaker"].notna(), None)
    return list(zip(table["voice"], speakers, strict=True))


def test_a_direct_quotation_names_its_speaker_in_full():
    text = "Max Roe came. “It leaks. It sinks too,” said Roe.\n\nThe ferry is old."
    assert said(text) == [
        ("outlet", None),
        ("quoted", "Max Roe"),
        ("quoted", "Max Roe"),
        ("outlet", None),
    ]


def test_a_quotation_over_paragraphs_keeps_its_speaker():
    text = "A clerk of the harbour told us that: “It leaks.\n\n“It sinks.”\n\nRain fell."
    assert said(text)[:2] == [("quoted", "a clerk of the harbour")] * 2
    assert said(text)[2] == ("outlet", None)


def test_a_quoted_paragraph_goes_on_with_the_speaker_before():
    text = "‘This was hard,’ said Nina Doe, 23, a baker.\n\n‘I am sure that we will sail again.’"
    assert said(text) == [("quoted", "Nina Doe")] * 2


def test_nobody_named_is_nobody():
    assert said("Rain fell all day.\n\n“The ferry leaks and nobody cares.”")[1] == ("quoted", None)


def test_scare_quotes_are_the_outlet_unless_attributed():
    assert said("The “new” ferry is old.") == [("outlet", None)]
    assert said("Roe said the “new” ferry is old.") == [("reported", "Roe")]


def test_reported_speech_and_hearsay():
    assert said("The ferry leaks, according to harbour officials.") == [
        ("reported", "harbour officials")
    ]
    assert said("The ferry reportedly leaks.") == [("reported", None)]


def test_a_phrase_that_cannot_speak_is_no_speaker():
    assert said("A poll found that 71 per cent say the ferry leaks.") == [("reported", None)]
    assert said("The past year suggests that the ferry leaks.") == [("reported", None)]


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Reports say that the ferry leaks.", None),
        ("Opinion polls suggest that the ferry will be sold.", None),
        ("A new survey found that most want a bridge.", None),
        ("A report from The Harbour Post said the ferry leaks.", "The Harbour Post"),
        ("Others fear that it endangers the valley.", None),
        ("Some believe that it endangers the valley.", None),
        ("Critics fear that it endangers the valley.", "critics"),
    ],
)
def test_documents_and_people_without_a_name_are_reported_and_nobody(sentence, speaker):
    assert said(sentence) == [("reported", speaker)]


def test_the_larger_clause_has_the_speaker():
    insists = "Tallby harbour chief claims – as Roe insists that it will ‘prevail’"
    (first, *_) = said(f"Sailors now smuggle fish for Ostmark by the ton, {insists}. Max Roe left.")
    assert first == ("reported", "Tallby harbour chief")
    text = (
        "As Max Roe insists it is safe, Ada Byron said that the ferry leaks and sinks by the day."
    )
    assert said(text) == [("reported", "Ada Byron")]


def test_a_description_stands_for_the_one_person_it_fits():
    text = (
        "Ada Byron, the head of the harbour guard, left.\n\nThe harbour guard chief said it leaks."
    )
    assert said(text)[1] == ("reported", "Ada Byron")
    other = f"{text} Max Roe, the head of the mill, came."
    assert said(other)[1] == ("reported", "Ada Byron")
    two = f"{text} Max Roe, the head of the town guard, came."
    assert said(two)[1] == ("reported", "the harbour guard chief")


@pytest.mark.parametrize(
    ("sentence", "speaker", "kind"),
    [
        ("“It leaks,” said Roe ferry campaign spokeswoman Ada Byron.", "Ada Byron", "named"),
        ("“It leaks,” said Roe spokesman Ole Lund in a statement.", "Ole Lund", "named"),
        ("“It leaks,” said Roe in a statement.", "Max Roe", "named"),
        ("Roe critics say it leaks.", "Roe critics", "anonymous"),
        ("A Roe aide told The Post that it leaks.", "a Roe aide", "anonymous"),
        ("The Roe administration has denied that it leaks.", "the Roe administration", "anonymous"),
    ],
)
def test_a_description_that_begins_with_a_name_is_not_that_person(sentence, speaker, kind):
    found = row(f"{sentence}\n\nMax Roe met Ada Byron.")
    assert (found["speaker"], found["speaker_kind"]) == (speaker, kind)


@pytest.mark.parametrize(
    "sentence",
    [
        "Suddenly, there was cheering.",
        "Emotional claims distort the debate.",
        "Ferry advocates trying to mend it have a task.",
        "I’m hoping that it sails.",
    ],
)
def test_a_capital_that_only_opens_the_sentence_is_nobody(sentence):
    assert said(sentence) == [("outlet", None)]


def test_a_contracted_pronoun_is_one():
    text = "Ada Byron and Max Roe say it leaks.\n\nThey’re hoping that it sinks."
    assert said(text)[1] == ("reported", "Ada Byron and Max Roe")
    assert said("Simply put, “there is no ferry left that is ours.”")[0][1] is None


def test_pronouns_lead_to_the_last_speaker():
    text = "Mayor Max Roe said that it leaks.\n\nHe went on: “It will sink by May.”"
    assert said(text)[1] == ("quoted", "Max Roe")


def test_a_pronoun_does_not_lead_to_somebody_of_the_other_gender():
    text = "Mary Byron said it leaks.\n\n“It does not leak at all,” he said."
    assert said(text)[1] == ("quoted", None)


def row(text: str, number: int = 0) -> dict[str, str | None]:
    columns = ["voice", "speaker", "speaker_kind", "speaker_chain", "cue"]
    values = one(text)[columns].astype(object).iloc[number]
    return values.where(values.notna(), None).to_dict()


def test_a_chain_of_sources_names_all_of_them_and_the_utterer_speaks():
    found = row("Ada Byron said that Max Roe believes the ferry leaks.")
    assert (found["speaker"], found["speaker_chain"]) == ("Ada Byron", "Ada Byron > Max Roe")
    quoted = row("“Max Roe believes that the ferry leaks,” Ada Byron said.")
    assert (quoted["voice"], quoted["speaker_chain"]) == ("quoted", "Ada Byron > Max Roe")


def test_whoever_is_quoted_speaks_and_whoever_hands_it_on_is_in_the_chain():
    found = row("“The ferry leaks badly today,” Ada Byron said, according to Max Roe.")
    assert (found["speaker"], found["speaker_chain"]) == ("Ada Byron", "Max Roe > Ada Byron")


def test_a_chain_of_one_is_none():
    text = "Max Roe said he believes the ferry leaks."
    assert (row(text)["speaker"], row(text)["speaker_chain"]) == ("Max Roe", None)


@pytest.mark.parametrize(
    ("text", "kind", "cue"),
    [
        ("Ada Byron said the ferry leaks.", "named", "said"),
        ("The ferry leaks, according to the Harbour Board.", "named", "according to"),
        ("A source close to the harbour board said it leaks.", "anonymous", "said"),
        ("Tallby officials believe that it leaks.", "anonymous", "believe"),
        ("The ferry reportedly leaks.", "unattributed", "reportedly"),
        ("Reports say that the ferry leaks.", "unattributed", "say"),
        ("The ferry leaks.", None, None),
    ],
)
def test_how_the_speaker_is_named_and_by_which_words(text, kind, cue):
    assert (row(text)["speaker_kind"], row(text)["cue"]) == (kind, cue)


def test_the_cue_may_stand_in_the_next_sentence_of_the_quotation():
    assert row("“It leaks badly. It sinks by the day,” Ada Byron said.")["cue"] == "said"


@pytest.mark.parametrize(
    "text",
    [
        "“It leaks badly every day,” Ada Byron said.",
        '"It leaks badly every day," Ada Byron said.',
        "‘It leaks badly every day,’ Ada Byron said.",
        "'It leaks badly every day,' Ada Byron said.",
        "«It leaks badly every day,» Ada Byron said.",
        "« It leaks badly every day », Ada Byron said.",
        "»It leaks badly every day,« Ada Byron said.",
        "„It leaks badly every day,“ Ada Byron said.",
        "‹It leaks badly every day,› Ada Byron said.",
        "``It leaks badly every day,'' Ada Byron said.",
        "“It leaks badly,” Ada Byron said, “every day of the week.”",
        "Ada Byron said: “It leaks badly every day.",  # never closed
        "“‘It leaks badly,’ he told me every day,” Ada Byron said.",
    ],
)
def test_every_style_of_quote_mark(text):
    assert (row(text)["voice"], row(text)["speaker"]) == ("quoted", "Ada Byron")


def test_a_quotation_that_reopens_with_each_paragraph():
    text = "Ada Byron said: “It leaks.\n\n“It sinks by the day.\n\n“Nobody cares.”\n\nRain fell."
    assert said(text) == [("quoted", "Ada Byron")] * 3 + [("outlet", None)]


@pytest.mark.parametrize(
    ("text", "voices_found"),
    [
        (
            "« Le vieux bateau est encore plein d’eau », a dit Anne Brun lundi dans le port. "
            "Il a plu tout le matin sur la petite ville.",
            ["quoted", "outlet"],
        ),
        (
            "„Das alte Schiff ist schon wieder voll Wasser“, sagte Anna Braun am Montag. "
            "Der Minister warnte vor einem Sturm im Hafen.",
            ["quoted", "outlet"],
        ),
        (
            "«Старый паром снова полон воды», — сказала Анна Бурова в понедельник утром. "
            "Дождь шёл весь день и всю долгую ночь.",
            ["quoted", "outlet"],
        ),
    ],
)
def test_other_languages_have_quotations_and_no_speakers(text, voices_found):
    table = one(text)
    assert table.voice.tolist() == voices_found
    assert table.speaker.isna().all() and table.speaker_chain.isna().all()


def test_the_language_of_the_article_decides():
    article = {"article_id": ["a"], "title": [None], "text": ["Ada Byron said it leaks."]}
    english = voices.split(pd.DataFrame(article | {"language": ["en"]}))
    other = voices.split(pd.DataFrame(article | {"language": ["fr"]}))
    assert (english.voice[0], other.voice[0]) == ("reported", "outlet")


def test_japanese_brackets_quote_and_its_stops_end_sentences():
    table = one("「この船はとても古くて水が漏れている」と彼女は言った。雨が降った。")
    assert table.voice.tolist() == ["quoted", "outlet"]


def test_names_of_one_article_do_not_reach_another():
    texts = ["Ada Byron left. Byron said it leaks.", "Byron said it sinks. He left."]
    rows = pd.DataFrame({"article_id": ["a", "b"], "title": None, "text": texts})
    table = voices.split(rows)
    assert table.speaker.dropna().tolist() == ["Ada Byron", "Byron"]
    alone = voices.split(rows.iloc[1:])
    pd.testing.assert_frame_equal(table[table.article_id == "b"].reset_index(drop=True), alone)


def test_verbs_of_attitude_count_for_those_who_can_have_one():
    assert said("Ada Byron opposed the ferry.") == [("reported", "Ada Byron")]
    assert said("The tide opposed the ferry.") == [("outlet", None)]
    assert said("Max Roe slams the ferry, praises Ada Byron as wise.")[0][1] == "Max Roe"


def test_what_somebody_has_said_may_be_a_noun():
    assert said("Nothing came of Ada Byron’s promise to mend it.") == [("reported", "Ada Byron")]


def test_a_second_verb_of_nobody_is_the_outlet():
    assert said("How did it come to leak and deny all reason?") == [("outlet", None)]


def test_they_are_two_who_spoke_together():
    text = "It leaks, Ada Byron and Max Roe say.\n\nMoreover, they argue, “it sinks by the day.”"
    assert said(text)[1] == ("quoted", "Ada Byron and Max Roe")


def test_the_author_is_the_outlet():
    assert said("We believe that the ferry leaks. I think it sinks.") == [("outlet", None)] * 2


def test_a_title_is_position_0_and_may_be_attributed():
    table = one("The ferry is old.", title="Freedonia says ferry 'leaks'")
    assert table.position.tolist() == [0, 1]
    assert table.sentence_id.tolist() == ["a-0000", "a-0001"]
    assert table[["char_start", "char_end"]].iloc[0].tolist() == [-1, -1]
    assert table[["voice", "speaker"]].iloc[0].tolist() == ["reported", "Freedonia"]
    signed = one("The ferry is old.", title="Ferry will not sail – harbour chief")
    assert signed[["voice", "speaker"]].iloc[0].tolist() == ["reported", "harbour chief"]
    assert one("The ferry is old.", title="Ferry leaks").voice.iloc[0] == "outlet"


def test_a_headline_in_title_case_names_nobody_anew():
    text = "Mr. Byron said on Friday that the ferry leaks.\n\n“It must go,” he said."
    table = one(text, title="Byron Vows Swift Action in New Push for Ferry")
    assert table.speaker.tolist() == ["Byron"] * 3


def test_without_articles_or_text_there_is_an_empty_table():
    nothing = pd.DataFrame({"article_id": [], "title": [], "text": []})
    assert len(check(voices.split(nothing), SENTENCES)) == 0
    assert len(one("")) == 0


WORDS = """
“It_leaks Roe_said . ._ , ” ’ ‘ " he of and Ada_Roe who according_to told_by in the : was claims ( …
"""
WORDS_OF_TEXT = [word.replace("_", " ") for word in WORDS.split()] + ["\n\n", " ", "\x02"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS_OF_TEXT), max_size=25),
    st.none() | st.sampled_from(["", "Roe: “No”", "…"]),
)
def test_no_character_is_lost_and_offsets_hold(pieces, title):
    text = " ".join(pieces)
    articles = pd.DataFrame({"article_id": ["a"], "title": [title], "text": [text]})
    before = articles.copy()
    table = voices.split(articles)
    pd.testing.assert_frame_equal(articles, before)
    check(table, SENTENCES)
    body = table[table.position > 0]
    for row in body.itertuples():
        assert " ".join(text[row.char_start : row.char_end].split()) == row.text
    assert "".join("".join(body.text).split()) == "".join(text.split())
    assert table.speaker[table.voice == "outlet"].isna().all()


def test_the_order_of_articles_changes_no_sentence():
    texts = ["“It leaks,” he said.", "Max Roe left."]
    rows = pd.DataFrame({"article_id": ["a", "b"], "title": [None, "T"], "text": texts})
    forth = voices.split(rows).sort_values("sentence_id", ignore_index=True)
    back = voices.split(rows.iloc[::-1]).sort_values("sentence_id", ignore_index=True)
    pd.testing.assert_frame_equal(forth, back)


SIGNS = "“”„«»‹›‘’‚'\"`「」『』 \n.,:—aSé船\x00\u200b\ud7ff\U0001f6f6"


@settings(max_examples=200, deadline=None)
@given(st.text(SIGNS, max_size=60) | st.text(max_size=60), st.sampled_from(["en", "ja", None]))
def test_no_text_breaks_the_offsets_or_loses_a_character(text, language):
    articles = pd.DataFrame({"article_id": ["a"], "title": [None], "text": [text]})
    table = check(voices.split(articles.assign(language=language)), SENTENCES)
    end = 0
    for found in table.itertuples():
        assert end <= found.char_start < found.char_end
        assert not text[end : found.char_start].strip()
        assert " ".join(text[found.char_start : found.char_end].split()) == found.text
        end = found.char_end
    assert not text[end:].strip()
    is_outlet = table.voice == "outlet"
    assert table.speaker_kind.isna().eq(is_outlet).all()
    assert (
        (table.speaker_kind[~is_outlet] == "unattributed")
        .eq(table.speaker[~is_outlet].isna())
        .all()
    )


@pytest.mark.parametrize(
    "piece", ["'a ", "said that ", "Aa ", "who said ", "“", "«", "a-", "in the words of "]
)
def test_one_long_line_does_not_hang(piece):
    assert len(one(piece * (300_000 // len(piece)))) > 0


NAMED = {
    "000": {"Andrii Yusov", "Volodymyr Zelensky"},
    "001": {"Dmitry Shusharin"},
    "002": {"Aaron Lea and Borukh Taskin"},
    "003": {
        "Kirill Budanov",
        "Volodymyr Zelensky",
        "Diana Shestakova",
        "Janet Yellen",
        "Pedro Sanchez",
        "Dmytro Kuleba",
        "Vladimir Putin",
    },
    "004": {
        "Vadim Belyaev",
        "Ben Wallace",
        "The Washington Post",
    },
}


@pytest.mark.skipif(not REAL.is_dir(), reason="the five real articles are missing")
@pytest.mark.parametrize("number", sorted(NAMED))
def test_named_speakers_of_the_real_articles(number):
    from newsvane.corpus import clean, read

    path = next(REAL.glob(f"{number}_*.txt"))
    cleaned = clean.clean(read.read([path]).kept).kept
    table = voices.split(cleaned)
    assert NAMED[number] <= set(table.speaker.dropna())
    if number == "001":  # an op-ed: its author speaks
        assert (table.voice == "outlet").mean() > 0.75


def test_worker_processes_tell_the_same_voices_in_batches_of_any_size() -> None:
    texts = [
        "“It leaks,” said Ada Byron.\n\nThe ferry is old.",
        "Rain fell.",
        "",
        "He left. So did I.",
    ]
    articles = pd.DataFrame(
        {
            "article_id": list("abcd"),
            "title": ["Ferry leaks", None, "", "Two leave"],
            "text": texts,
            "language": ["en", None, "en", "en"],
        }
    )
    batches = [articles.iloc[:0], articles.iloc[:1], articles.iloc[1:]]
    made = list(voices.stream(batches, limits=Limits()))
    assert [len(set(batch["article_id"])) for batch in made] == [0, 1, 2]
    whole = voices.split(articles)
    pd.testing.assert_frame_equal(pd.concat(made[1:], ignore_index=True), whole)


def test_the_paragraphs_of_an_article_that_hits_a_limit_are_nobodys(monkeypatch) -> None:
    def failing(rows, **_):
        for article in rows:
            yield article, Failure("took longer than 60 s", 0)

    monkeypatch.setattr(voices, "spread", failing)
    text = "“It leaks,” said Ada Byron.\n\nThe ferry is old."
    articles = pd.DataFrame({"article_id": ["a"], "title": [None], "text": [text]})
    (made,) = voices.stream([articles], limits=Limits())
    assert made["speaker_kind"].tolist() == ["unattributed"] * 2
    assert [text[a:b] for a, b in zip(made["char_start"], made["char_end"], strict=True)] == (
        text.split("\n\n")
    )
