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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Το πλοίο σταματά", "el"),
        ("เรือข้ามฟากจะหยุดในเดือนพฤษภาคม", "th"),
        ("배가 오월에 멈춘다", "ko"),
        ("島へのフェリーが止まる", "ja"),
        ("渡轮停航", None),  # could be a Japanese headline
        ("The word ελληνικά is Greek and stands in a text in English that goes on and on.", "en"),
    ],
)
def test_a_script_of_one_language_is_enough(text, code):
    assert language.detect(text) == code


def test_a_short_text_in_latin_letters_must_be_surer():
    assert (
        language.detect("Le bac vers les îles s’arrêtera en mai, disent ses propriétaires") == "fr"
    )
    assert language.detect("Ada Lind, Ole Rask, Mette Holm, Sandholm, Harrow, Valletta") is None


def test_the_text_overrules_a_declared_language_it_clearly_contradicts(caplog):
    german = "Die Fähre zu den Inseln wird im Mai eingestellt, sagten die Besitzer am Montag. " * 4
    caplog.set_level("INFO")
    assert language.decide("en-US", text=german) == "de"
    assert "declared as en, but the text is in de" in caplog.text


@pytest.mark.parametrize(
    ("declared", "text", "code"),
    [
        ("de", ENGLISH[:60], "de"),  # too short to overrule anything
        ("de", "12 34 56 " * 60, "de"),  # the text says nothing
        ("nb", "Færgen til øerne stopper i maj, sagde ejerne mandag, fordi broen ikke er sikker. "
         * 4, "nb"),  # close languages are no contradiction
        (None, ENGLISH, "en"),
        ("?", "Rain.", None),
    ],
)  # fmt: skip
def test_otherwise_what_is_declared_stands(declared, text, code):
    assert language.decide(declared, text=text) == code


def test_hostile_text_takes_no_time():
    for text in ("\u0301" * 400_000, "a" * 2_000_000, "ก" * 10**6, " " * 10**6):
        language.detect(text)
