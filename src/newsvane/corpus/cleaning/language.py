"""The language of a text, or null where that is not certain.

Three steps, the cheap ones first: a script that one language alone is written in; the small words
that hold English together; py3langid for the rest. Figures: tests/benchmarks/language.py.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import Any

logger = logging.getLogger(__name__)

# Probability below which the answer is null. On 2,225 news texts in English every one is above .99;
# a short text must be surer, as a name in another language weighs more in it.
_MIN_CONFIDENCE = 0.9
_MIN_CONFIDENCE_SHORT = 0.95
_SHORT_WORDS = 20
_MIN_WORDS = 5  # different ones
_MIN_CHARACTERS = 40
# The time of py3langid grows with the text: a second, longer look only where the first is unsure.
_SAMPLES = (240, 1_000)
_SURE = 0.99
# A text overrules what its file or page declares only when it is this long.
_OVERRULING_CHARACTERS = 200

# Scripts that are those of one language in the news. Cyrillic, Arabic, Devanagari, Bengali and
# Ethiopic are not among them: several languages are written in each.
_SCRIPTS = {
    "el": "\u0370-\u03ff\u1f00-\u1fff", "hy": "\u0530-\u058f", "he": "\u0590-\u05ff",
    "pa": "\u0a00-\u0a7f", "gu": "\u0a80-\u0aff", "or": "\u0b00-\u0b7f", "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f", "kn": "\u0c80-\u0cff", "ml": "\u0d00-\u0d7f", "si": "\u0d80-\u0dff",
    "th": "\u0e00-\u0e7f", "lo": "\u0e80-\u0eff", "my": "\u1000-\u109f", "ka": "\u10a0-\u10ff",
    "km": "\u1780-\u17ff", "ko": "\u1100-\u11ff\uac00-\ud7af",
}  # fmt: skip
_SCRIPT = {code: re.compile(f"[{signs}]") for code, signs in _SCRIPTS.items()}
_OF_A_SCRIPT = re.compile(f"[{''.join(_SCRIPTS.values())}]")
_KANA = re.compile("[\u3041-\u30ff]")
_HAN = re.compile("[\u3400-\u9fff]")
# Latin letters and the marks of print: texts of nothing else need no look at scripts.
_BEYOND = re.compile("[^\x00-\u036f\u2000-\u206f]")
_MIN_SIGNS = 6  # letters of a script; a name in passing has fewer
_MIN_HAN = 30  # a Japanese headline can do without kana

# Words that no other language writes so, and their least share of a text in English.
_ENGLISH = frozenset(
    "the and that with this from have which were their has been they would said who its but".split()
)
_ENGLISH_SHARE = 0.09
_ENGLISH_WORDS = 40
# Words, and characters that they are looked for in.
_ENGLISH_SAMPLE = 200, 2_000

# Codes of one language, or of languages that no short text tells apart: no contradiction.
_ALIKE = (
    {"no", "nb", "nn", "da"}, {"sr", "hr", "bs", "sh"}, {"id", "ms"}, {"cs", "sk"}, {"fa", "ps"},
    {"hi", "mr", "ne"}, {"bg", "mk"}, {"gl", "pt"}, {"af", "nl"}, {"zu", "xh"}, {"tl", "fil"},
)  # fmt: skip

_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*\Z", re.I)
_NAMES = {
    "arabic": "ar", "bulgarian": "bg", "chinese": "zh", "croatian": "hr", "czech": "cs",
    "danish": "da", "dutch": "nl", "english": "en", "finnish": "fi", "french": "fr",
    "german": "de", "greek": "el",
    "hebrew": "he", "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it",
    "japanese": "ja", "korean": "ko", "norwegian": "no", "persian": "fa", "polish": "pl",
    "portuguese": "pt", "romanian": "ro", "russian": "ru", "serbian": "sr", "spanish": "es",
    "swedish": "sv", "thai": "th", "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi",
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it",
    "por": "pt", "rus": "ru", "ukr": "uk", "pol": "pl", "nld": "nl", "zho": "zh", "jpn": "ja",
    "kor": "ko", "ara": "ar",
}  # fmt: skip


def normalise(written: str | None) -> str | None:
    """Return the ISO 639-1 code of a language as a file writes it.

    Examples
    --------
    >>> normalise("en-GB"), normalise("German"), normalise("unknown")
    ('en', 'de', None)
    """
    if not written:
        return None
    written = written.strip().lower()
    code = _CODE.match(written)
    return code.group(1) if code else _NAMES.get(written)


def decide(declared: str | None, *, text: str) -> str | None:
    """Return the language of an article from what its file declares and from its text.

    Parameters
    ----------
    declared : str or None
        A code or a name of a language, as the file or the page gives it.
    text : str
        The cleaned text.

    Returns
    -------
    str or None
        ISO 639-1. The text wins where it is at least 200 characters long and certain to be in
        another language (templates in English declare "en" for whatever they hold); this is
        logged. Otherwise what is declared, otherwise what the text says.

    Examples
    --------
    >>> decide("English", text="Rain."), decide(None, text="Rain.")
    ('en', None)
    """
    given = normalise(declared)
    if given is not None and len(text) < _OVERRULING_CHARACTERS and not _HAN.search(text):
        return given
    found = detect(text)
    if given is None or found is None or given == found:
        return given or found
    if any(given in alike and found in alike for alike in _ALIKE):
        return given
    logger.info("declared as %s, but the text is in %s: the text counts", given, found)
    return found


def detect(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of a text.

    Returns
    -------
    str or None
        None for texts of less than 40 characters or five different words, unless their script is
        that of one language; None where the probability that py3langid gives is below .9, or
        below .95 for texts of less than 20 words.

    Examples
    --------
    >>> detect("Το πλοίο σταματά τον Μάιο"), detect("The ferry stops in May")
    ('el', None)
    """
    sample = text[: _SAMPLES[-1]]
    if not sample.isascii() and (script := _of_script(sample)):
        return script
    words = sample.split()
    is_spaced = len(words) - 1 > len(sample) / 30
    if len(sample) < _MIN_CHARACTERS or (is_spaced and len(set(words)) < _MIN_WORDS):
        return None
    if _is_english(text):
        return "en"
    code, confidence = None, 0.0
    for length in _SAMPLES:
        code, confidence = _identifier().classify(sample[:length])
        if confidence >= _SURE or len(sample) <= length:
            break
    is_short = is_spaced and len(words) < _SHORT_WORDS
    least = _MIN_CONFIDENCE_SHORT if is_short else _MIN_CONFIDENCE
    return str(code) if confidence >= least else None


def _of_script(sample: str) -> str | None:
    """Return the language that alone uses the script of most of the letters."""
    if not _BEYOND.search(sample):
        return None
    n_letters = sum(map(str.isalpha, sample))
    n_han, n_kana = len(_HAN.findall(sample)), len(_KANA.findall(sample))
    if n_han + n_kana > n_letters / 2:
        if n_kana >= max(2, (n_han + n_kana) / 20):
            return "ja"
        return "zh" if n_han >= _MIN_HAN and not n_kana else None
    first = _OF_A_SCRIPT.search(sample)
    if first is None:
        return None
    code = next(code for code, script in _SCRIPT.items() if script.match(first.group()))
    n_signs = len(_SCRIPT[code].findall(sample))
    return code if n_signs >= max(_MIN_SIGNS, n_letters / 2) else None


def _is_english(text: str) -> bool:
    """Tell by its small words whether a text is in English beyond doubt."""
    n_words, n_characters = _ENGLISH_SAMPLE
    words = text[:n_characters].lower().split()[:n_words]
    n_english = sum(word in _ENGLISH for word in words)
    return len(words) >= _ENGLISH_WORDS and n_english >= _ENGLISH_SHARE * len(words)


def load() -> None:
    """Load the model; py3langid unpacks it into a temporary file."""
    _identifier()


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Pidgins and dialects take much of the probability of the language that they are close to,
    # and ISO 639-1 has no code for them.
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier
