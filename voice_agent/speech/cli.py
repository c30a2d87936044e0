"""The speech parts alone, from the command line: `transcribe` recordings, `say` a sentence."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import numpy as np
import soundfile
import typer

from voice_agent.audio import mulaw
from voice_agent.audio.resampling import resample
from voice_agent.audio.vad import SileroModel, speech_steps
from voice_agent.speech.fast_path import RATE
from voice_agent.speech.listening import Listening
from voice_agent.speech.models import ModelError, resolve_networks
from voice_agent.speech.piper import load_synthesizer
from voice_agent.speech.pronunciation import Lexicon, LexiconError, read_lexicon
from voice_agent.speech.segments import joined, utterances
from voice_agent.speech.synthesizer import Synthesizer
from voice_agent.speech.transcriber import Bias, Samples, Transcription
from voice_agent.speech.whisper import WhisperEngine

T = TypeVar("T")
_AT_ONCE_S = 15.0

app = typer.Typer(no_args_is_help=True)


class AudioFileError(ValueError):
    """A recording cannot be read; the message says which and why."""


def read_recording(path: Path) -> Samples:
    """The caller's channel (the left one) of a WAV or FLAC file of any rate, at 16 kHz. Raises AudioFileError."""
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (OSError, soundfile.LibsndfileError) as error:
        raise AudioFileError(f"{path} cannot be read as audio (WAV or FLAC is wanted): {error}") from error
    return resample(np.ascontiguousarray(samples[:, 0]), rate, RATE)


@app.command()
def transcribe(
    files: Annotated[list[Path], typer.Argument(help="Recordings: WAV or FLAC, any rate; of stereo, the left.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    model: Annotated[
        str,
        typer.Option(
            envvar="VOICE_AGENT_WHISPER_MODEL", help='"base", "tiny.en", a folder, or a name faster-whisper knows.'
        ),
    ] = "base",
    quick_model: Annotated[
        str, typer.Option(envvar="VOICE_AGENT_QUICK_WHISPER_MODEL", help='Hears first; "": none does.')
    ] = "tiny.en",
    expecting: Annotated[str | None, typer.Option(help="What was asked for, e.g. name, phone.")] = None,
    word: Annotated[list[str] | None, typer.Option(help="A word that is likely to be said; repeatable.")] = None,
) -> None:
    """Write down what is said in recordings, in order. Exit code 1 where any could not be read."""
    vad = SileroModel()
    engine = WhisperEngine(_found(lambda: resolve_networks(model, quick_model)), vad, Listening(workers=1))
    bias = Bias(tuple(word or ()), expecting)
    failed = False
    for path in files:
        try:
            heard = hear(engine, vad, read_recording(path), bias)
        except AudioFileError as error:
            failed = True
            typer.echo(json.dumps({"file": str(path), "error": str(error)}) if as_json else str(error), err=not as_json)
            continue
        typer.echo(json.dumps(line_of(path, heard), ensure_ascii=False) if as_json else f"{path}: {heard.text}")
    raise typer.Exit(1 if failed else 0)


@app.command()
def say(
    text: Annotated[str, typer.Argument(help="What to say.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The WAV file to write (8 kHz, 16 bit).")],
    voice: Annotated[
        str, typer.Option(envvar="VOICE_AGENT_VOICE", help='"joe", or the path of a Piper voice (.onnx).')
    ] = "joe",
    lexicon: Annotated[Path | None, typer.Option(help="YAML file of names and how they are said.")] = None,
) -> None:
    """Say a sentence as a caller would hear it."""
    if not any(letter.isalnum() for letter in text):
        raise typer.BadParameter("there is nothing in it to say", param_hint="TEXT")
    if output.suffix.lower() != ".wav":
        raise typer.BadParameter(f"{output} would be a WAV file: call it {output.with_suffix('.wav')}", param_hint="-o")
    known = _found(lambda: read_lexicon(lexicon)) if lexicon else Lexicon()
    synthesizer = _found(lambda: load_synthesizer(voice, lexicon=known))
    spoken = asyncio.run(_spoken(synthesizer, text))
    try:
        soundfile.write(output, mulaw.decode(spoken), mulaw.SAMPLE_RATE, subtype="PCM_16", format="WAV")
    except (OSError, soundfile.LibsndfileError) as error:
        typer.echo(f"{output} cannot be written: {error}", err=True)
        raise typer.Exit(1) from error


def hear(engine: WhisperEngine, vad: SileroModel, samples: Samples, bias: Bias = Bias()) -> Transcription:
    """A recording of any length at 16 kHz: at once where it is short, else utterance by utterance."""
    if len(samples) <= _AT_ONCE_S * RATE:
        return engine.transcribe(samples, bias)
    parts = utterances(samples, RATE, speech_steps(vad, samples, RATE))
    return joined([engine.transcribe(part, bias) for part in parts], len(samples) / RATE * 1000)


def line_of(path: Path, heard: Transcription) -> dict[str, object]:
    """A recording's line of JSON."""
    return {
        "file": str(path),
        "text": heard.text,
        "confidence": round(heard.confidence, 3),
        "nbest": [one.text for one in heard.nbest],
        "digits": heard.digits,
        "audio_s": round(heard.audio_ms / 1000, 3),
        "ms": round(heard.ms, 1),
        "path": heard.path,
    }


async def _spoken(synthesizer: Synthesizer, text: str) -> bytes:
    return b"".join([clip.mulaw async for clip in synthesizer.stream(text)])


def _found(load: Callable[[], T]) -> T:
    """What was loaded; or a line on stderr that says what is missing, and the end."""
    try:
        return load()
    except (ModelError, LexiconError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
