import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsvane.report import style


@given(st.text())
def test_plain_text_holds_no_markup(text):
    shown = style.plain(text, limit=40)
    assert "<" not in shown
    assert ">" not in shown
    rest = shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert "&" not in rest
    assert shown.isprintable() or not text.isprintable()


def test_signs_that_turn_the_direction_are_gone():
    assert style.plain("a\u202eb\u2066c\u200fd\x00e\ud800f") == "a b c d e f"


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("color", [*style.COLOR.values(), *style.SERIES])
@pytest.mark.parametrize("page", ["#f5f5f2", "#1f2227"])
def test_colors_stand_out_on_the_light_and_the_dark_page(color, page):
    light, dark = sorted((luminance(color), luminance(page)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3
