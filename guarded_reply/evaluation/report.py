"""The run as one self-contained HTML page: headline, plots, confusion matrix, every failing case with its text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from guarded_reply.evaluation.junit import what_failed
from guarded_reply.evaluation.report_style import SCRIPT, STYLE

Record = dict[str, Any]
MAX_CASES = 2000
_TITLES = {
    "precision": "Precision (rules)", "recall": "Recall (rules)", "pass_rate": "Cases passed", "catch_rate": "Violating turns blocked", "false_alarm_rate": "Clean turns blocked",
    "expectation_met": "Expectation met", "leak_rate": "Leaked", "first_draft_ok": "First draft passed", "accepted": "Accepted", "repaired": "Repaired", "fallback": "Fallback", "handoff": "Handed over",
}  # fmt: skip


def html_report(summary: dict[str, Any], records: Sequence[Record]) -> str:
    """The whole page. It loads nothing; it reads well on a phone, in the dark and in print."""
    failing = [record for record in records if record.get("incomplete") or not record["passed"]]
    kind = "Guard" if summary["kind"] == "guard" else "Replies"
    parts = [
        f"<!doctype html><html lang=zh-CN><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'><title>{kind} eval</title><style>{STYLE}</style>",
        f"<header><h1>{kind} eval</h1><p>{_headline(summary)}</p>{_jump(failing)}<p class=meta>{_meta(summary)}</p></header><main>",
        _section("Figures, with Wilson 95 % intervals", _intervals({key: value for key, value in summary["metrics"].items() if isinstance(value, dict)})),
        _pass_hat(summary),
        _rules(summary),
        _groups(summary, "stages", "By stage"),
        _groups(summary, "registers", "By register (read from the text)"),
        _groups(summary, "tags", "By tag"),
        _costs(summary),
        _confusion(summary),
        _cases(failing),
        f"</main><script>{SCRIPT}</script></html>\n",
    ]
    return "".join(parts)


def percent(value: float | None) -> str:
    """A share as people read it: ``98.3 %``."""
    return "–" if value is None else f"{value * 100:.1f} %"


def in_words(rate: dict[str, Any]) -> str:
    """A rate with what it rests on: ``0 of 200, at most 1.9 %``."""
    if not rate["total"]:
        return "nothing counted"
    counted = f"{rate['hits']:g} of {rate['total']}"
    if rate["hits"] == 0:
        return f"{counted}, at most {percent(rate['high'])}"
    if rate["hits"] == rate["total"]:
        return f"{counted}, at least {percent(rate['low'])}"
    return f"{counted} = {percent(rate['value'])} ({percent(rate['low'])} to {percent(rate['high'])})"


def _headline(summary: dict[str, Any]) -> str:
    names = ("catch_rate", "false_alarm_rate") if summary["kind"] == "guard" else ("leak_rate", "expectation_met")
    words = "; ".join(f"<b>{_TITLES[name]}</b>: {in_words(summary['metrics'][name])}" for name in names)
    missing = f"; <b class=bad>{summary['incomplete']} incomplete</b>" if summary["incomplete"] else ""
    return words + missing


def _jump(failing: Sequence[Record]) -> str:
    return f"<p><a href='#cases'>{len(failing)} failing case{'' if len(failing) == 1 else 's'}</a></p>" if failing else ""


def _meta(summary: dict[str, Any]) -> str:
    run = summary.get("run", {})
    return escape(" · ".join([f"{summary['cases']} cases, {summary['runs']} runs", *(f"{key} {value if not isinstance(value, str) else value[:23]}" for key, value in run.items())]))


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>" if body else ""


def _intervals(rates: dict[str, dict[str, Any]]) -> str:
    """A dot on its interval for each rate, the figures beside it; on a phone the bar goes below its words."""
    rows = "".join(
        f"<div class=rate><span class=name>{escape(_TITLES.get(name, name))}</span><span class=words>{escape(in_words(rate))}</span>"
        f"<div class=bar role=presentation><b style='left:{100 * rate['low']:.1f}%;width:{100 * (rate['high'] - rate['low']):.1f}%'></b><i style='left:{100 * rate['value']:.1f}%'></i></div></div>"
        for name, rate in rates.items()
        if rate["total"]
    )
    ticks = "".join(f"<span>{share} %</span>" for share in (0, 25, 50, 75, 100))
    return f"<div class=plot>{rows}<div class=rate><span></span><span class=words></span><div class=ticks>{ticks}</div></div></div>" if rows else ""


def _short(rate: dict[str, Any]) -> str:
    """A rate for a table's cell: value, interval, and out of how many."""
    if not rate["total"]:
        return "–"
    return f"{percent(rate['value'])} <small>{rate['low'] * 100:.0f}–{rate['high'] * 100:.0f} of {rate['total']}</small>"


def _costs(summary: dict[str, Any]) -> str:
    """What the run took: latency, and tokens and money where a model was asked."""
    timing = summary["timing"]
    figures = {f"Latency {name}": f"{timing[key]:.1f} ms" for name, key in (("median", "latency_ms_p50"), ("95 %", "latency_ms_p95"), ("longest", "latency_ms_max")) if timing.get(key) is not None}
    tokens = summary.get("tokens", {})
    if any(tokens.values()):
        figures |= {"Prompt tokens": f"{tokens['prompt']:,}", "Answer tokens": f"{tokens['completion']:,}"}
    if summary.get("cost_yuan"):
        figures["Cost"] = f"{summary['cost_yuan']} yuan"
    return _section("What it took", "<dl class=facts>" + "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in figures.items()) + "</dl>") if figures else ""


def _pass_hat(summary: dict[str, Any]) -> str:
    shares = {key.removeprefix("pass_hat_"): value for key, value in summary["metrics"].items() if key.startswith("pass_hat_") and value is not None}
    if len(shares) < 2:
        return ""
    return _section("All of k repeats pass", "<table><tr>" + "".join(f"<th>k = {k}</th>" for k in shares) + "</tr><tr>" + "".join(f"<td>{percent(value)}</td>" for value in shares.values()) + "</tr></table>")


def _rules(summary: dict[str, Any]) -> str:
    rules = summary["rules"]
    if summary["kind"] != "guard":
        rows = "".join(f"<tr><td>{escape(rule)}</td><td>{count}</td></tr>" for rule, count in rules.items())
        return _section("Rules that drafts met", f"<div class=scroll><table><tr><th>Rule</th><th>Runs</th></tr>{rows}</table></div>") if rows else ""
    rows = "".join(
        f"<tr><td>{escape(rule)}</td><td>{row['true_positive']}</td><td>{row['false_negative']}</td><td>{row['false_positive']}</td>"
        f"<td>{_short(row['precision'])}</td><td>{_short(row['recall'])}</td><td>{_short(row['false_alarm_rate'])}</td></tr>"
        for rule, row in rules.items()
    )
    head = "<thead><tr><th>Rule</th><th>Right</th><th>Missed</th><th>Wrong</th><th>Precision</th><th>Recall</th><th>False alarms</th></tr></thead>"
    plot = _intervals({rule: row["recall"] for rule, row in rules.items()})
    return _section("Recall by rule", plot) + _section("By rule", f"<div class=scroll><table>{head}{rows}</table></div>")


def _groups(summary: dict[str, Any], key: str, title: str) -> str:
    groups = summary[key]
    if not groups:
        return ""
    names = list(next(iter(groups.values())))
    head = "".join(f"<th>{_TITLES.get(name, name)}</th>" for name in names)
    rows = "".join(f"<tr><td>{escape(group)}</td>" + "".join(f"<td>{_short(rates[name])}</td>" for name in names) + "</tr>" for group, rates in groups.items())
    return _section(title, f"<div class=scroll><table><thead><tr><th></th>{head}</tr></thead>{rows}</table></div>")


def _confusion(summary: dict[str, Any]) -> str:
    cells = {(cell["expected"], cell["found"]): cell["count"] for cell in summary.get("confusion", [])}
    if not cells:
        return ""
    names = sorted({name for pair in cells for name in pair})
    most = max(cells.values())
    head = "".join(f"<th class=up><span>{escape(name)}</span></th>" for name in names)
    rows = ""
    for expected in names:
        row = "".join(_cell(cells.get((expected, found), 0), most, expected == found) for found in names)
        rows += f"<tr><th>{escape(expected)}</th>{row}</tr>"
    return _section("Expected (rows) against found (columns)", f"<div class=scroll><table class=matrix><thead><tr><th></th>{head}</tr></thead>{rows}</table></div>")


def _cell(count: int, most: int, right: bool) -> str:
    if not count:
        return "<td></td>"
    strength = 0.15 + 0.6 * (count / most) ** 0.5
    return f"<td class={'right' if right else 'wrong'} style='--s:{strength:.2f}'>{count}</td>"


def _cases(failing: Sequence[Record]) -> str:
    if not failing:
        return _section("Failing cases", "<p>None.</p>")
    names = sorted({name for record in failing for name in _labels(record)})
    options = "".join(f"<option>{escape(name)}</option>" for name in names)
    tools = f"<p class=tools><input id=find type=search placeholder='text or id'> <select id=label><option value=''>all labels</option>{options}</select> <span id=shown></span></p>"
    more = f"<p>{len(failing) - MAX_CASES} more in cases.jsonl.</p>" if len(failing) > MAX_CASES else ""
    return "<a id=cases></a>" + _section(f"Failing cases ({len(failing)})", tools + "".join(_case(record) for record in failing[:MAX_CASES]) + more)


def _labels(record: Record) -> list[str]:
    return [*record.get("tags", []), *(f"rule:{rule}" for rule in [*record.get("missed", []), *record.get("extra", [])]), *([record["stage"]] if record.get("stage") else []), *(["incomplete"] if record.get("incomplete") else [])]


def _case(record: Record) -> str:
    labels = escape(json.dumps(_labels(record), ensure_ascii=False), quote=True)
    begin = f"<article data-labels='{labels.replace(chr(39), '&#39;')}'><h3>{escape(record['id'])}{'' if record['repeat'] == 1 else ' · repeat ' + str(record['repeat'])}</h3>"
    if record.get("incomplete"):
        return begin + f"<p class=bad>incomplete: {escape(record['incomplete'])}</p></article>"
    request = record["request"]
    talk = "".join(f"<p class={'customer' if message.get('role') == 'customer' else 'agent'}>{escape(str(message.get('text', '')))}</p>" for message in request.get("conversation", []))
    findings = "".join(f"<li><b>{escape(finding['rule'])}</b> {escape(finding['message'])} <small>{escape(finding['evidence'])}</small></li>" for finding in record["findings"])
    facts = {key: value for key, value in request.items() if key != "conversation"}
    wanted = f"<p>expected: {escape(', '.join(record['expected']) or 'nothing')} · found: {escape(', '.join(record['found']) or 'nothing')}</p>" if "expected" in record else ""
    return (
        begin + f"<p class=bad>{escape(what_failed(record))}</p>{wanted}<div class=talk>{talk}<p class='agent judged'>{highlighted(record['text'], record['findings'])}</p></div>"
        f"<ul>{findings}</ul><details><summary>Facts</summary><pre>{escape(json.dumps(facts, ensure_ascii=False, indent=1))}</pre></details></article>"
    )


def highlighted(text: str, findings: Sequence[dict[str, Any]]) -> str:
    """The text as HTML with every found span marked; overlapping spans are joined."""
    spans = sorted((finding["start"], finding["end"], finding["rule"]) for finding in findings if finding["end"] > finding["start"])
    parts: list[str] = []
    at = 0
    for start, end, rule in spans:
        start = max(start, at)
        if end <= start:
            continue
        parts += [escape(text[at:start]), f"<mark title='{escape(rule)}'>{escape(text[start:end])}</mark>"]
        at = end
    return "".join([*parts, escape(text[at:])]).replace("\n", "<br>")
