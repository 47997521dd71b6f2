"""The words that tell who speaks: verbs of saying and thinking, and how they are used.

A strong verb reports speech wherever it has a subject ("she said …"). A firm one tells what
somebody says, wants or holds, but only of subjects that can speak ("the mayor opposed", not "the
wind opposed"). A weak one has other uses ("she added salt"), so it counts only beside a quotation,
a colon or a "that".
"""

from __future__ import annotations

_STRONG = """
accuse acknowledge admit allege argue assert believe blame blast caution claim clarify complain
concede condemn contend criticise criticize decry demand denounce deny dismiss emphasise emphasize
estimate exclaim express hail hope imply insist joke lament note observe opine pledge praise
predict proclaim quip reckon reiterate remark reply retort say slam speculate state stress suggest
suspect swear tell theorise theorize think tout tweet underline underscore urge vow warn
""".split()
_FIRM = """
advise advocate affirm announce answer apologise apologize applaud ask assail assert assure attack
back bemoan boast call charge cheer cite commend commit compare conclude confess confide confirm
convey credit declare decline deem defend deride describe detail disagree disavow disclose discuss
disparage dispute downplay dub echo elaborate encourage endorse expect explain favor favour fear
hint identify indicate interpret joke label lambast lambaste liken lobby mention mock mull name
object oppose outline pan plead point portray prefer press promise pronounce propose push question
quote rail read rebuff rebuke recall recommend recount refer reference refuse reject remind
renounce repeat report repudiate request resist respond retweet reveal ridicule scold second see
seek shrug side signal sound speak spurn support surmise talk tease testify thank threaten trash
voice welcome wonder worry write
""".split()
# Firm verbs of taking a stance, whose "-ing" without a "be" is mostly something else: "a planning".
_STANCE = """
agree anticipate aspire assume back berate brag champion chant characterise characterize chide
consider contemplate contradict decide despise disapprove dislike distrust doubt dream envision
feel find focus hate highlight instruct intend like loathe love mistrust offer plan ponder post
project pummel realise realize recognise recognize refute regard regret resent rule savage show
side skewer taunt trust understand view vote want wish
""".split()
# Forms of firm verbs that are as often something else: "the support", "seeking", "charges".
_LOOSE = frozenset(
    """
    answer answers apologies applaud attack attacks back backed backing call charge charges
    charging cheer cheers compare compared credit credited credits detail detailed detailing
    details echo hint hints identify label labels lobbies lobby lobbying name named
    names naming object objecting objects outline outlines pan panned pans press
    pressed presses pressing push pushes pushing question questions quote
    quotes read reading reads reference references report reporting request requests
    resist second seconded seconds seeing seek seeking seen shrug shrugs side sides
    siding signal signals sound sounding sounds speaking spoken
    supporting talk threatening trash voice voices vote votes welcome welcomes
    worried worries worry written
    """.split()
)
_WEAK = """
add admonish advise affirm agree announce answer argue ask assure bark bash begin bellow bemoan
boast boom brag calculate call chant characterise characterize charge chide chuckle cite comment
conclude confess confide confirm continue convey crow cry deadpan declare defend demonstrate
deride describe disclose dispute doubt echo elaborate enthuse expect explain fear feel find
forecast foresee fume go gripe groan grouse grumble gush hear hint hiss holler huff implore
indicate inform insult interject interrupt intone introduce invoke jab jeer jest know label laugh
learn lecture maintain marvel mention moan mock mumble muse mutter notify object offer plead point
pontificate posit post promise pronounce propose protest put question quote rail rant rave read
realize rebut recall recite recommend recount refer reflect reject rejoin relate remark remember
remind repeat report respond reveal rip roar rule scoff scream shoot shout show shrug sigh signal
sing snap snarl sneer sound speak start sum surmise sympathise taunt teach tease testify text
thank threaten thunder title trumpet urge volunteer wail whisper wonder worry write yell
""".split()
_IRREGULAR = {
    "begin": "began",
    "see": "saw seen",
    "seek": "sought",
    "feel": "felt",
    "find": "found",
    "dream": "dreamed dreamt",
    "understand": "understood",
    "forecast": "forecast",
    "foresee": "foresaw",
    "go": "went gone",
    "hear": "heard",
    "know": "knew known",
    "learn": "learned learnt",
    "put": "put",
    "read": "read",
    "say": "said",
    "shoot": "shot",
    "show": "showed shown",
    "sing": "sang",
    "speak": "spoke spoken",
    "swear": "swore sworn",
    "teach": "taught",
    "tell": "told",
    "think": "thought",
    "write": "wrote written",
}
_DOUBLED = frozenset(
    "admit begin brag chat commit dub jab pan plan put quip rebut refer regret rip shrug"
    " snap".split()
)


def _forms(lemma: str) -> dict[str, str]:
    """Inflect a verb; the kinds are: base, s, past, ing."""
    stem = lemma[:-1] if lemma.endswith("e") and lemma != "foresee" else lemma
    if lemma in _DOUBLED:
        stem = lemma + lemma[-1]
    if lemma.endswith("y") and lemma[-2] not in "aeo":
        third, past, ing = lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    else:
        sibilant = lemma.endswith(("s", "sh", "ch", "x", "o"))
        third, past, ing = lemma + ("es" if sibilant else "s"), stem + "ed", stem + "ing"
    forms = {lemma: "base", third: "s", ing: "ing"}
    forms.update({form: "past" for form in _IRREGULAR.get(lemma, past).split()})
    return forms


STRONG: dict[str, str] = {
    form: kind
    for verb in _STRONG
    for form, kind in _forms(verb).items()
    if form not in {"state", "states"}  # nearly always the noun
}
FIRM: dict[str, str] = {
    form: kind
    for verb in _FIRM + _STANCE
    for form, kind in _forms(verb).items()
    if form not in _LOOSE
}
STANCE = frozenset(form for verb in _STANCE for form in _forms(verb))
FINITE = frozenset(form for verb in _STANCE for form, kind in _forms(verb).items() if kind == "ing")
# Firm verbs that tell a stance only with one of these words soon behind: "saw it as".
BESIDE: dict[str, frozenset[str]] = {
    form: frozenset(words.split())
    for forms, words in (
        ("see sees saw", "as"),
        ("speak speaks spoke talk talks talked talking", "about of against for out"),
        ("point points", "out to"),
        ("focus focuses focused focusing", "on"),
        ("sided", "with against"),
        ("voted", "for against to"),
    )
    for form in forms.split()
}
# What documents do without a "that" as well: "polls show him ahead", not "he showed his ticket".
OF_DOCUMENTS = frozenset(
    "show shows showed shown find finds found project projects projected".split()
)
# What somebody is who takes a stance: "the mayor is wary of it".
ATTITUDES = frozenset(
    """
    adamant afraid against alarmed angry anxious certain committed concerned confident convinced
    critical delighted determined disappointed dismayed doubtful eager enthusiastic excited fearful
    frustrated furious glad grateful happy hesitant hopeful impressed keen leery nervous opposed
    optimistic outraged pessimistic pleased proud reluctant sceptical scared shocked skeptical
    sorry supportive sure surprised troubled unconvinced unhappy unsure unwilling upset wary willing
    worried
    """.split()
)
BEHIND_ATTITUDES = frozenset("that about to of by with over at for he she they it".split())
# Verbs whose object is often a person, so that who follows one is no speaker: "…, praises Roe".
ON_PERSONS = frozenset(
    form
    for verb in """
        accuse applaud assail attack back blame blast call cite commend compare condemn credit
        criticise criticize defend denounce deride describe dismiss disparage dub encourage endorse
        favor favour hail insult introduce label lambast lambaste liken mention mock name oppose pan
        portray praise promise quote rebuke reject remind ridicule scold slam spurn support tell
        thank urge warn welcome
    """.split()
    for form in _forms(verb)
)
WEAK: dict[str, str] = {form: kind for verb in _WEAK for form, kind in _forms(verb).items()}
CUES: dict[str, str] = {**WEAK, **FIRM, **STRONG}

AUXILIARIES = frozenset(
    """
    has have had would will could can may might must should do does did didn't doesn't don't
    won't wouldn't hasn't haven't can't cannot couldn't
    """.split()
)
BE = frozenset("is are was were be been being isn't wasn't aren't weren't got gets".split())
ADVERBS = frozenset(
    """
    also then later now once still even just only not never ever often soon again already always
    however both all further long first finally likewise too instead earlier yesterday today
    meanwhile flatly simply jokingly on so nowhere somewhere elsewhere here there everywhere twice
    """.split()
)
# Verbs whose subject, in the passive, is no speaker: "it is believed", "he is said to".
PASSIVE = frozenset(
    """
    said reported believed thought alleged expected described claimed rumoured rumored suspected
    feared told warned called accused criticized criticised dismissed denounced praised hailed
    blamed
    """.split()
)
# In a headline that capitalises every word these are still verbs.
HEADLINE = frozenset(
    """
    says said tells told claims warns warned insists argues vows urges accuses denies slams
    blasts predicts tweets
    """.split()
)
# Verbs of those who are spoken to, and of what the narrator vouches for.
HEARING = frozenset("hear hears heard hearing learn learns learned learnt learning".split())
KNOWING = frozenset("know knows knew known knowing remember remembers remembered".split())
# Verbs that tell of speech right beside it only: "he went on: “It leaks”".
GOING = frozenset(
    "begin begins began beginning continue continues continued continuing go goes going gone went"
    " put puts shoot shoots shot shooting start starts started starting".split()
)
HEARSAY = frozenset("reportedly allegedly supposedly purportedly apparently".split())

# What somebody says or holds, as a noun: "Roe's promise to", "their doubts about".
NOUNS = frozenset(
    """
    accusation accusations admiration admission allegation allegations anger announcement apology
    argument assertion assertions assessment attack attacks belief beliefs call calls claim claims
    complaint complaints concern concerns condemnation confidence
    contempt contention criticism criticisms decision defence defense demand demands denial desire
    disapproval disdain dislike distrust doubt doubts endorsement enthusiasm fear
    fears frustration hatred hope hopes insistence intention objection objections opposition plan
    plans pledge pledges plea praise prediction preference promise promises proposal proposals
    refusal rejection reluctance request scepticism skepticism stance statement suggestion
    suggestions support threat threats view views vow vows warning warnings willingness
    """.split()
)
_TAG_VERBS = frozenset(
    """
    said says say asked asks told tells wrote added replied responded tweeted exclaimed shouted
    quipped joked demanded wondered yelled cried continued concluded declared answered
    """.split()
)


def opens_with_tag(sentence: str) -> bool:
    """Whether a sentence is but the tag of the quotation before it, as "Mr Doe asked." is.

    Examples
    --------
    >>> opens_with_tag("Mr Doe asked."), opens_with_tag("Nobody knew what Mr Doe asked.")
    (True, False)
    """
    words = sentence[:200].replace(".", "").split()[:8]
    for index, word in enumerate(words):
        if word.strip(",:") in _TAG_VERBS:
            return 0 < index and all(_is_name_like(other) for other in words[:index])
    return False


def _is_name_like(word: str) -> bool:
    return word[0].isupper() or word.lower() in {"he", "she", "they", "it", "the", "then", "of"}
