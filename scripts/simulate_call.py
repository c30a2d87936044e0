#!/usr/bin/env python
"""Plays a recording or a scenario to a server: the same as `voice-agent call`."""

import sys

from voice_agent.cli import app

if __name__ == "__main__":
    app(["call", *sys.argv[1:]])
