"""A call on the terminal: its words as they are said, then its turns with their times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from voice_agent.simulator import report as reports
from voice_agent.simulator.call_log import Noted

_WHO = {"caller": "[bold cyan]caller[/]", "agent": "[bold green] agent[/]", "line": "[dim]  line[/]"}


class LiveTranscript:
    """Prints what happens while a call lasts. `noted` is a `CallLog`'s watcher; `agent` can be told the agent's words
    by whoever knows them (a server in the same process)."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def noted(self, noted: Noted) -> None:
        if noted.what == "caller":
            self._line("caller", noted.detail, noted.at_ms)
        elif noted.what in ("stream ended", "queue", "ended"):
            self._line("line", f"{noted.what}: {noted.detail}", noted.at_ms)

    def heard(self, words: str, at_ms: float | None = None) -> None:
        """What the agent understood the caller to say: for recordings, whose words are not known beforehand."""
        self._line("caller", words, at_ms)

    def agent(self, words: str, at_ms: float | None = None) -> None:
        self._line("agent", words, at_ms)

    def _line(self, who: str, words: str, at_ms: float | None) -> None:
        clock = f"[dim]{at_ms / 1000:6.1f}[/] " if at_ms is not None else " " * 7
        self._console.print(f"{clock}{_WHO[who]}  {escape(words)}", soft_wrap=True)


def print_words(console: Console, report: Mapping[str, Any]) -> None:
    """The whole transcript, after the call."""
    for who, words in reports.lines(report):
        console.print(f"{_WHO[who]}  {escape(words)}", soft_wrap=True)


def print_report(console: Console, report: Mapping[str, Any], failures: Sequence[str] = ()) -> None:
    """Outcome, appointment, the turns' latencies, where the recording is, and what does not hold."""
    table = Table(title="Latency by turn, ms", title_justify="left", box=None, pad_edge=False)
    table.add_column("heard", max_width=30, no_wrap=True, overflow="ellipsis")
    for name in ("voice-to-voice", "endpoint", "stt", "understand", "tts"):
        table.add_column(name, justify="right", no_wrap=True)
    for turn in report["turns"]:
        if turn["heard"] or turn["voice_to_voice_ms"] is not None:
            keys = ("voice_to_voice_ms", "endpoint_ms", "stt_ms", "understand_ms", "tts_first_ms")
            table.add_row(escape(turn["heard"]), *(_number(turn[key]) for key in keys))
    console.print(table)
    sound = report["sound"]
    console.print(
        f"voice to voice: median {_number(sound['voice_to_voice_ms_p50'])} ms, p95 "
        f"{_number(sound['voice_to_voice_ms_p95'])} ms over {sound['exchanges']} answers; "
        f"call {report['seconds']:.0f} s"
    )
    console.print(f"outcome: [bold]{escape(report['outcome'])}[/]  (ended by {report['ended']})")
    if report["appointment"]:
        told = ", ".join(f"{name} {value}" for name, value in report["appointment"].items() if value is not None)
        console.print(f"appointment: {escape(told)}")
    if report["recording"]:
        console.print(f"recording: {escape(report['recording'])}")
    for error in report["errors"]:
        console.print(f"[yellow]error:[/] {escape(str(error))}")
    for failure in failures:
        console.print(f"[red]does not hold:[/] {escape(failure)}")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.0f}"
