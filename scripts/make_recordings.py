#!/usr/bin/env python
"""Renders the recorded callers of tests/calls/recordings (see --help)."""

import typer

from voice_agent.simulator.cli import make_recordings

if __name__ == "__main__":
    typer.run(make_recordings)
