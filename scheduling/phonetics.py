"""How English-speaking people say a written name: letters to sounds, and how far apart two sounds are.

One character a sound. Consonants: p b t d k g f v T(thin) s z S(shy) C(chin) J(jam) m n N(sing) l r w y h.
Vowels: a e i o u, long A(day) E(see) I(my) O(go) U(too), Q(or, ah), W(now), Y(boy), @(the weak vowel).
An r is dropped where half of all speakers drop it: before a consonant and at the end.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from scheduling.pronounced import SAID

_RULES: tuple[tuple[str, str], ...] = (
    # (letters, sounds): the first that matches at the place wins. `^` the word's start, `$` its end.
    ("^mc(?=g)", "ma"),
    ("^mc|^mac(?=[bcdfgklmnpqrtvwxyz])", "mak"),
    ("^ph|ph", "f"),
    ("^kn|^gn|^pn", "n"),
    ("^wr", "r"),
    ("^ps", "s"),
    ("^x", "z"),
    ("^wh(?=o)", "h"),
    ("wh", "w"),
    ("^eu|^ew", "yU"),
    ("^steph(?=en)", "stev"),
    ("(?<=^.)ey$|(?<=^..)ey$", "A"),
    ("^sean$|^shaun$|^shawn$", "SQn"),
    ("^ian$|^iain$", "E@n"),
    ("^hugh$|^huw$", "hyU"),
    ("^leigh$", "lE"),
    ("leigh$|ley$|lea$|lee$|ly$|li$", "lE"),
    ("^g(?=illian)", "J"),
    ("^john$", "Jon"),
    ("^geo(?=f)|^ge(?=off)", "Je"),
    ("^geor", "JQ"),
    ("^joh(?=n)", "Jo"),
    ("^tho(?=m)", "to"),
    ("^th(?=er[ei]s)", "t"),
    ("augh(?=n|t|an)", "Q"),
    ("ough(?=n|t)", "Q"),
    ("igh|eigh(?=t)", "I"),
    ("eigh", "A"),
    ("augh", "Qf"),
    ("ough$", "O"),
    ("gh(?=[aeiouy])", "g"),
    ("gh", ""),
    ("sch(?=[aeiou])", "S"),
    ("sch", "S"),
    ("tch", "C"),
    ("ch(?=r|l)", "k"),
    ("^ch(?=arlot|er[iy]|ant)", "S"),
    ("ch(?=$|[aeiouy])", "C"),
    ("ch", "k"),
    ("ck|cq|kk|qu?(?=$)", "k"),
    ("qu", "kw"),
    ("sc(?=[eiy])", "s"),
    ("cc(?=[eiy])", "ks"),
    ("c(?=[eiy])", "s"),
    ("cc?", "k"),
    ("dge?(?=$|[^aeiou])|dg(?=e)", "J"),
    ("gg", "g"),
    ("^g(?=i(l[bl]|b|ff|rl)|e(rt|tt|ar))", "g"),
    ("ng(?=e[^r]?$)", "nJ"),
    ("ng$|ng(?=[^aeiouyr])", "N"),
    ("ng(?=r)", "Ng"),
    ("g(?=e|i|y)", "J"),
    ("g", "g"),
    ("sh", "S"),
    ("ssi(?=on)|ti(?=on)|ci(?=an)", "S"),
    ("si(?=on)", "S"),
    ("th(?=om)", "t"),
    ("th", "T"),
    ("tz|ts", "ts"),
    ("mb$", "m"),
    ("mn$", "m"),
    ("lk$", "k"),
    ("alm$", "Qm"),
    ("x", "ks"),
    ("zz?", "z"),
    ("ss", "s"),
    ("s(?=e$|m$)|(?<=[aeiou])s(?=[aeiou])", "z"),
    ("(?<=[aeioubdgmnlrvwy])s$", "z"),
    ("s", "s"),
    ("j", "J"),
    ("bb?", "b"),
    ("dd?", "d"),
    ("ff?", "f"),
    ("kk?", "k"),
    ("ll?", "l"),
    ("mm?", "m"),
    ("nn?", "n"),
    ("pp?", "p"),
    ("tt?", "t"),
    ("vv?", "v"),
    ("(?<=...)ale[sz]$", "Qlez"),
    # vowels before a dropped r
    ("ear(?=[lnt])|er(?=[^aeiouyr]|$)|ir(?=[^aeiouyr]|$)|ur(?=[^aeiouyr]|$)|yr(?=[^aeiouyr]|$)|wor(?=[dkst])", "@"),
    ("or(?=$)", "@"),
    ("ar(?=d$)", "@"),
    ("ar(?=[^aeiouyr]|$)|a(?=h[^aeiou])", "Q"),
    ("(ore?|our|oar|oor|aur)(?=[^aeiouyr]|$)", "Q"),
    ("(air|ayer|eir|ayr)(?=[^aeiouyr]|$)|are(?=s?$)", "e@"),
    ("(eer|ier|ear)(?=[^aeiouyr]|$)|ere$", "E@"),
    ("(ire|yre|yer)$", "I@"),
    ("(ure|oor)$", "U@"),
    ("rr?", "r"),
    # vowels
    ("aw|au|al(?=[kl])", "Q"),
    ("ai|ay|ae|ey(?=[^$])", "A"),
    ("a(?=[^aeiouwxyr]e|[bdvzsc]y$|son$)", "A"),
    ("ah?$", "@"),
    ("a(?=n$|m$|l$|s$)", "@"),
    ("aa?", "a"),
    ("ee|ea|ie(?=$|[^t])|ei|ey$", "E"),
    ("e(?=[^aeiouwxyr]e$)", "E"),
    ("ew|eu", "yU"),
    ("(?<=[^aeiou])e(?=s?$)", ""),
    ("e(?=n$|l$|m$|t$|s$)", "@"),
    ("(?<=.)e$", ""),
    ("e", "e"),
    ("i(?=[^aeiouwxyr]es?$|nd$|ld$)", "I"),
    ("i$", "E"),
    ("i(?=[ao])", "E"),
    ("ii?", "i"),
    ("oo", "U"),
    ("oi|oy", "Y"),
    ("ou|ow(?=er|[dnl])", "W"),
    ("owe?|oa|oe", "O"),
    ("o(?=[^aeiouwxyr]es?$|ld|ll$)", "O"),
    ("o$", "O"),
    ("o(?=n$)", "@"),
    ("o", "o"),
    ("u(?=[^aeiouwxyr]e$|[lsdtc]y$|li)", "U"),
    ("ui|ue", "U"),
    ("u$", "U"),
    ("u", "u"),
    ("y(?=[aeiou])", "y"),
    ("y$", "E"),
    ("y(?=[^aeiouwxyr]e)", "I"),
    ("y", "i"),
    ("w(?=[aeiouyr])", "w"),
    ("w", ""),
    ("h(?=[aeiouy])", "h"),
    ("h", ""),
)

_COMPILED = tuple((re.compile(pattern), said) for pattern, said in _RULES)

VOWELS = "aeiouAEIOUQWY@"
CONSONANTS = "pbtdkgfvTszSCJmnNlrwyh"


def letters(text: str) -> str:
    """Lower case letters a-z alone: accents folded, all else dropped."""
    return re.sub("[^a-z]", "", unicodedata.normalize("NFKD", text.lower()))


@lru_cache(maxsize=1 << 16)
def sounds(word: str) -> str:
    """The sounds of one written word; empty for a word without letters. Doubled sounds are said once."""
    word = letters(word)
    if word in SAID:
        return SAID[word]
    said: list[str] = []
    place = 0
    while place < len(word):
        place, sound = _next(word, place)
        said.append(sound)
    return re.sub(r"(.)\1+", r"\1", "".join(said))


def _next(word: str, place: int) -> tuple[int, str]:
    """The sound that begins at `place`, and where it ends. (`^` in a pattern is the word's start, not the place.)"""
    for pattern, said in _COMPILED:
        found = pattern.match(word, place)
        if found and found.end() > place:
            return found.end(), said
    return place + 1, ""
