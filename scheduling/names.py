"""Names and numbers in the form in which the register keeps and looks for them."""

from __future__ import annotations

import re
import unicodedata

import jellyfish

from scheduling.values import NotAllowed

_MERGED = str.maketrans({"F": "P", "V": "P", "B": "P", "T": "T", "D": "T", "0": "T", "K": "K", "G": "K", "Q": "K"})
_VOWELS = re.compile(r"(?<!^)[AEIOUWHY]")


def folded(name: str) -> str:
    """Lower case, no accents, single spaces, nothing but letters: "  O’Brién-Núñez " -> "obrien nunez"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    plain = re.sub(r"[-_,]", " ", plain)
    return " ".join(re.sub(r"[^\w ]", "", plain).lower().split())


def name_code(name: str) -> str:
    """A coarse code of how a last name sounds: names that are easily misheard for each other share it.

    The first three consonant sounds, voiced and unvoiced taken together; a name of vowels keeps its first letter.
    """
    heard = jellyfish.metaphone(folded(name)).replace(" ", "").replace("X", "S").replace("J", "S")
    return _VOWELS.sub("", heard.translate(_MERGED))[:3] or heard[:1] or folded(name)[:1]


def last_name(name: str) -> str:
    """The last word of a full name as heard: what the code is taken of."""
    words = name.split()
    return words[-1] if words else ""


def phone_number(said: str, country_code: str = "1") -> str:
    """A number in E.164, as typed or said in digits: "(212) 555-0111" -> "+12125550111". Raises NotAllowed("phone")."""
    digits = re.sub(r"\D", "", said)
    if said.strip().startswith("+"):
        whole = digits
    elif digits.startswith("00"):
        whole = digits[2:]
    elif country_code == "1" and len(digits) == 11 and digits.startswith("1"):
        whole = digits
    else:
        whole = country_code + digits.removeprefix("0")
    if not 8 <= len(whole) <= 15 or (whole.startswith("1") and len(whole) != 11):
        raise NotAllowed("phone", "that is not a whole telephone number: give it with its area code")
    return "+" + whole
