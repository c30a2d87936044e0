from scheduling.cli import app

app(prog_name="python -m scheduling")
