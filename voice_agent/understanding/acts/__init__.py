"""What a whole utterance does after what the agent said: a classifier over sentences of people, and what it settles."""
