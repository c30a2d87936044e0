"""How fast the calendar is, and whether it ever double-books: figures for `build/bench/scheduling.json`."""
