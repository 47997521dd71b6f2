"""Languages: certain, or null."""

import pytest

from newsvane.corpus.cleaning import language

ENGLISH = (
    "The ferry to the islands will stop in May, its owners said on Monday, because the landing "
    "bridge is no longer safe and nobody has offered to pay for it."
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        ("Die Fähre zu den Inseln wird im Mai eingestellt, sagten die Besitzer am Montag, weil die "
         "Landungsbrücke nicht mehr sicher ist und niemand sie bezahlen will.", "de"),
        ("Паром на острова остановится в мае, сообщили владельцы в понедельник, потому что причал "
         "больше не безопасен, и никто не хочет платить за ремонт, а денег у города нет.", "ru"),
        ("渡轮将于五月停航，业主周一表示，因为栈桥不再安全，没有人愿意支付修理费用。" * 3, "zh"),
    ],
)  # fmt: skip
def test_languages(text, code):
    assert language.detect(text) == code


@pytest.mark.parametrize("text", ["", "The ferry will stop.", "12 34 56 " * 20, "ok " * 19])
def test_what_is_short_or_no_language_is_null(text):
    assert language.detect(text) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("EN", "en"),
        ("pt-BR", "pt"),
        ("zh_Hans_CN", "zh"),
        ("Ukrainian", "uk"),
        ("eng", "en"),
        ("?", None),
    ],
)
def test_codes_of_files(written, code):
    assert language.normalise(written) == code
