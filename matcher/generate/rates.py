"""How often people mistype, mishear, leave out and write otherwise, on each kind of list.

Three sorts of things stand between two entries of one person, all named "field.what". Most are wrong
("name.homophone"). GAPS say that the writer did not know, or did not tell. WRITINGS are right, but not as the other
list has them: traditional characters, a Hong Kong spelling, a lunar date, a title.

Nobody has measured such lists, so the rates are guesses. Census data are modelled with 1 % of cells for each kind of
mistake (pseudopeople's default); these lists were written under stress, by ear and from memory, mostly not by the
person. How hard the whole is: between two entries of one person about 0.8 things are wrong, 0.5 are written otherwise
and 1.5 are lacking; a quarter of the pairs has nothing wrong nor written otherwise, and six of seven at most two such
things. Each writing alone is rare, since most lists are of one sort: Han with the families, pinyin with the police.
The rates were set before any linkage was run on the lists, and are not to be tuned to one.
"""

from __future__ import annotations

from collections.abc import Mapping

Rates = Mapping[str, float]

GAPS = frozenset({"missing", "part", "masked", "initials"})
WRITINGS = frozenset(
    {
        *("traditional", "hong_kong", "wade_giles", "thai_script", "own_script", "zawgyi", "spacing"),
        *("title", "relation", "alias"),
        *("age", "zodiac", "lunar", "era", "short"),
        *("two", "city"),
    }
)

# A fifth of the entries are written in a hurry, so that what is wrong comes in company; the paces have the mean 1.
HURRIED = 0.2
HURRIED_PACE = 2.5
CALM_PACE = (1 - HURRIED * HURRIED_PACE) / (1 - HURRIED)

# Relatives, who know the person but may never have seen the passport.
FAMILIES: Rates = {
    "name.homophone": 0.10,  # another relative or a volunteer types what is said on the telephone
    "name.lookalike": 0.03,  # read from a photo or a form filled in by hand
    "name.typing": 0.15,  # pinyin without a passport to copy from
    "name.misheard": 0.12,  # pinyin as it sounds at home: many families speak southern Mandarin
    "name.order": 0.05,  # pinyin with the given name first, as on foreign forms
    "name.part": 0.015,  # only the given name, or a surname with 先生
    "name.traditional": 0.08,  # families from Taiwan and Hong Kong, or with such a keyboard
    "name.spacing": 0.25,  # pinyin in one word, or a word a syllable
    "name.relation": 0.04,  # who the person is to the writer, in the cell of the name
    "name.alias": 0.04,  # what the family calls the person, in brackets
    "sex.wrong": 0.005,  # the wrong row of a menu
    "sex.missing": 0.02,
    "birthdate.year": 0.08,  # told by age, which the Chinese way counts one or two years higher
    "birthdate.digit": 0.05,  # typed on a telephone
    "birthdate.swap": 0.04,  # some families live abroad, where the day or the month stands first
    "birthdate.lunar_unsaid": 0.02,  # the lunar birthday that the family keeps, as if it were of our calendar
    "birthdate.missing": 0.06,
    "birthdate.part": 0.04,  # only the year, or year and month
    "birthdate.age": 0.02,
    "birthdate.zodiac": 0.01,  # the animal of the year
    "birthdate.lunar": 0.03,  # a lunar date that says so
    "birthdate.era": 0.01,  # years of the Republic, in Taiwan
    "birthdate.short": 0.03,  # two digits of the year
    "passport.digit": 0.06,  # read from a photo
    "passport.letter": 0.04,  # O for 0, I for 1, B for 8
    "passport.part": 0.15,  # the beginning or the end, as remembered or told
    "passport.two": 0.02,  # with the number of the passport before
    "passport.missing": 0.45,  # families rarely have a copy
    "origin.wrong": 0.05,  # registered in one province, grown up in another
    "origin.city": 0.10,  # only the city, which everybody knows
    "origin.missing": 0.08,
}

# Officers, who type many people a day, mostly from the passport where it was found.
POLICE: Rates = {
    "name.typing": 0.12,  # by officers who do not know the language
    "name.misheard": 0.07,  # the compound kept the passport, an interpreter says the name
    "name.order": 0.07,  # surname and given name in each other's boxes
    "name.part": 0.005,
    "name.initials": 0.015,
    "name.hong_kong": 0.02,  # people with papers of Hong Kong, or who say their name in Cantonese
    "name.wade_giles": 0.02,  # people with papers of Taiwan
    "name.thai_script": 0.03,  # officers who write down what they hear
    "name.own_script": 0.3,  # of those from Thailand and Myanmar
    "name.spacing": 0.10,
    "name.title": 0.05,
    "sex.wrong": 0.005,
    "birthdate.digit": 0.05,  # many entries a day
    "birthdate.swap": 0.06,  # stations that write the day first beside others that do not
    "birthdate.year": 0.03,  # Buddhist years turned into ours by head
    "birthdate.missing": 0.04,
    "birthdate.era": 0.04,  # Buddhist years left as they are
    "birthdate.short": 0.02,
    "passport.digit": 0.05,  # as in the date
    "passport.letter": 0.03,  # O for 0, I for 1, B for 8
    "passport.masked": 0.35,  # what may be shown of a number outside the station
    "passport.missing": 0.15,  # taken by the compound and not found
}

# Volunteers in shelters, who ask the person, often through somebody else.
NGO: Rates = {
    "name.homophone": 0.10,  # as families, by ear
    "name.lookalike": 0.03,
    "name.typing": 0.14,
    "name.misheard": 0.12,
    "name.part": 0.03,  # people are afraid to say all of it
    "name.initials": 0.015,
    "name.traditional": 0.06,  # volunteers from Taiwan
    "name.hong_kong": 0.03,
    "name.wade_giles": 0.03,
    "name.own_script": 0.3,
    "name.zawgyi": 0.4,  # of names in Burmese, typed on older telephones
    "name.spacing": 0.10,
    "name.title": 0.02,
    "name.alias": 0.05,  # what friends say
    "sex.wrong": 0.01,
    "sex.missing": 0.08,
    "birthdate.digit": 0.05,
    "birthdate.swap": 0.05,  # day first in English, last in Chinese
    "birthdate.year": 0.08,  # asked for their age
    "birthdate.missing": 0.16,  # not asked at once
    "birthdate.part": 0.05,
    "birthdate.age": 0.04,
    "birthdate.short": 0.02,
    "passport.digit": 0.06,  # known by heart, or from a photo
    "passport.letter": 0.03,
    "passport.part": 0.10,
    "passport.missing": 0.50,  # most arrive without papers
    "origin.wrong": 0.05,  # home, or where they lived last
    "origin.city": 0.10,
    "origin.missing": 0.25,
}
