"""Words for persons: what somebody is or does, known or formed like one ("banker", "activists")."""

from __future__ import annotations

import re
from functools import lru_cache

_REMEMBERED = 20_000  # words; the same ones come again and again
PERSONS = frozenset(
    """
    adult aide ally astronaut athlete aunt baby baron bigwig bloke boss boy boyfriend bride brother
    buff campaigner captain celebrity chair champion chap chief child children clerk coach
    colleague comrade constituent couple cop cousin critic daughter defendant delegate dentist
    detainee devotee diplomat disciple doctor docker donor duke emir enthusiast envoy evangelical
    expert fan father female fisherman folk freshman friend girl girlfriend grandfather grandmother
    greens groom guest guide guru guy hawk head heir hero host hostage hydrologist idol incumbent
    individual infant inmate insider juror justice kid king knight lad lady landlord lawyer
    layman leader liberal conservative moderate progressive republican democrat male man
    marine mate mayor medic men midwife mogul monk moms mom dad mother neighbour neighbor
    nephew niece notable nun nurse oligarch orphan parent partner patriot peer people person
    pilot pioneer plaintiff poet police politician pope priest prince princess principal prisoner
    professor prophet pundit pupil queen rabbi rebel refugee relative representative rival
    royal sailor saint scholar scientist seaman secretary senator sheriff sibling sister sleuth
    soldier son source sovereign spouse staff star surrogate suspect teen tenant trainee
    tsar czar tycoon uncle user veteran vicar victim voter warden whistleblower widow wife witness
    woman women writer youth youngster fact-checker dispatcher wearer student president resident
    agent opponent proponent participant respondent patient client assistant consultant immigrant
    migrant correspondent accountant attendant militant sergeant applicant inhabitant servant
    tenant merchant descendant combatant protestant dissident superintendent adolescent appellant
    informant accused deceased elderly homeless poor rich young old unemployed jobless black white
    deckhand cowhand stagehand counsel kin personnel crew firebrand maverick stalwart loyalist
    cleaner baker butcher carpenter plumber builder painter farmer driver teacher singer dancer
    drummer banker trader broker hairdresser caterer courier grocer barber bricklayer engineer miner
    gardener ranger lecturer researcher designer producer filmmaker photographer publisher
    jeweller optician librarian physician musician technician electrician shopkeeper waiter waitress
    barista receptionist pharmacist scientist activist artist novelist lobbyist skipper fireman
    policeman pensioner retiree columnist correspondent protester demonstrator organiser organizer
    actuary mercenary dignitary beneficiary visionary missionary
    operative advocate citizen culprit elder attacker cleric bigwig executive bystander native
    hundredaire teenager veteran convert captive hostage associate
    """.split()
)
_LIKE_PERSONS = re.compile(
    r"(?:[a-z-]{2,}(?:er|or|ist|ian|eer|man|men|woman|women|person|people|ee|crat|path|smith)"
    r"|[a-z-]+-(?:elect|in-law|general|old))$"
)
_NO_PERSONS = frozenset(
    """
    after another answer better bigger chapter cheaper cider clever color colour computer corner
    counter cover cyber danger december degree dinner disorder door earlier easier either
    error ever exist factor faster favor favour fee fewer fiber filter finger fire floor flower
    former free further gender greater guarantee hammer harbor harbour harder helicopter her higher
    hotter however hunger inner interior inter ladder larger later latter lesser letter liquor list
    longer lower major matter meter mirror minor monitor motor murder near neither never november
    number october offer older order other outer outlier over paper per poorer popular power prior
    proper proper quarter quicker racist rather refer regular remember river rumor rumour sector
    september sexist shelter shorter shoulder silver simpler sister-in similar slower smaller
    sooner stronger summer super superior swifter tax-payer tenor terror theater theatre their
    thinner three tower tree trigger twist under upper vapor water weaker weather wetter whether
    wider winter wonder worker-bee worse younger coffee agree see assist mist
    wrist chest
    """.split()
)


def singular(word: str) -> str:
    """Return the singular of a regular plural in lower case, other words as they are."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    is_plural = word.endswith("s") and not word.endswith(("ss", "us", "sis"))
    return word[:-1] if is_plural else word


@lru_cache(maxsize=_REMEMBERED)
def is_role(word: str) -> bool:
    """Whether a word, whatever its case or number, is one for what somebody is or does.

    Examples
    --------
    >>> [is_role(word) for word in ("Campaigner", "actuaries", "son-in-law", "Winter")]
    [True, True, True, False]
    """
    low = singular(word.lower())
    return low in PERSONS or (
        len(low) > 4 and low not in _NO_PERSONS and _LIKE_PERSONS.match(low) is not None
    )
