"""The real model on the caller's voice. What is asserted holds with room to spare: names and figures are not."""

from __future__ import annotations

import asyncio

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from tests.speech.conftest import Says
from voice_agent.bench.word_errors import errors, words_of
from voice_agent.speech.listening import Listening
from voice_agent.speech.models import ModelCorruptError, Networks
from voice_agent.speech.transcriber import Bias, Samples
from voice_agent.speech.whisper import WhisperEngine, WhisperTranscriber

pytestmark = pytest.mark.models

SENTENCES = (
    "I would like to make an appointment for next Tuesday morning.",
    "Do you have anything later in the week?",
    "What should I bring to my first visit?",
)


def silence(seconds: float) -> Samples:
    return np.zeros(int(16_000 * seconds), np.float32)


def noise(seconds: float, level: float) -> Samples:
    rng = np.random.default_rng(3)
    return (rng.standard_normal(int(16_000 * seconds)) * level).astype(np.float32)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_plain_sentences_are_heard(whisper: WhisperEngine, caller_says: Says, sentence: str) -> None:
    heard = whisper.transcribe(caller_says(sentence))
    wrong, words = errors(sentence, heard.text)
    assert wrong <= words // 5
    assert heard.path in ("quick", "fast")
    assert heard.confidence > 0.5
    assert heard.nbest[0].text == heard.text


@pytest.mark.parametrize("around_s", [0.0, 0.5, 3.0])
def test_silence_around_the_words_changes_nothing(whisper: WhisperEngine, caller_says: Says, around_s: float) -> None:
    sentence = SENTENCES[0]
    quiet = silence(around_s)
    heard = whisper.transcribe(np.concatenate([quiet, caller_says(sentence), quiet]))
    assert errors(sentence, heard.text)[0] <= 2


@pytest.mark.parametrize(
    "audio", [silence(0), silence(2), noise(2, 0.003), noise(3, 0.03), noise(1, 0.2)], ids=lambda audio: f"{len(audio)}"
)
def test_silence_and_noise_give_nothing(whisper: WhisperEngine, audio: Samples) -> None:
    heard = whisper.transcribe(audio)
    assert heard.text == ""
    assert heard.confidence == 0


def test_noise_lowers_the_confidence(whisper: WhisperEngine, caller_says: Says) -> None:
    clean = caller_says(SENTENCES[0])
    rough = clean + noise(len(clean) / 16_000, float(np.std(clean)))[: len(clean)]
    assert whisper.transcribe(rough).confidence < whisper.transcribe(clean).confidence


def test_a_name_is_heard_in_several_ways(whisper: WhisperEngine, caller_says: Says) -> None:
    audio = caller_says("My name is Marguerite Oyelaran.")
    assert len(whisper.transcribe(audio, Bias(expecting="name")).nbest) >= 3


def test_digits_are_read_a_second_time_where_a_number_was_asked_for(whisper: WhisperEngine, caller_says: Says) -> None:
    audio = caller_says("Four one five, five five five, zero one three two.")
    assert whisper.transcribe(audio, Bias(expecting="phone")).digits == "4155550132"
    assert whisper.transcribe(audio).digits is None


@pytest.mark.parametrize("expecting", ["phone", "date_of_birth"])
def test_an_emergency_is_never_forced_into_digits(whisper: WhisperEngine, caller_says: Says, expecting: str) -> None:
    heard = whisper.transcribe(caller_says("I can't breathe, and my chest hurts."), Bias(expecting=expecting))
    assert "breathe" in heard.text
    assert "chest" in heard.text
    assert heard.digits is None


def test_the_clinics_words_are_not_heard_where_they_were_not_said(whisper: WhisperEngine, caller_says: Says) -> None:
    bias = Bias(words=("Dr. Okonkwo", "Dr. Lindqvist", "dermatology", "colonoscopy"))
    for sentence in SENTENCES:
        heard = whisper.transcribe(caller_says(sentence), bias)
        assert not set(words_of(heard.text)) & {"okonkwo", "lindqvist", "dermatology", "colonoscopy"}


def test_letters_are_heard_one_by_one(whisper: WhisperEngine, caller_says: Says) -> None:
    heard = whisper.transcribe(caller_says("Oscar Brandt, B, R, A, N, D, T."), Bias(expecting="name"))
    assert any("BRANDT" in hypothesis.text.replace("-", "") for hypothesis in heard.nbest)
    assert not any("Z-A-V-E-H" in hypothesis.text for hypothesis in heard.nbest)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_answer_is_guessed_out_of_other_words(whisper: WhisperEngine, caller_says: Says, sentence: str) -> None:
    bias = Bias((), "visit_type", ("hearing test", "wart removal", "allergy shot"))
    assert whisper.transcribe(caller_says(sentence), bias).guess is None


def test_the_answer_that_was_given_fits_the_sound_best(whisper: WhisperEngine, caller_says: Says) -> None:
    audio = caller_says("A hearing test.")
    path = whisper._path
    encoded, seconds = path.encode(audio, 4.0), len(audio) / 16_000
    right, *wrong = path.weigh(
        encoded, seconds, ["A hearing test.", "A herring pest.", "An allergy shot.", "Hold on.", "A hearing."]
    )
    assert right > max(wrong)


def test_of_a_long_recording_the_end_is_heard(whisper: WhisperEngine, caller_says: Says) -> None:
    heard = whisper.transcribe(np.concatenate([silence(40), caller_says(SENTENCES[2])]))
    assert errors(SENTENCES[2], heard.text)[0] <= 2


def test_a_folder_that_holds_no_model_is_named(whisper: WhisperEngine, tmp_path: object) -> None:
    with pytest.raises(ModelCorruptError, match="cannot be loaded"):
        WhisperEngine(Networks(str(tmp_path)), whisper._vad)


async def test_the_event_loop_runs_on_while_several_are_heard(whisper: WhisperEngine, caller_says: Says) -> None:
    transcriber = WhisperTranscriber(whisper, Listening(workers=2))
    audio = [caller_says(sentence) for sentence in SENTENCES]
    jobs = asyncio.gather(*(transcriber.transcribe(part) for part in audio))
    ticks = 0
    while not jobs.done():
        await asyncio.sleep(0.005)
        ticks += 1
    heard = [result.text for result in await jobs]
    transcriber.close()
    assert ticks > 10
    assert all(errors(said, text)[0] <= 2 for said, text in zip(SENTENCES, heard, strict=True))


async def test_a_speculation_that_is_given_up_while_it_waits_is_never_decoded(
    whisper: WhisperEngine, caller_says: Says
) -> None:
    transcriber = WhisperTranscriber(whisper, Listening(workers=1, hold_s=0))
    first = asyncio.create_task(transcriber.transcribe(caller_says(SENTENCES[0])))
    await asyncio.sleep(0)
    second = asyncio.create_task(transcriber.transcribe(caller_says(SENTENCES[1])))
    await asyncio.sleep(0)
    assert transcriber.waiting == 1
    second.cancel()
    await first
    assert transcriber.waiting == 0
    assert second.cancelled()
    transcriber.close()


@pytest.mark.usefixtures("whisper")
def test_no_second_thread_of_the_matrices_spins_beside_the_decoders() -> None:
    threads = [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]
    assert threads
    assert set(threads) == {1}
