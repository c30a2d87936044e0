"""How the agent takes turns, measured on a clock that costs no time: real ears, real voice, real session."""
