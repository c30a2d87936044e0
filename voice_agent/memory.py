"""What a decode is done with goes back to the system at once, instead of staying the process's for good."""

from __future__ import annotations

import ctypes
import os

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
BUFFER = 1 << 20
"""Bytes from which a block is returned by itself; glibc otherwise raises the bound to 32 MB as it meets larger ones."""
ARENAS = 2
"""Heaps that threads share; by default each thread has its own, and keeps what it once needed."""

PRIMITIVES = 8
"""Convolutions that oneDNN keeps ready, one for each length of audio: by default 1,024, which grow to 250 MB in some
hundred decodes and make none of them faster."""


def give_back_buffers() -> None:
    """For the whole process, before it decodes or starts threads; of the allocator, where the C library is glibc.
    A decode takes some 2 % longer."""
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", str(PRIMITIVES))
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, BUFFER)
        mallopt(_M_TRIM_THRESHOLD, BUFFER)
        mallopt(_M_ARENA_MAX, ARENAS)
