"""What an extraction lost in silence is found, and what is no article is not missed."""

import pytest

from newsvane.corpus.cleaning import extract, loss, tree

TEXT = [
    f"In year {n} the ferry carried more people than the bridge, the harbour master wrote."
    for n in range(1, 13)
]


def visible(body):
    root = tree.parse(f"<html><body>{body}</body></html>")
    tree.prune(root)
    return loss.visible_blocks(root)


def page(texts):
    return "<article>" + "".join(f"<p>{text}</p>" for text in texts) + "</article>"


def test_less_than_half_is_a_loss_and_the_page_gives_the_rest():
    assert loss.lost_text(TEXT[:5], visible(page(TEXT))) == tuple(TEXT)
    assert loss.lost_text([], visible(page(TEXT))) == tuple(TEXT)


@pytest.mark.parametrize("n_kept", [7, 12])
def test_half_is_enough(n_kept):
    assert loss.lost_text(TEXT[:n_kept], visible(page(TEXT))) == ()


def test_menus_comments_and_other_articles_are_not_missed():
    more = [text.replace("ferry", "tram") for text in TEXT * 2]
    body = (
        f"<div id='comments'>{page(more)}</div><footer><p>{more[0]}</p></footer>{page(TEXT)}"
        f"<section>{page(more)}</section>"
    )
    assert loss.lost_text(TEXT, visible(body)) == ()


def test_a_paragraph_that_lost_its_middle_is_not_kept():
    long = " ".join(TEXT * 20)
    cut = long[:200] + long[-200:]
    assert loss.lost_text([cut], visible(page([long]))) == (long,)


def test_a_failing_library_loses_nothing(monkeypatch):
    monkeypatch.setattr(extract, "_extracted", lambda root, *, fast: ())
    assert extract.extract(f"<html><body>{page(TEXT)}</body></html>").paragraphs == tuple(TEXT)


def test_short_lines_between_running_text_come_along_and_links_do_not():
    body = f"<article><p>{TEXT[0]}</p><p>Why?</p><p><a>Home</a></p><p>{TEXT[1]}</p></article>"
    assert loss.lost_text([], visible(body)) == (TEXT[0], "Why?", TEXT[1])


def test_running_text_without_spaces_counts():
    text = "渡轮将于五月停航，船主周一在一次长会之后说，码头已不再安全，也没有人愿意出钱修理。"
    assert loss.lost_text([], visible(page([text]))) == (text,)
