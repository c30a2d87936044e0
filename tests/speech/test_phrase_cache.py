from __future__ import annotations

from pathlib import Path

from voice_agent.speech.phrase_cache import PhraseCache


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
