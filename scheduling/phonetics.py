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

_LATER = "(?:" + "|".join(f"(?<=[aeiouy][^aeiouy]{{{n}}})" for n in (1, 2, 3, 4)) + "|(?<=[a-z]i))"
"""After an earlier vowel and its consonants: the weak vowel of "Logan" is the full one of "Dan"."""
_FIRST = "".join(f"(?<![aeiouy][^aeiouy]{{{n}}})" for n in (1, 2, 3))
"""No vowel before: the long one of "Katy" is short or weak in "Melanie"."""
_ENDS = "e(?:[bdlnrst]?s?$|field|land|man|wood|well|ham|ley$|ly$|ton|ford|more|worth)"
"""What follows the consonant after a long vowel: "Wade", "Baker", "Wakefield"."""

_RULES: tuple[tuple[str, str], ...] = (
    # (letters, sounds): the first that matches at the place wins. `^` the word's start, `$` its end.
    ("^mc(?=g)", "ma"),
    ("^mc|^mac(?=[bcdfgklmnpqrtvwxyz])", "mak"),
    ("^ph|ph", "f"),
    ("^kn|^gn|^pn", "n"),
    ("^wr", "r"),
    ("^ps", "s"),
    ("^x", "z"),
    ("^rh", "r"),
    ("^al(?=ex)", "al"),
    ("^row(?=[aln])", "rO"),
    ("^low(?=e?r)", "lO"),
    ("(?<=^mc)g", "g"),
    ("^sch(?=oo)", "sk"),
    ("^wa(?=ter)", "wQ"),
    ("(?<=w)a(?=l[^ekl]|lter|n[^gki]|nt|[st][^aeiou]|rren|rrick|llace|llis)", "o"),
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
    ("que$", "k"),
    ("qu", "kw"),
    ("sc(?=[eiy])", "s"),
    ("cc(?=[eiy])", "ks"),
    ("c(?=[eiy])", "s"),
    ("cc?", "k"),
    ("dge?(?=$|[^aeiou])|dg(?=e)", "J"),
    ("gg", "g"),
    ("^g(?=i(l[blm]|b|ff|rl|ve)|e(rt|tt|ar|t$))", "g"),
    ("ng(?=l)", "Ng"),
    ("ng(?=e[^r]?$)", "nJ"),
    ("ng$|ng(?=[^aeiouyr])", "N"),
    ("ng(?=r)", "Ng"),
    ("g(?=e|i|y)", "J"),
    ("(?<=i)g(?=n(?:e?d|s|er)?$)", ""),
    ("g", "g"),
    ("sh", "S"),
    ("ssi(?=on)|ti(?=on|al|en)|ci(?=a[ln]|ous)", "S"),
    ("si(?=on)", "S"),
    ("(?<!^)ture(?=s?$)", "C@"),
    ("(?<=ea)sure$", "J@"),
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
    ("(?<=[ebdgmnlrvwy])s$", "z"),
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
    (_LATER + "[ao]r(?=ds?$)", "@"),
    ("arr(?=s?$)|orr(?=s?$)", "Q"),
    ("[eu]rr(?=s?$)", "@"),
    ("ar(?=[^aeiouyr]|$)|a(?=h[^aeiou])", "Q"),
    ("(ore?|our|oar|oor|aur)(?=[^aeiouyr]|$)", "Q"),
    ("(air|ayer|eir|ayr)(?=[^aeiouyr]|$)|aire$|are(?=[ds]?$)", "e@"),
    ("(eer|ier|ear)(?=[^aeiouyr]|$)|ere$", "E@"),
    ("(ire|yre)(?=[ds]?$)|yer$", "I@"),
    ("(ure|oor)$", "U@"),
    ("rr?", "r"),
    # vowels
    ("al(?=fe?$|ves?$)", "Q"),
    ("aw(?!ay)|au|al(?=k|ls?$|ld|lw|lb|ls)", "Q"),
    ("(?<=[^aeiou].)age$", "iJ"),
    ("ai|ay|ae|ey(?=[^$])", "A"),
    (f"a(?=[^aeiouwxyr]{_ENDS}|son$)", "A"),
    (_FIRST + "a(?=[^aeiouwxyr](?:y|ie|ey)$)", "A"),
    ("ah?$", "@"),
    (_LATER + "a(?=n$|m$|l$|s$|nd$|ld$)", "@"),
    ("aa?", "a"),
    ("ein(?=s?$)", "In"),
    ("ee|ea|ie(?=$|[^t])|ei|ey$", "E"),
    ("e(?=[^aeiouwxyr]e$)", "E"),
    ("(?<=[rlJjC])ew|(?<=ch)ew", "U"),
    ("i?ew|eu", "yU"),
    ("(?<=[^aeiouy]l)e(?=ton|t$)", "@"),
    (_LATER + "e(?=field|land$|man$|wood$|ham$|ton$|ford$|more$|worth$|ly$)", ""),
    ("(?<=[cszxgh])e(?=s$)", "i"),
    (_LATER + "(?<!ss)(?<!t)(?<!d)e(?=d$)", ""),
    ("(?<=[aeiou][^aeiou])e(?=s?$)|(?<=[^aeiou]{2})e(?=s?$)|(?<=y)e(?=s?$)", ""),
    (_LATER + "e(?=[nlm]$|lls?$|tts?$|t$|n[dst]$|nce$|rence$)", "@"),
    ("(?<=.)e$", ""),
    ("e", "e"),
    ("i(?=gn(?:e?d|s|er)?$)|i(?=sland)", "I"),
    (f"i(?=[^aeiouwxyr]{_ENDS}|nd$|ld$)", "I"),
    (_FIRST + "[iy](?=[^aeiouwxyr](?:ey|ie)$|mon$)", "I"),
    ("i$", "E"),
    ("i(?=[ao])", "E"),
    ("ii?", "i"),
    ("oo", "U"),
    ("oi|oy", "Y"),
    ("oul(?=d)", "u"),
    ("ou(?=s$|sly$)", "@"),
    ("ou(?=glas|ble|ntry|sin)|(?<=^s)o(?=me)|(?<=^c)o(?=me$)", "u"),
    ("ou|ow(?=er|an$|ell|ard|[dnl])", "W"),
    ("owe?|oa|oe", "O"),
    (_LATER + "o(?=ns?$|nd$|ld$|ck$|t$|tt$)", "@"),
    (f"o(?=[^aeiouwxyr]{_ENDS}|ld|lls?$|lks?$|sts?$)", "O"),
    (_FIRST + "o(?=[^aeiouwxyrd](?:y|ie|i|ey)$|ph(?:y|ie|ia)$)", "O"),
    ("o$", "O"),
    ("o", "o"),
    ("(?<=^[pbcfhmk])u(?=[^aeiouwxyr][eio])|(?<=[aeiou][^aeiourl])u(?=[^aeiouwxyr][ei])", "yU"),
    ("u(?=[^aeiouwxyr]e$|[lsdtc]y$|li)", "U"),
    ("ui|ue", "U"),
    ("u$", "U"),
    ("u", "u"),
    ("y(?=[aeiou])", "y"),
    ("(?<=^[^aeiou])ye?$|(?<=^[^aeiou][^aeiou])ye?$|(?<=u)y$", "I"),
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
