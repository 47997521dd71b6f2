"""Countries under the names that news gives them: the country, its people, its capital."""

from __future__ import annotations

_COUNTRIES = """
    afghanistan afghan kabul
    argentina argentine argentinian
    australia australian canberra
    austria austrian vienna
    azerbaijan azerbaijani azeri baku
    belarus belarusian minsk
    belgium belgian
    brazil brazilian
    britain british uk u.k u.k. london downing
    bulgaria bulgarian
    canada canadian ottawa
    chile chilean
    china chinese beijing
    colombia colombian
    croatia croatian
    cuba cuban havana
    cyprus cypriot
    czechia czech prague
    denmark danish
    egypt egyptian cairo
    england english
    estonia estonian tallinn
    ethiopia ethiopian
    eu european brussels
    finland finnish helsinki
    france french paris
    georgia georgian tbilisi
    germany german berlin
    greece greek athens
    hungary hungarian budapest
    india indian delhi
    indonesia indonesian
    iran iranian tehran
    iraq iraqi baghdad
    ireland irish dublin
    israel israeli jerusalem
    italy italian rome
    japan japanese tokyo
    jordan jordanian
    kazakhstan kazakh
    kenya kenyan
    latvia latvian riga
    lebanon lebanese beirut
    libya libyan tripoli
    lithuania lithuanian vilnius
    mexico mexican
    moldova moldovan
    netherlands dutch
    nigeria nigerian
    norway norwegian oslo
    pakistan pakistani islamabad
    palestine palestinian
    philippines philippine filipino
    poland polish warsaw
    portugal portuguese
    romania romanian
    russia russian moscow kremlin
    scotland scottish
    serbia serbian belgrade
    slovakia slovak
    somalia somali
    spain spanish madrid
    sudan sudanese
    sweden swedish stockholm
    switzerland swiss
    syria syrian damascus
    taiwan taiwanese taipei
    thailand thai
    tunisia tunisian
    turkey turkish ankara
    ukraine ukrainian kyiv kiev
    us u.s u.s. usa america american washington
    venezuela venezuelan caracas
    vietnam vietnamese
    wales welsh
    yemen yemeni
"""
COUNTRY = {
    word: words.split()[0] for words in _COUNTRIES.strip().splitlines() for word in words.split()
}
COUNTRIES = frozenset(COUNTRY.values())
