"""Languages with a known truth: newsvane's rule beside py3langid alone and lingua, on short texts.

    python tests/benchmarks/language.py ../shared/data [--wrong]

Two sets. "invented": passages on a ferry in 26 languages, written for this file. "exports": pieces of
1,000 characters of database exports whose language their names tell (Factiva, Nexis), and news from
topics/bbc_news; a few of these pieces are lists of figures or hold a name in another language, so
that 1.00 is out of reach. Each text is cut to its first 20, 50, 200 and 1,000 characters. "answered"
is the share of texts that get a code at all, "right" the share of the answers that is the true one.
newsvane and lingua may say "not certain": newsvane does below its confidence, lingua is asked to
below the same one. lingua is left out where it is not installed. Times are of one process, per text.
"""  # noqa: E501

from __future__ import annotations

import argparse
import gzip
import html
import random
import re
import time
from collections.abc import Callable
from pathlib import Path

from newsvane.corpus.cleaning import language

LENGTHS = (20, 50, 200, 1000)
PER_FILE = 60
EXPORTS = {
    "factiva/chosun_ilbo_1_2018-05-28.html": "ko", "factiva/german-ui.html": "de",
    "factiva/suddeutsche_1_2017-11-19.html": "de", "nexis/spiegel_2012-02-01_0001.html": "de",
    "factiva/irish-independence_1_2017-11-14.html": "en", "nexis/afp_2013-03-12_0501.html": "en",
    "nexis/guardian_1986-01-01_0001.html": "en", "nexis/irish-times_1995-06-12_0001.html": "en",
}  # fmt: skip
INVENTED = {
    "en": "The ferry to the islands will stop in May, its owners said on Monday, because the landing bridge is no longer safe and nobody has offered to pay for it. Fishermen fear for their market, and the school asks how thirty children are to come home in the evening.",
    "de": "Die Fähre zu den Inseln wird im Mai eingestellt, sagten die Besitzer am Montag, weil die Landungsbrücke nicht mehr sicher ist und niemand sie bezahlen will. Die Fischer bangen um ihren Markt, und die Schule fragt, wie dreißig Kinder am Abend nach Hause kommen sollen.",
    "fr": "Le bac vers les îles s’arrêtera en mai, ont annoncé lundi ses propriétaires, parce que le ponton n’est plus sûr et que personne ne veut le payer. Les pêcheurs craignent pour leur marché et l’école se demande comment trente enfants rentreront chez eux le soir.",
    "es": "El transbordador a las islas dejará de funcionar en mayo, dijeron el lunes sus dueños, porque el muelle ya no es seguro y nadie quiere pagarlo. Los pescadores temen por su mercado y la escuela pregunta cómo volverán a casa treinta niños por la tarde.",
    "pt": "A balsa para as ilhas vai parar em maio, disseram os donos na segunda-feira, porque o cais já não é seguro e ninguém quer pagar o conserto. Os pescadores temem pelo seu mercado, e a escola pergunta como trinta crianças vão voltar para casa à noite.",
    "it": "Il traghetto per le isole si fermerà a maggio, hanno detto lunedì i proprietari, perché il pontile non è più sicuro e nessuno vuole pagarlo. I pescatori temono per il loro mercato e la scuola si chiede come trenta bambini torneranno a casa la sera.",
    "nl": "De veerboot naar de eilanden stopt in mei, zeiden de eigenaars maandag, omdat de steiger niet meer veilig is en niemand ervoor wil betalen. Vissers vrezen voor hun markt en de school vraagt hoe dertig kinderen ’s avonds thuis moeten komen.",
    "sv": "Färjan till öarna läggs ner i maj, sade ägarna på måndagen, eftersom bryggan inte längre är säker och ingen vill betala för den. Fiskarna är oroliga för sin marknad och skolan undrar hur trettio barn ska komma hem på kvällen.",
    "da": "Færgen til øerne stopper i maj, sagde ejerne mandag, fordi broen ikke længere er sikker, og ingen vil betale for den. Fiskerne frygter for deres marked, og skolen spørger, hvordan tredive børn skal komme hjem om aftenen.",
    "fi": "Lautta saarille lopettaa toukokuussa, omistajat kertoivat maanantaina, koska laituri ei ole enää turvallinen eikä kukaan halua maksaa siitä. Kalastajat pelkäävät markkinoidensa puolesta, ja koulu kysyy, miten kolmekymmentä lasta pääsee illalla kotiin.",
    "pl": "Prom na wyspy przestanie kursować w maju, powiedzieli w poniedziałek właściciele, ponieważ pomost nie jest już bezpieczny i nikt nie chce za niego zapłacić. Rybacy boją się o swój targ, a szkoła pyta, jak trzydzieścioro dzieci ma wracać wieczorem do domu.",
    "cs": "Přívoz na ostrovy v květnu skončí, řekli v pondělí majitelé, protože můstek už není bezpečný a nikdo ho nechce zaplatit. Rybáři se bojí o svůj trh a škola se ptá, jak se má třicet dětí večer dostat domů.",
    "hu": "A szigetekre járó komp májusban leáll, mondták hétfőn a tulajdonosok, mert a kikötőhíd már nem biztonságos, és senki sem akarja kifizetni. A halászok féltik a piacukat, az iskola pedig azt kérdezi, hogyan jut haza este harminc gyerek.",
    "ro": "Feribotul spre insule se va opri în mai, au spus luni proprietarii, pentru că pontonul nu mai este sigur și nimeni nu vrea să îl plătească. Pescarii se tem pentru piața lor, iar școala întreabă cum vor ajunge acasă seara treizeci de copii.",
    "tr": "Adalara giden feribot mayıs ayında duracak, sahipleri pazartesi günü söyledi, çünkü iskele artık güvenli değil ve kimse parasını ödemek istemiyor. Balıkçılar pazarları için korkuyor, okul ise otuz çocuğun akşam eve nasıl döneceğini soruyor.",
    "ru": "Паром на острова остановится в мае, сообщили владельцы в понедельник, потому что причал больше не безопасен, и никто не хочет платить за ремонт. Рыбаки боятся за свой рынок, а школа спрашивает, как тридцать детей будут вечером добираться домой.",
    "uk": "Пором на острови зупиниться у травні, повідомили власники в понеділок, бо причал уже не безпечний, і ніхто не хоче платити за ремонт. Рибалки бояться за свій ринок, а школа питає, як тридцять дітей діставатимуться ввечері додому.",
    "bg": "Фериботът до островите ще спре през май, казаха собствениците в понеделник, защото кеят вече не е безопасен и никой не иска да плати за него. Рибарите се страхуват за пазара си, а училището пита как тридесет деца ще се прибират вечер у дома.",
    "el": "Το πλοίο για τα νησιά θα σταματήσει τον Μάιο, είπαν τη Δευτέρα οι ιδιοκτήτες, επειδή η αποβάθρα δεν είναι πια ασφαλής και κανείς δεν θέλει να την πληρώσει. Οι ψαράδες φοβούνται για την αγορά τους.",
    "ar": "ستتوقف العبارة إلى الجزر في مايو كما قال أصحابها يوم الاثنين لأن الرصيف لم يعد آمنا ولا أحد يريد أن يدفع ثمن إصلاحه. يخشى الصيادون على سوقهم وتسأل المدرسة كيف سيعود ثلاثون طفلا إلى بيوتهم في المساء.",
    "he": "המעבורת לאיים תפסיק לפעול במאי, אמרו הבעלים ביום שני, כי המזח כבר אינו בטוח ואיש אינו רוצה לשלם עליו. הדייגים חוששים לשוק שלהם, ובית הספר שואל איך שלושים ילדים יחזרו הביתה בערב.",
    "hi": "द्वीपों को जाने वाली नाव मई में बंद हो जाएगी, मालिकों ने सोमवार को कहा, क्योंकि घाट अब सुरक्षित नहीं है और कोई इसके लिए पैसे नहीं देना चाहता। मछुआरे अपने बाजार को लेकर डरे हुए हैं।",
    "zh": "岛上的渡轮将于五月停航，业主周一表示，因为栈桥已经不再安全，也没有人愿意支付修理费用。渔民担心他们的市场，学校则问三十名孩子晚上怎么回家。市议会下周将讨论这个问题，但是没有人知道钱从哪里来。",
    "ja": "島へのフェリーは五月に運航を終えると、所有者が月曜日に明らかにした。桟橋がもう安全ではなく、修理の費用を払う人がいないためだ。漁師たちは市場を心配し、学校は三十人の子どもが夜どうやって帰るのかと尋ねている。",
    "ko": "섬으로 가는 배가 오월에 멈춘다고 선주들이 월요일에 말했다. 선착장이 더 이상 안전하지 않고 아무도 수리비를 내려고 하지 않기 때문이다. 어부들은 시장을 걱정하고 학교는 아이들 서른 명이 저녁에 어떻게 집에 가느냐고 묻는다.",
    "th": "เรือข้ามฟากไปยังเกาะจะหยุดให้บริการในเดือนพฤษภาคม เจ้าของกล่าวเมื่อวันจันทร์ เพราะท่าเรือไม่ปลอดภัยอีกต่อไปและไม่มีใครยอมจ่ายค่าซ่อม ชาวประมงกังวลเรื่องตลาดของตน",
}  # fmt: skip  # noqa: E501

Texts = list[tuple[str, str]]
Rule = Callable[[str], str | None]


def invented() -> Texts:
    """Return (text, code): each passage, from its start and from each of its later words."""
    rows = []
    for code, passage in INVENTED.items():
        step = 25 if " " in passage else 8
        starts = [0, *(m.end() for m in re.finditer(r"\s|[，。、]", passage))]
        kept = [s for i, s in enumerate(starts) if i % max(1, step // 8) == 0]
        rows += [(passage[s:], code) for s in kept if len(passage) - s >= 50]
    return rows


def exports(folder: Path) -> Texts:
    """Return (piece of 1,000 characters, code) of the exports and of news in English."""
    rows: Texts = []
    rng = random.Random(1)
    for name, code in EXPORTS.items():
        path = folder / "exports" / name
        if not path.exists():
            continue
        page = re.sub(r"(?s)<(script|style).*?</\1>", " ", path.read_text("utf-8", "replace"))
        text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
        pieces = [text[i : i + 1000].split(" ", 1)[-1] for i in range(2000, len(text) - 1000, 1000)]
        rows += [(piece, code) for piece in rng.sample(pieces, min(PER_FILE, len(pieces)))]
    path = folder / "topics" / "bbc_news" / "data.csv.gz"
    if path.exists():
        import pandas as pd

        with gzip.open(path, "rt", encoding="utf-8") as file:
            texts = pd.read_csv(file, dtype=str, usecols=["text"])["text"]
        rows += [(text[:1000], "en") for text in texts.sample(200, random_state=1)]
    return rows


def alone(text: str) -> str | None:
    """Ask py3langid without thresholds, as a user would."""
    code, _ = language._identifier().classify(text)
    return str(code)


def lingua_rule() -> Rule | None:
    """Return lingua with newsvane's least confidence, or None where it is not installed."""
    try:
        from lingua import LanguageDetectorBuilder
    except ImportError:
        return None
    began = time.perf_counter()
    detector = LanguageDetectorBuilder.from_all_languages().with_preloaded_language_models().build()
    print(f"lingua: models loaded in {time.perf_counter() - began:.1f} s")

    def rule(text: str) -> str | None:
        best = detector.compute_language_confidence_values(text)[0]
        if best.value < language._MIN_CONFIDENCE:
            return None
        return best.language.iso_code_639_1.name.lower()

    return rule


def measure(rule: Rule, texts: Texts, *, show_wrong: bool) -> tuple[float, float, float]:
    """Return the shares answered and right among the answers, and milliseconds per text."""
    began = time.perf_counter()
    answers = [rule(text) for text, _ in texts]
    ms = (time.perf_counter() - began) / len(texts) * 1e3
    told = [(a, text, code) for a, (text, code) in zip(answers, texts, strict=True) if a]
    # Bokmål is one of the two ways to write Norwegian; Danish is taken for it at times.
    right = sum(a == code for a, _, code in told)
    if show_wrong:
        for answer, text, code in told:
            if answer != code:
                print(f"  {code} taken for {answer}: {text[:60]!r}")
    return len(told) / len(texts), right / max(1, len(told)), ms


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder of the data, with exports/ and topics/")
    parser.add_argument("--wrong", action="store_true", help="list what newsvane gets wrong")
    options = parser.parse_args()
    rules: dict[str, Rule] = {"newsvane": language.detect, "py3langid": alone}
    if lingua := lingua_rule():
        rules["lingua"] = lingua
    for rule in rules.values():
        rule("Once, so that models are loaded before the clock runs, whatever the rule may be.")
    for name, texts in (("invented", invented()), ("exports", exports(options.data))):
        if not texts:
            print(f"{name}: skipped, not in {options.data}")
            continue
        print(f"\n{name}: {len(texts)} texts, {len({code for _, code in texts})} languages")
        print("characters  rule        answered  right  ms per text")
        for length in LENGTHS if name == "exports" else LENGTHS[:3]:
            cut = [(text[:length], code) for text, code in texts if len(text) >= length * 0.8]
            for who, rule in rules.items():
                show = options.wrong and who == "newsvane"
                answered, right, ms = measure(rule, cut, show_wrong=show)
                print(f"{length:10}  {who:10}  {answered:8.3f}  {right:.3f}  {ms:.3f}")


if __name__ == "__main__":
    main()
