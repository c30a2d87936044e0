from __future__ import annotations

from pathlib import Path

from voice_agent.speech.phrase_cache import PhraseCache, RecentClips


def test_a_phrase_outlives_the_process_under_its_voice(tmp_path: Path) -> None:
    PhraseCache(tmp_path, "one").put("Hello.", b"\xff\x00")
    again = PhraseCache(tmp_path, "one")
    assert again.get("Hello.") is None  # nothing is read from disk while a caller waits
    assert again.load("Hello.") == b"\xff\x00"
    assert again.get("Hello.") == b"\xff\x00"
    assert PhraseCache(tmp_path, "another").load("Hello.") is None


def test_an_empty_file_counts_as_none(tmp_path: Path) -> None:
    cache = PhraseCache(tmp_path, "one")
    cache.put("Hello.", b"\xff")
    [file] = tmp_path.rglob("*.ulaw")
    file.write_bytes(b"")
    assert PhraseCache(tmp_path, "one").load("Hello.") is None


def test_a_folder_that_cannot_be_written_costs_nothing_but_the_disk(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = PhraseCache(tmp_path / "file", "one")
    cache.put("Hello.", b"\xff")
    assert cache.get("Hello.") == b"\xff"
    assert len(cache) == 1


def test_no_half_written_file_is_left_over(tmp_path: Path) -> None:
    cache = PhraseCache(tmp_path, "one")
    for n in range(3):
        cache.put("Hello.", bytes([n]) * 10)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in files] == [b"\x02" * 10]


def test_what_was_used_longest_ago_makes_room() -> None:
    recent = RecentClips(most_bytes=30)
    for text in "abc":
        recent.put(text, text.encode() * 10)
    assert recent.get("a") == b"a" * 10
    recent.put("d", b"d" * 15)
    assert [recent.get(text) for text in "abcd"] == [b"a" * 10, None, None, b"d" * 15]
    recent.put("d", b"e" * 20)
    assert recent.get("a") == b"a" * 10
    assert recent.get("d") == b"e" * 20


def test_a_clip_larger_than_all_the_room_is_not_kept() -> None:
    recent = RecentClips(most_bytes=5)
    recent.put("long", b"x" * 6)
    assert recent.get("long") is None
    recent.put("short", b"x" * 5)
    assert recent.get("short") == b"x" * 5
