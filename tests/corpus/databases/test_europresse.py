def test_the_new_form(made):
    (ferry, noise), left = made.read("a.html", made.EUROPRESSE_NEW)
    assert left == []
    assert (ferry.title, ferry.outlet, ferry.byline) == ("Le bac vit", "Le Phare", "Ada Lind")
    assert ferry.published == "4 mars 2031"
    assert ferry.content == "Le bac aide l'île.\n\nLe conseil le dit."
    assert (noise.byline, noise.published) == (None, "5 mai 2031")
    assert noise.content == "Il fait du bruit."
    assert noise.format == "europresse"


def test_a_standfirst_above_the_author_is_text(made):
    page = made.EUROPRESSE_NEW.replace("<div>Ada Lind</div>", "<p>Un pont.</p><div>Ada Lind</div>")
    rows, _ = made.read("a.html", page)
    assert (rows[0].byline, rows[0].content.split("\n\n")[0]) == ("Ada Lind", "Un pont.")


def test_the_old_form(made):
    (ferry, noise), left = made.read("a.html", made.EUROPRESSE_OLD)
    assert left == []
    assert (ferry.title, ferry.outlet, ferry.byline) == ("Le bac vit", "Le Phare", None)
    assert ferry.published == "4 mars 2031"
    assert ferry.content == "Le bac aide l'île, et le conseil.\n\nIl le dit."
    assert (noise.title, noise.outlet, noise.byline) == ("Du bruit", "Le Phare", "Ole Rask")
    assert noise.content == "Il fait du bruit."
