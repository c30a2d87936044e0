"""Rendered phrases, keyed by voice and words: what is said often is rendered once.

The clinic's own constant phrases are kept on disk, and for good; what was said of late (a day, a time, a doctor's name)
in memory alone, and not for long.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import OrderedDict
from pathlib import Path


class PhraseCache:
    """µ-law clips in a folder, and in memory once read. `voice`: whatever the sound depends on besides the words.

    Only the clinic's own constant phrases belong here: it is never given what was made for one patient. A folder
    that cannot be written costs speed, nothing else: phrases then live in memory alone.
    """

    def __init__(self, folder: Path, voice: str) -> None:
        self._folder = folder / hashlib.sha256(voice.encode()).hexdigest()[:16]
        self._clips: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self._clips)

    def get(self, text: str) -> bytes | None:
        """The clip if it is in memory: no file is read while a caller waits."""
        return self._clips.get(text)

    def load(self, text: str) -> bytes | None:
        """The clip from memory or disk."""
        if text not in self._clips:
            try:
                clip = self._path(text).read_bytes()
            except OSError:
                return None
            if clip:
                self._clips[text] = clip
        return self._clips.get(text)

    def put(self, text: str, mulaw: bytes) -> None:
        """Keep a clip; on disk whole or not at all."""
        self._clips[text] = mulaw
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, fresh = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(handle, "wb") as file:
                file.write(mulaw)
            Path(fresh).replace(self._path(text))
        except OSError:
            return

    def _path(self, text: str) -> Path:
        return self._folder / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.ulaw"


class RecentClips:
    """The clips that were used last, in memory: forgotten when newer ones need the room (`most_bytes`), and with the
    process. They may hold a patient's name, so they never get to the disk."""

    def __init__(self, most_bytes: int = 4_000_000) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._clips: OrderedDict[str, bytes] = OrderedDict()

    def get(self, text: str) -> bytes | None:
        clip = self._clips.get(text)
        if clip is not None:
            self._clips.move_to_end(text)
        return clip

    def put(self, text: str, mulaw: bytes) -> None:
        self._bytes += len(mulaw) - len(self._clips.pop(text, b""))
        self._clips[text] = mulaw
        while self._bytes > self._most_bytes:
            _, oldest = self._clips.popitem(last=False)
            self._bytes -= len(oldest)
