"""What each subcommand of `voice-agent` does with its options."""
