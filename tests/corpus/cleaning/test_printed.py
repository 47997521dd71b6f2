"""Printed pages: furniture goes, sentences that run over the end of a page are joined."""

from newsvane.corpus.cleaning import paragraphs
from newsvane.corpus.cleaning.printed import join_pages
from newsvane.corpus.cleaning.repair import lines_of

TOPICS = ("ferry", "bridge", "harbour", "market", "school", "chapel")


def prose(topic, *, is_open):
    text = (
        f"The {topic} was closed for the whole of\nthe winter, and those at the {topic} had\n"
        f"to walk along the dyke. The {topic} will not\nopen again before the {topic} has found"
    )
    return text if is_open else f"{text}\nthe {topic} money."


def test_running_heads_and_page_numbers_go_and_text_stays():
    sheets = [f"Ostmark Bote\n\n{prose(topic, is_open=False)}\n\nPage {n} of 6"
              for n, topic in enumerate(TOPICS, 1)]  # fmt: skip
    joined = join_pages("\f".join(sheets))
    assert "Page" not in joined
    assert joined.count("Ostmark Bote") == 1  # on the first page it may be the headline
    assert all(f"The {topic} was closed" in joined for topic in TOPICS)


def test_the_papers_name_above_the_headline_goes():
    first = f"Ostmark Bote\n\nFerry to stop\n\n{prose('ferry', is_open=False)}"
    rest = [f"Ostmark Bote\n\n{prose(topic, is_open=False)}" for topic in TOPICS[1:]]
    assert join_pages("\f".join([first, *rest])).startswith("Ferry to stop")


def test_heads_of_left_and_right_pages_differ():
    heads = ("3 March 2031", "Ostmark Bote")
    sheets = [f"{heads[n % 2]}\n{prose(topic, is_open=False)}\n{n}"
              for n, topic in enumerate(TOPICS)]  # fmt: skip
    joined = join_pages("\f".join(["Ferry to stop\n\nIt rained.", *sheets]))
    assert "March" not in joined
    assert "Bote" not in joined


def test_a_sentence_that_runs_over_a_page_is_one_paragraph():
    sheets = [prose("ferry", is_open=True), "the money for it. Nobody knows who will pay."]
    split = paragraphs.split(lines_of(join_pages("\f".join(sheets))))
    assert len(split) == 1
    assert "has found the money for it." in split[0]


def test_lines_of_the_article_are_not_taken_for_furniture():
    sheets = [prose(topic, is_open=False) for topic in TOPICS]
    joined = join_pages("\f".join(sheets))
    assert joined.replace("\n\n", "\n") == "\n".join(sheets)


def test_text_without_pages_is_untouched():
    assert join_pages("a\r\nb\n\n") == "a\r\nb\n\n"
    assert join_pages("\f\f") == ""


def test_a_setters_hyphens_go_and_compounds_keep_theirs():
    lines = [
        "The parliament of Ostmark met in May, on Mon-",
        "day the ninth, and three of the high-ranking",
        "members were silent. The others said the cross-",
        "border market is to be closed for the win-",
        "ter, and nobody in the whole of the par-",
        "liament had anything to say against the high-",
        "ranking members and what they did.",
    ]
    (joined,) = paragraphs.split(lines)
    assert joined == (
        "The parliament of Ostmark met in May, on Monday the ninth, and three of the high-ranking "
        "members were silent. The others said the cross-border market is to be closed for the "
        "winter, and nobody in the whole of the parliament had anything to say against the "
        "high-ranking members and what they did."
    )
