"""How a name is written down: in which script and spelling, as it was heard and typed, and what stands around it."""

from __future__ import annotations

from collections.abc import Callable

from matcher.generate import romanise
from matcher.generate.mistakes import Clerk, LatinName, homophone, lookalike, misheard, mistyped, swapped
from matcher.generate.people import GIVEN_WORDS, MYANMAR, SURNAMES, Name, Person, Word
from matcher.generate.tables import Weighted, rows

NameForm = Callable[[LatinName], str]

NGO_IN_HAN = 0.45
_FAMILIES_IN_PINYIN = 0.12
_FAMILIES_IN_BOTH = 0.03
_TRADITIONAL = str.maketrans({character: form for character, form in rows("traditional.tsv")})  # noqa: C416
_SYLLABLES = frozenset(word.latin for word, _ in [*SURNAMES, *GIVEN_WORDS] if len(word.han) == 1)


def by_family(person: Person, clerk: Clerk) -> str:
    name, rng = _as_known(person.name, clerk), clerk.rng
    draw = rng.random()
    if draw < _FAMILIES_IN_PINYIN:
        return _latin(name, clerk, rng.choice(("v", "v", "u", "ü")), _FAMILIES_FORMS)
    written = _han(name, clerk)
    if draw < _FAMILIES_IN_PINYIN + _FAMILIES_IN_BOTH:
        return f"{written} ({_latin(name, clerk, rng.choice(('v', 'u')), _FAMILIES_FORMS)})"
    if not name.given:
        return written + _title(person, "先生", "女士")
    if clerk.does("name.alias"):
        written += rng.choice(("（{}）", "({})", "（小名{}）", "，小名{}")).format(_pet_name(name, clerk))
    if clerk.does("name.relation"):
        written = rng.choice(_RELATIONS[person.sex]).format(written)
    return written


def by_police(person: Person, clerk: Clerk) -> str:
    if person.name.own and clerk.does("name.own_script"):
        return person.name.own
    name = _as_known(person.name, clerk)
    if name.han and clerk.does("name.thai_script"):
        return " ".join(map(romanise.thai, _syllables(name)))
    written = _latin(name, clerk, "yu", _POLICE_FORMS)
    if not name.given or clerk.does("name.title"):
        written = f"{_title(person, 'MR', clerk.rng.choice(('MISS', 'MRS')))} {written}"
    return written


def by_ngo(person: Person, clerk: Clerk, in_han: bool) -> str:
    if person.name.own and clerk.does("name.own_script"):
        in_zawgyi = person.nationality == MYANMAR and clerk.does("name.zawgyi")
        return romanise.zawgyi(person.name.own) if in_zawgyi else person.name.own
    name, rng = _as_known(person.name, clerk), clerk.rng
    written = _han(name, clerk) if in_han else _latin(name, clerk, rng.choice(("v", "u")), _NGO_FORMS)
    if not name.given or clerk.does("name.title"):
        return written + _title(person, "先生", "女士") if in_han else f"{_title(person, 'Mr', 'Ms')} {written}"
    if clerk.does("name.alias"):
        return written + (f"（{_pet_name(name, clerk)}）" if in_han else rng.choice(_NICKNAMES))
    return written


def _as_known(name: Name, clerk: Clerk) -> Name:
    """All of it, or only the given name, or only the surname."""
    if not name.surname.latin or not clerk.does("name.part"):
        return name
    return clerk.rng.choice((name.without_surname, name.without_surname, name.without_given))


def _han(name: Name, clerk: Clerk) -> str:
    written = clerk.perhaps("name.homophone", homophone, name).han
    written = clerk.perhaps("name.lookalike", lookalike, written)
    traditional = written.translate(_TRADITIONAL)
    return traditional if traditional != written and clerk.does("name.traditional") else written


def _latin(name: Name, clerk: Clerk, umlaut: str, forms: Weighted[NameForm]) -> str:
    """The name in Latin letters, as it was spelled, heard, typed and put in order, with `umlaut` for ü of pinyin."""
    if name.surname.latin and name.given and clerk.does("name.initials"):
        latin = name.surname.latin.replace("ü", umlaut), f"{name.given_latin[0]}."
    else:
        latin = clerk.perhaps("name.typing", mistyped, _spelled(name, clerk, umlaut))
        latin = clerk.perhaps("name.order", swapped, latin)
    return forms.draw(clerk.rng)(latin)


def _spelled(name: Name, clerk: Clerk, umlaut: str) -> LatinName:
    """Surname and given name as Hong Kong or Taiwan spells them, or in pinyin, and that as it is heard."""
    if not name.han:
        return name.surname.latin, name.given_latin
    surname, given = romanise.hong_kong(name.surname.han), romanise.hong_kong("".join(word.han for word in name.given))
    if surname is not None and given is not None and clerk.does("name.hong_kong"):
        return surname, given
    if clerk.does("name.wade_giles"):
        return _in_wade_giles(name.without_given), _in_wade_giles(name.without_surname)
    surname, given = name.surname.latin, name.given_latin
    if clerk.does("name.spacing"):
        words = [word.latin for word in name.given]
        apart = len(words) > 1 and clerk.rng.random() < 0.5
        surname, given = (surname, clerk.rng.choice((" ", "-")).join(words)) if apart else ("", surname + given)
    latin = surname.replace("ü", umlaut), given.replace("ü", umlaut)
    return clerk.perhaps("name.misheard", misheard, latin)


def _in_wade_giles(name: Name) -> str:
    return "-".join(map(romanise.wade_giles, _syllables(name)))


def _syllables(name: Name) -> list[str]:
    """Its syllables in pinyin; a compound surname has two."""
    return [syllable for word in (name.surname, *name.given) if word.latin for syllable in _parted(word)]


def _parted(word: Word) -> tuple[str, ...]:
    if len(word.han) == 1:
        return (word.latin,)
    cuts = ((word.latin[:cut], word.latin[cut:]) for cut in range(1, len(word.latin)))
    return next(cut for cut in cuts if _SYLLABLES.issuperset(cut))


# Around a name

_RELATIONS = {
    "M": ("我儿子{}", "儿子：{}", "弟弟 {}", "{}（我弟弟）", "哥哥{}", "{}（老公）"),
    "F": ("我女儿{}", "女儿：{}", "妹妹 {}", "{}（我妹妹）", "姐姐{}", "{}（老婆）"),
}
_NICKNAMES = (' "Jack"', " (Ah Long)", " aka Leo", " @ Kevin", " (Tony)")


def _title(person: Person, man: str, woman: str) -> str:
    return man if person.sex == "M" else woman


def _pet_name(name: Name, clerk: Clerk) -> str:
    """What friends and parents call somebody: 小明, 阿明, 明明."""
    last = name.given[-1].han
    return clerk.rng.choice((f"小{last}", f"阿{last}", last * 2))


# Latin forms: case, and what stands between surname and given name


def _small(name: LatinName) -> str:
    return " ".join(filter(None, name))


def _capital(name: LatinName) -> str:
    return _small(name).title()


def _upper(name: LatinName) -> str:
    return _small(name).upper()


def _comma(name: LatinName) -> str:
    return ", ".join(filter(None, name)).upper()


def _slash(name: LatinName) -> str:
    return "/".join(filter(None, name)).upper()


def _given_first(name: LatinName) -> str:
    return _capital((name[1], name[0]))


_FAMILIES_FORMS: Weighted[NameForm] = Weighted([(_capital, 4), (_small, 2), (_upper, 2)])
_POLICE_FORMS: Weighted[NameForm] = Weighted([(_upper, 63), (_comma, 22), (_slash, 5), (_capital, 10)])
_NGO_FORMS: Weighted[NameForm] = Weighted([(_capital, 45), (_given_first, 55)])
