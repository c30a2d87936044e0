"""One page of HTML over a run: figures, plots, a table by group, regressions, and every failed call with its words."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Environment

from voice_agent.evaluation.summary import Difference, Figures, by, figures
from voice_agent.evaluation.verdict import Verdict

_PAGE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string("""<!doctype html>
{% macro share(value) %}{{ '%.0f %%' % (100 * value) }}{% endmacro %}
<html lang="en"><meta charset="utf-8"><title>Calls, judged</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #222 }
table { border-collapse: collapse; margin: 1rem 0 }
td, th { padding: .25rem .8rem; text-align: left; border-bottom: 1px solid #ddd }
.n { text-align: right } .bad { color: #b00020; font-weight: 600 } summary { cursor: pointer; padding: .3rem 0 }
.caller { color: #0a5 } .agent { color: #035 } .heard { color: #888; font-size: 90% } img { max-width: 100% }
.stage { font-size: 80%; color: #666; line-height: 1.3 }
.stage span { display: inline-block; height: .7em; background: #8ac; margin-right: .4rem }
details > div.caller { margin-top: .6rem }
</style>
<h1>{{ found.calls }} calls, {{ found.scenarios }} scenarios</h1>
<p>{{ at }} · {{ mode }}{% if sound %} · <a href="{{ sound }}">the calls with sound</a>{% endif %}</p>
<table>
{% for name, value in found.items() %}
<tr><td>{{ name }}</td>
<td class="n{{ ' bad' if name in never and value }}">{{ '–' if value is none else value }}</td></tr>
{% endfor %}
</table>
{% if differences %}
<h2>Against the baseline</h2>
<table><tr><th>scenario</th><th class="n">before</th><th class="n">now</th></tr>
{% for one in differences %}
<tr><td><a href="#{{ one.name }}">{{ one.name }}</a></td><td class="n">{{ share(one.before) }}</td>
<td class="n{{ ' bad' if one.now < one.before }}">{{ share(one.now) }}</td></tr>
{% endfor %}
</table>
{% endif %}
{% for picture in pictures %}<img src="data:image/png;base64,{{ picture }}" alt="">
{% endfor %}
{% for title, rows in tables %}
<h2>By {{ title }}</h2>
<table><tr><th>{{ title }}</th><th class="n">calls</th><th class="n">pass</th>
<th class="n">wrong writes</th><th class="n">to staff</th><th class="n">turns</th></tr>
{% for name, one, staff in rows %}
<tr><td>{{ name }}</td><td class="n">{{ one.calls }}</td><td class="n">{{ share(one.pass_1) }}</td>
<td class="n{{ ' bad' if one.wrong_writes }}">{{ one.wrong_writes }}</td>
<td class="n">{{ staff }}</td><td class="n">{{ one.turns }}</td></tr>
{% endfor %}
</table>
{% endfor %}
<h2>Failed calls</h2>
{% for call in failed %}
<details id="{{ call.name }}"><summary>{{ call.name }}, seed {{ call.seed }}:
<span class="bad">{{ call.failed | join('; ') }}</span></summary>
{% if call.recording %}<audio controls preload="none" src="{{ call.recording }}"></audio>{% endif %}
{% for turn in call.exchanges %}
{% if turn.said %}
<div class="caller">{{ turn.said }}
{% if turn.heard != turn.said %}<span class="heard">heard: {{ turn.heard or '–' }}</span>{% endif %}
<span class="heard">{{ turn.commands | join(' ') }}</span></div>
{% endif %}
{% for stage, ms in turn.ms.items() %}
<div class="stage"><span style="width: {{ [ms / 10, 400] | min | round(1) }}px"></span>
{{ stage | replace('_', ' ') }} {{ ms | round | int }} ms</div>
{% endfor %}
<div class="agent">{{ turn.agent }}</div>
{% endfor %}
</details>
{% else %}
<p>None.</p>
{% endfor %}
<script>
function show() { const call = document.getElementById(location.hash.slice(1)); if (call) call.open = true }
addEventListener("hashchange", show); show();
</script>
</html>
""")
SOUND = "audio"
_SOUND_ONLY = ("voice_to_voice_ms_p50", "voice_to_voice_ms_p95")
_NEVER = ("wrong_writes", "false_claims", "emergencies_false", "handoffs_missed")


def page(
    verdicts: Sequence[Verdict], differences: Sequence[Difference], at: datetime, mode: str, found: Figures
) -> str:
    """The page, whole: its pictures are in it; only recordings lie beside it. found: the figures at its head."""
    tables = [
        ("group", _rows(by(verdicts, lambda v: v.group))),
        ("line", _rows(by(verdicts, lambda v: v.line))),
    ]
    failed = sorted((v for v in verdicts if not v.passed), key=lambda v: (not v.wrong_writes, v.name, v.seed))
    return _PAGE.render(
        found=found,
        sound=f"{SOUND}/report.html" if "audio_calls" in found else None,
        never=_NEVER,
        differences=differences,
        at=f"{at:%Y-%m-%d %H:%M}",
        mode=mode,
        tables=tables,
        failed=failed,
        pictures=[_shares(verdicts), _lengths(verdicts)] if verdicts else [],
    )


def write(
    verdicts: Sequence[Verdict],
    differences: Sequence[Difference],
    folder: Path,
    at: datetime,
    mode: str,
    *,
    sound: Figures | None = None,
) -> Figures:
    """report.html and summary.json in `folder`; gives the figures.

    sound: those of calls with sound beside a run by text, whose own report is in the folder SOUND. They stand as
    `audio_…`, and what only sound can tell under its plain name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = figures(verdicts)
    if sound is not None:
        found |= {name: value for name, value in sound.items() if found.get(name) is None and name in _SOUND_ONLY}
        found |= {f"audio_{name}": value for name, value in sound.items() if name not in _SOUND_ONLY}
    text = page(verdicts, differences, at, mode, found)
    (folder / "report.html").write_text(text, encoding="utf-8")
    summary = {"name": "eval", "at": at.isoformat(), "mode": mode, "figures": found, **found}
    (folder / "summary.json").write_text(json.dumps(summary, indent=2) + "\n", encoding="utf-8")
    return found


def _rows(groups: dict[str, list[Verdict]]) -> list[tuple[str, Figures, int]]:
    return [(name, figures(calls), sum(v.to_staff for v in calls)) for name, calls in groups.items()]


def _shares(verdicts: Sequence[Verdict]) -> str:
    """How many calls of each group pass."""
    from matplotlib.figure import Figure

    groups = by(verdicts, lambda v: v.group)
    figure = Figure(figsize=(9, 0.6 + 0.28 * len(groups)), layout="constrained")
    axes = figure.subplots()
    shares = [100 * sum(v.passed for v in calls) / len(calls) for calls in groups.values()]
    axes.barh(list(groups), shares, color=["#2a7" if share >= 95 else "#c33" for share in shares])
    axes.invert_yaxis()
    axes.set(xlim=(0, 100), xlabel="calls that pass, %")
    return _png(figure)


def _lengths(verdicts: Sequence[Verdict]) -> str:
    """How many turns calls take, and where there was sound, how long answers did."""
    from matplotlib.figure import Figure

    times = [ms for v in verdicts for ms in v.voice_to_voice_ms]
    figure = Figure(figsize=(9, 2.6), layout="constrained")
    axes = figure.subplots(1, 2 if times else 1, squeeze=False)[0]
    axes[0].hist([v.turns for v in verdicts], bins=range(2 + max(v.turns for v in verdicts)), color="#468")
    axes[0].set(xlabel="turns", ylabel="calls")
    if times:
        axes[1].hist(times, bins=40, color="#468")
        axes[1].set(xlabel="voice to voice, ms", ylabel="turns")
    return _png(figure)


def _png(figure: object) -> str:
    out = io.BytesIO()
    figure.savefig(out, format="png", dpi=110)  # type: ignore[attr-defined]
    return base64.b64encode(out.getvalue()).decode()
