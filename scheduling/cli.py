"""`python -m scheduling`: the clinic's calendar and register from a terminal."""

from __future__ import annotations

import typer

from scheduling import cli_data, cli_patients, cli_staff, cli_waitlist

app = typer.Typer(no_args_is_help=True, help="The clinic's calendar and register, on SQLite or PostgreSQL.")
app.add_typer(cli_data.app)
app.add_typer(cli_staff.app)
app.add_typer(cli_patients.app)
app.add_typer(cli_waitlist.app)
