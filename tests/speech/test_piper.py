"""The real voice, checked by ear: what it says is transcribed again."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from voice_agent.audio import mulaw
from voice_agent.audio.levels import dbfs
from voice_agent.audio.resampling import resample
from voice_agent.bench.word_errors import errors
from voice_agent.speech.models import ModelCorruptError, VoiceFiles
from voice_agent.speech.phrase_cache import PhraseCache
from voice_agent.speech.piper import PiperEngine, PiperSynthesizer
from voice_agent.speech.pronunciation import Lexicon
from voice_agent.speech.synthesizer import BLANK, Clip
from voice_agent.speech.whisper import WhisperEngine

pytestmark = pytest.mark.models

VISIT = "Your appointment is on Tuesday, December first, at nine thirty in the morning."


async def spoken(synthesizer: PiperSynthesizer, text: str) -> list[Clip]:
    return [clip async for clip in synthesizer.stream(text)]


def samples(clips: Sequence[Clip]) -> mulaw.Pcm:
    return mulaw.decode(b"".join(clip.mulaw for clip in clips))


async def test_dates_times_names_and_digits_are_understood_over_the_telephone(
    piper: PiperEngine, whisper: WhisperEngine
) -> None:
    """No rendering is like another: over three of each, one word in thirty is misheard as a rule ("in" for "and", a
    digit of three alike lost). A voice that is off is misheard in every sentence."""
    wrong = words = 0
    for sentence in (
        VISIT,
        "I have Thursday, March nineteenth, at two fifteen in the afternoon.",
        "The number is four one five, five five five, zero one three two.",
        "Was that Jonathan Miller, born on July ninth, nineteen eighty four?",
        "If this is an emergency, please hang up and dial nine one one.",
    ):
        for _ in range(3):
            clips = await spoken(PiperSynthesizer(piper), sentence)
            audio = resample(mulaw.to_float(samples(clips)), 8_000, 16_000)
            more, count = errors(sentence, whisper.transcribe(audio).text)
            wrong, words = wrong + more, words + count
    assert wrong <= words // 12


async def test_it_speaks_clause_by_clause_and_says_what_each_holds(piper: PiperEngine) -> None:
    clips = await spoken(PiperSynthesizer(piper), VISIT)
    assert [clip.text for clip in clips] == [
        "Your appointment is on Tuesday,",
        "December first,",
        "at nine thirty in the morning.",
    ]
    assert all(600 < clip.ms < 3_000 for clip in clips)


async def test_speech_begins_at_once_and_ends_with_the_last_word(piper: PiperEngine) -> None:
    for clip in await spoken(PiperSynthesizer(piper), VISIT):
        audible = np.flatnonzero(np.abs(mulaw.to_float(mulaw.decode(clip.mulaw))) > 0.01)
        assert audible[0] / 8 <= 20
    assert (len(clip.mulaw) - audible[-1]) / 8 <= 60


async def test_a_pause_stays_between_clauses(piper: PiperEngine) -> None:
    first, *_ = await spoken(PiperSynthesizer(piper), "We close at five. Anything else?")
    pause = len(first.mulaw) - len(first.mulaw.rstrip(bytes([mulaw.SILENCE])))
    assert pause / 8 >= 200


async def test_it_is_as_loud_as_a_telephone_voice_and_does_not_clip(piper: PiperEngine) -> None:
    pcm = samples(await spoken(PiperSynthesizer(piper), VISIT))
    assert -27 < dbfs(pcm) < -16
    assert np.mean(np.abs(pcm.astype(int)) > 32_000) < 0.001


async def test_a_constant_phrase_is_rendered_once_for_all_processes(piper: PiperEngine, tmp_path: Path) -> None:
    first = PiperSynthesizer(piper, cache=PhraseCache(tmp_path, "joe"))
    assert await first.warm([VISIT, "One moment."]) == 4
    said = await spoken(first, VISIT)
    again = PiperSynthesizer(piper, cache=PhraseCache(tmp_path, "joe"))
    await again.warm([VISIT])
    assert await spoken(again, VISIT) == said


async def test_of_a_phrase_with_a_blank_the_other_clauses_are_kept(piper: PiperEngine, tmp_path: Path) -> None:
    def cache() -> PhraseCache:
        return PhraseCache(tmp_path, "joe")

    phrase = "Your appointment is on Tuesday, {}. Is that right?"
    assert await PiperSynthesizer(piper, cache=cache()).warm([phrase.format(BLANK)]) == 2
    said = []
    for _ in range(2):  # what is rendered anew never sounds quite the same
        synthesizer = PiperSynthesizer(piper, cache=cache())
        await synthesizer.warm([phrase.format(BLANK)])
        said.append(await spoken(synthesizer, phrase.format("December first")))
    assert [one == other for one, other in zip(*said, strict=True)] == [True, False, True]


async def test_what_was_said_of_late_is_not_rendered_again_and_not_written_down(
    piper: PiperEngine, tmp_path: Path
) -> None:
    synthesizer = PiperSynthesizer(piper, cache=PhraseCache(tmp_path, "joe"))
    first = await spoken(synthesizer, "Thank you, Eleanor.")
    assert await spoken(synthesizer, "Thank you, Eleanor.") == first
    assert os.listdir(tmp_path) == []


async def test_the_lexicon_changes_the_sound_and_not_the_text(piper: PiperEngine) -> None:
    plain = await spoken(PiperSynthesizer(piper), "Doctor Nguyen is in.")
    said = await spoken(PiperSynthesizer(piper, lexicon=Lexicon({"Nguyen": "/nwˈɪn/"})), "Doctor Nguyen is in.")
    assert [clip.text for clip in said] == [clip.text for clip in plain] == ["Doctor Nguyen is in."]
    assert b"".join(clip.mulaw for clip in said) != b"".join(clip.mulaw for clip in plain)


@pytest.mark.parametrize("text", ["", "   ", "...", "—"])
async def test_nothing_to_say_is_no_error(piper: PiperEngine, text: str) -> None:
    assert sum(clip.ms for clip in await spoken(PiperSynthesizer(piper), text)) < 1_500


async def test_the_event_loop_runs_on_while_it_renders(piper: PiperEngine) -> None:
    synthesizer = PiperSynthesizer(piper)
    task = asyncio.create_task(spoken(synthesizer, VISIT))
    ticks = 0
    while not task.done():
        await asyncio.sleep(0.005)
        ticks += 1
    synthesizer.close()
    assert ticks > 5


async def test_a_stream_that_is_closed_renders_no_more(piper: PiperEngine) -> None:
    synthesizer = PiperSynthesizer(piper)
    stream = synthesizer.stream(VISIT)
    first = await anext(stream)
    await stream.aclose()
    assert first.text.startswith("Your appointment")
    assert [clip.text for clip in await spoken(synthesizer, "Goodbye.")] == ["Goodbye."]


def test_a_file_that_is_no_voice_is_named(tmp_path: Path) -> None:
    for name in ("voice.onnx", "voice.onnx.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(ModelCorruptError, match="cannot be loaded"):
        PiperEngine(VoiceFiles(tmp_path / "voice.onnx", tmp_path / "voice.onnx.json"))
