import pytest
from hypothesis import given
from hypothesis import strategies as st

from voice_agent.understanding.numbers import cardinal_at, digit_at, numbers, ordinal_at, words

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
UNITS += ["seventeen", "eighteen", "nineteen"]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def say(n: int, *, hyphen: bool, conjunction: bool) -> str:
    if n < 20:
        return UNITS[n]
    if n < 100:
        tens, unit = divmod(n, 10)
        return TENS[tens] + (("-" if hyphen else " ") + UNITS[unit] if unit else "")
    size, name = (1000, "thousand") if n >= 1000 else (100, "hundred")
    head, rest = divmod(n, size)
    tail = (" and " if conjunction else " ") + say(rest, hyphen=hyphen, conjunction=conjunction) if rest else ""
    return f"{say(head, hyphen=hyphen, conjunction=conjunction)} {name}{tail}"


@given(st.integers(0, 999_999), st.booleans(), st.booleans())
def test_a_spoken_cardinal_is_read_back(n: int, hyphen: bool, conjunction: bool) -> None:
    said = words(say(n, hyphen=hyphen, conjunction=conjunction))
    read = cardinal_at(said, 0)
    assert read is not None
    assert (read.value, read.last) == (n, len(said))


@given(st.integers(0, 10**9))
def test_digits_keep_how_they_were_written(n: int) -> None:
    read = cardinal_at(words(f"0{n}"), 0)
    assert read is not None
    assert (read.value, read.digits) == (n, f"0{n}")


@given(st.text())
def test_every_word_is_where_it_says(text: str) -> None:
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
    numbers(words(text))


@pytest.mark.parametrize(
    ("said", "value", "length"),
    [
        ("first", 1, 1),
        ("twenty-third", 23, 3),
        ("thirty first of May", 31, 2),
        ("3rd", 3, 1),
        ("21 st", 21, 2),
        ("twelfth", 12, 1),
        ("thirtieth", 30, 1),
    ],
)
def test_ordinals(said: str, value: int, length: int) -> None:
    read = ordinal_at(words(said), 0)
    assert read is not None
    assert (read.value, read.last, read.ordinal) == (value, length, True)


@pytest.mark.parametrize("said", ["twenty", "three", "21", "stand", ""])
def test_what_is_no_ordinal(said: str) -> None:
    assert ordinal_at(words(said), 0) is None


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("two thirty", [2, 30]),
        ("twenty ten", [20, 10]),
        ("four fifteen or twenty five past", [4, 15, 25]),
        ("room 2 30", [2, 30]),
        ("a hundred and six and 7", [106, 7]),
        ("a cold", []),
    ],
)
def test_neighbours_do_not_add_up(said: str, values: list[int]) -> None:
    assert [n.value for n in numbers(words(said))] == values


def test_digits_one_by_one() -> None:
    said = words("oh seven nought 4 o 12")
    assert [digit_at(said, i) for i in range(len(said))] == [0, 7, 0, 4, 0, None]


def test_punctuation_and_meridiems_are_words() -> None:
    assert [w.text for w in words("2:30p.m. O’Clock, a. m.")] == ["2", ":", "30", "pm", "o'clock", ",", "am"]
