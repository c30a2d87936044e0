"""A person's name out of what was heard: carrier phrases and titles dropped, spelled letters put together.

`read_name` takes all hypotheses of one utterance. It knows no register: whose name it is, the matching decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from voice_agent.understanding import name_talk
from voice_agent.understanding.name_remarks import without_remarks
from voice_agent.understanding.spelling import (
    MOST_LETTERS,
    Run,
    fitted,
    fragments,
    glued,
    same_word,
    sounds_alike,
    spelled_runs,
)

_MOST_WORDS: Final = 5
_FULL_NAME: Final = 2
_TIED_LETTERS: Final = re.compile(r"(?<![^\W_])(?:(?:[a-z]{1,2}-){2,}[a-z]{1,2}|[a-z]-[a-z])(?![^\W_])")
_SPELLED_M: Final = re.compile(r"(?<=\bspelled) (?:th|d)em,?(?=\s+[a-z]\b)")
"""What becomes of "spelled M, I, …" when it is spoken quickly."""
_WORD: Final = r"[^\W_]+(?:['-][^\W_]+)*"


@dataclass(frozen=True, slots=True)
class NameReading:
    """best: the likeliest name, None where nothing heard looks like one. candidates: the other readings, best first."""

    best: str | None
    candidates: tuple[str, ...] = ()

    @property
    def readings(self) -> tuple[str, ...]:
        """All of them, for the matching."""
        return (self.best, *self.candidates) if self.best else self.candidates


def read_name(hypotheses: Sequence[str]) -> NameReading:
    """The name in an utterance, from every hypothesis (best first). A spelled name goes before a spoken one."""
    read = dict.fromkeys(name for text in hypotheses for name in _names(text))
    read |= dict.fromkeys(name for text in hypotheses for name in _otherwise(text))
    best = next((name for name in read if looks_like_a_name(name)), None)
    return NameReading(best, tuple(name for name in read if name != best))


def looks_like_a_name(name: str) -> bool:
    """One to five words, none of them a word of everyday talk or longer than a name is."""
    words = name.lower().split()
    letters = sum(character.isalpha() for character in name)
    none = any(word in name_talk.NOT_NAMES or len(word) > MOST_LETTERS for word in words)
    return len(words) <= _MOST_WORDS and letters > 1 and not none


def _names(text: str) -> tuple[str, ...]:
    """The readings of one hypothesis, best first; none where nothing is left."""
    plain = _plain(text)
    both = name_talk.WHOLE_THEN_PARTS.match(plain)
    whole = [word for word in _words(both["whole"]) if word != name_talk.BREAK] if both else []
    if both and len(whole) == _FULL_NAME and looks_like_a_name(" ".join(whole)):
        return _in_parts(whole, both["parts"])
    for pattern in (name_talk.FAMILY_THEN_GIVEN, name_talk.GIVEN_THEN_FAMILY):
        split = pattern.search(plain)
        given, family = (_part(split["given"]), _part(split["family"])) if split else ((), ())
        if split and given and family:
            said = _spelled_anew(split, of_family=pattern is name_talk.GIVEN_THEN_FAMILY)
            named = (f"{one} {other}" for one in given for other in family)
            return tuple(dict.fromkeys(as_written(name) for name in (*said, *named)))
    words = _words(plain)
    runs = spelled_runs(words)
    readings: tuple[str, ...] = (" ".join(words),)
    if runs:
        readings = (_spelled(words, runs, trusting=False), _spelled(words, runs), _spoken(words, runs))
        instead = _first_and_letters(words, runs)
        told = words[runs[-1].first - 1] == name_talk.BREAK
        if instead:
            readings = (instead, *readings) if told else (*readings, instead)
    joined = None if _covers(runs, words) else glued(words)
    written = (as_written(name) for name in (joined, *readings) if name)
    return tuple(dict.fromkeys(name for name in written if name))


def _otherwise(text: str) -> tuple[str, ...]:
    """Readings for the matching alone: a small word was perhaps part of the name ("and Tony Hill"), or of none."""
    plain = _plain(text)
    words = re.findall(_WORD, plain)
    lead = name_talk.LEAD.match(plain)
    small = len(lead[0].split()) == 1 if lead else bool(name_talk.SPELLING_TALK.search(plain))
    kept = words if small and not spelled_runs(words) else []
    inner = [word for i, word in enumerate(words) if word != "and" or not 0 < i < len(words) - 1]
    found = [kept, inner if len(inner) == _FULL_NAME < len(words) else []]
    names = [" ".join(name) for name in found if 1 < len(name) <= _MOST_WORDS]
    letters = fragments(words[len(lead[0].split()) :] if lead else words)
    return tuple(as_written(name) for name in ([*names, letters] if letters else names))


def _plain(text: str) -> str:
    """In lower case, on one line; letters that the transcriber tied together ("S-M-I-T-H") stand apart."""
    straight = text.lower().replace("\u2019", "'")
    apart = _TIED_LETTERS.sub(lambda tied: f" {' '.join(tied[0].replace('-', ''))} ", straight)
    apart = _SPELLED_M.sub(" m ", apart)
    plain = re.sub(r"\s+", " ", apart).strip(" .,!?")
    plain = name_talk.LIKENESS.sub("", name_talk.SPELLED_WRONG.sub("", name_talk.WITH_A_LETTER.sub("", plain)))
    return _patient(plain) or _instead(plain) or without_remarks(plain)


def _instead(plain: str) -> str | None:
    """The name that takes the place of one said before it ("Ann Wells. No, sorry, that's me. It's Tom Wells"). None
    where none does, or where only a part of it is said anew."""
    for pattern in (name_talk.THAT_IS_ME, name_talk.TAKEN_BACK):
        match = pattern.search(plain)
        words = _words(match["patient"]) if match else []
        runs = spelled_runs(words)
        name = _spelled(words, runs) if runs else " ".join(words)
        if match and " " in name and looks_like_a_name(name):
            return match["patient"]
    return None


def is_caller_alone(text: str) -> bool:
    """Whether somebody names herself as the kin of a patient whom she does not name ("I'm Ann Wells, her mother")."""
    plain = re.sub(r"\s+", " ", text.lower().replace("\u2019", "'")).strip()
    alone = name_talk.CALLER_ALONE.match(plain)
    return alone is not None and looks_like_a_name(alone["caller"])


def _patient(plain: str) -> str | None:
    """What names the patient where the caller names both ("I'm Ann Wells, my son is Tom Wells"); None where not."""
    both = name_talk.CALLER_THEN_PATIENT.search(plain)
    words = _words(both["patient"]) if both else []
    runs = spelled_runs(words)
    patient = _spelled(words, runs) if runs else " ".join(words)
    if both and looks_like_a_name(both["caller"]) and looks_like_a_name(patient):
        return patient
    kin = name_talk.WHOSE_KIN.search(plain)
    return kin["patient"] if kin and looks_like_a_name(kin["patient"]) else None


def _words(plain: str) -> list[str]:
    """The words that may belong to the name."""
    part = name_talk.PART_ALONE.sub("", name_talk.LEAD.sub("", plain))
    name = name_talk.AFTER.sub("", name_talk.LEAD.sub("", part))
    name = name_talk.NEW_WORD.sub(f" {name_talk.BREAK} ", name)
    bare = name_talk.SPELLING_TALK.sub(f" {name_talk.BREAK} ", name_talk.TAIL.sub("", name))
    words = [word for word in re.findall(_WORD, bare) if word not in name_talk.TITLES]
    words = words[:-1] if len(words) > _FULL_NAME and words[-1] in name_talk.ENDEARMENTS else words
    return [word for i, word in enumerate(words) if not _begins_again(words, i)]


def _begins_again(words: Sequence[str], i: int) -> bool:
    """ "Kevin, Kevin O'Leary": the word is said once more with the rest of the name behind it."""
    return len(words[i]) > _FULL_NAME and words[i : i + 2] == [words[i]] * 2 and i + 2 < len(words)


def _part(text: str) -> tuple[str, ...]:
    """The readings of one part of a name that was named as such; spelled letters win, unless they sound like the word
    that was said."""
    words = _words(text)
    runs = spelled_runs(words)
    if all(word in name_talk.NOT_NAMES or word == name_talk.BREAK for word in words):
        return ()
    if not runs:
        return (glued(words) or " ".join(words),)
    said = [word for word in words[: runs[-1].first] if word != name_talk.BREAK]
    alike = said and _is_doubtful(words, runs[-1]) and sounds_alike(said[-1], runs[-1].text)
    return (said[-1], runs[-1].text) if alike else (runs[-1].text,)


def _in_parts(whole: Sequence[str], parts: str) -> tuple[str, ...]:
    """The readings of a whole name that is then given part by part ("Ann Wells, first name A, N, N, last name …")."""
    said = as_written(" ".join(whole))
    told = _names(parts)
    words = told[0].split() if told else []
    if len(words) != len(whole):
        return tuple(dict.fromkeys([said, *told]))
    alike = [sounds_alike(word, part.lower()) for word, part in zip(said.lower().split(), words, strict=True)]
    best = " ".join(one if same else part for one, part, same in zip(said.split(), words, alike, strict=True))
    return tuple(dict.fromkeys([best, *told, said]))


def _spelled_anew(split: re.Match[str], *, of_family: bool) -> tuple[str, ...]:
    """The readings where a whole name is said, then one part of it is spelled ("Ann Wells, the last name is spelled W,
    E, L, L, S"); none where the letters are a part that was not said before."""
    spelled, before = ("family", "given") if of_family else ("given", "family")
    words, said = _words(split[spelled]), [word for word in _words(split[before]) if word != name_talk.BREAK]
    runs = spelled_runs(words)
    if not runs or len(said) < _FULL_NAME or spelled_runs(said):
        return ()
    letters = runs[-1].text
    several = of_family and _is_written_apart(said, letters)
    fit = None if several else fitted(said[1:] if of_family else said[:-1], letters)
    if fit:
        first = fit.first + of_family
        last = first + len(fit.parts)
        alike = _is_doubtful(words, runs[-1]) and all(
            word == part or sounds_alike(word, part) for word, part in zip(said[first:last], fit.parts, strict=True)
        )
        anew = " ".join([*said[:first], *fit.parts, *said[last:]])
        return (" ".join(said), anew) if alike else (anew, " ".join(said))
    if not several and not name_talk.SPELLING_TALK.match(split[spelled]) and words[0] != name_talk.BREAK:
        return ()
    kept = 1 if several else len(said) - 1
    return (" ".join([*said[:kept], letters] if of_family else [letters, *said[-kept:]]),)


def _first_and_letters(words: Sequence[str], runs: Sequence[Run]) -> str | None:
    """The first word said with the letters said last, where those spell no word before them: the last name was misheard
    or is lost in talk ("Ann Whales, that's M, O, S, S"). None where there is no such thing."""
    run = runs[-1]
    said = [word for word in words[: runs[0].first] if word != name_talk.BREAK]
    if len(said) < _FULL_NAME or (fitted(said, run.text) and not _is_written_apart(said, run.text)):
        return None
    name = f"{said[0]} {run.text}"
    return name if looks_like_a_name(name) else None


def _is_written_apart(said: Sequence[str], letters: str) -> bool:
    """Whether the letters spell all words behind the first, which were one word: "Ann well is, W, E, L, L, E, S"."""
    joined = "".join(said[1:])
    if len(said) <= _FULL_NAME or abs(len(joined) - len(letters)) > 1 or not same_word(joined, letters):
        return False
    fit = fitted(said[1:], letters)
    return fit is None or len(fit.parts) < len(said) - 1


def _is_doubtful(words: Sequence[str], run: Run) -> bool:
    """Whether all of its letters were said bare, without an example."""
    return all(len(word) == 1 or word == name_talk.BREAK for word in words[run.first : run.last])


def _covers(runs: Sequence[Run], words: Sequence[str]) -> bool:
    return sum(run.last - run.first for run in runs) == len(words)


def _spelled(words: Sequence[str], runs: Sequence[Run], *, trusting: bool = True) -> str:
    """The name with each spelled run in the place of the words that it spells, if they were said before it.

    trusting: the letters are as heard. Otherwise a word that was said stands where they differ only by letters that
    sound alike on a telephone.
    """
    parts: list[str] = []
    place = 0
    for together in _in_one_go(words, runs):
        parts += [word for word in words[place : together[0].first] if word != name_talk.BREAK]
        place = together[-1].last
        whole = Run("".join(run.text for run in together), together[0].first, place)
        for run in [whole] if fitted(parts, whole.text) else together:
            fit = fitted(parts, run.text)
            if fit is None:
                parts.append(run.text)
                continue
            doubtful = not trusting and _is_doubtful(words, run)
            for i, spelled in enumerate(fit.parts, fit.first):
                parts[i] = parts[i] if doubtful and sounds_alike(parts[i], spelled) else spelled
            again = fit.first > 1 and len(fit.parts) == 1 and same_word(parts[fit.first - 1], run.text)
            if again:
                del parts[fit.first - 1]  # "Ann Wells. Wells: W, E, L, L, S" says the last name again, then spells it
    return " ".join([*parts, *words[place:]])


def _in_one_go(words: Sequence[str], runs: Sequence[Run]) -> list[list[Run]]:
    """Runs with nothing but a break between them, together: a first and a last name spelled one after the other."""
    together: list[list[Run]] = []
    for run in runs:
        before = together[-1][-1] if together else None
        if before and all(word == name_talk.BREAK for word in words[before.last : run.first]):
            together[-1].append(run)
        else:
            together.append([run])
    return together


def _spoken(words: Sequence[str], runs: Sequence[Run]) -> str:
    """The name without what was spelled."""
    spelled = {i for run in runs for i in range(run.first, run.last)}
    return " ".join(word for i, word in enumerate(words) if i not in spelled)


def as_written(name: str) -> str:
    """As names are written: "o'brien" is O'Brien, "mary-ann" Mary-Ann; "Bond, James Bond" is said once."""
    words = [word for word in name.split() if word != name_talk.BREAK]
    if len(words) == 3 and words[0] == words[2]:
        words = words[1:]
    if len(words) > 2 and words[-1] == words[-2]:
        words = words[:-1]
    return re.sub(r"(?<![^\W\d_]{2}')\b[^\W\d_]", lambda initial: initial[0].upper(), " ".join(words))
