"""The report in a real Chromium: it fits a phone and a desk, its filter works, nothing is loaded."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from guarded_reply.evaluation.cases import load_guard_cases
from guarded_reply.evaluation.run import Options, run_guard
from guarded_reply.policy import load_policy

pytestmark = pytest.mark.browser

_PROBE = """<!doctype html><meta charset=utf-8><title>probe</title><body>
<iframe id=phone src="report.html" style="width:390px;height:800px"></iframe><iframe id=desk src="report.html" style="width:1440px;height:800px"></iframe>
<script>addEventListener('load', () => {
  const found = {};
  for (const id of ['phone', 'desk']) {
    const page = document.getElementById(id).contentDocument, find = page.getElementById('find');
    const bars = [...page.querySelectorAll('.bar')], shown = () => [...page.querySelectorAll('article')].filter(node => !node.hidden).length;
    const before = shown();
    find.value = 'late'; find.dispatchEvent(new Event('input'));
    found[id] = {width: page.documentElement.clientWidth, needs: page.documentElement.scrollWidth, bars: bars.length, narrowest: Math.min(...bars.map(bar => bar.getBoundingClientRect().width)),
      outside: bars.filter(bar => bar.getBoundingClientRect().right > page.documentElement.clientWidth).length, before, after: shown(), marks: page.querySelectorAll('mark').length,
      loaded: document.getElementById(id).contentWindow.performance.getEntriesByType('resource').length};
  }
  document.title = JSON.stringify(found);
});</script>"""


@pytest.fixture
def seen(tmp_path: Path, lamp: dict[str, Any]) -> dict[str, dict[str, Any]]:
    rows = [("good", "顺丰到苏州16元哦", ["rude-wording"]), ("late", "顺丰到苏州16元,明天肯定到", []), ("fee", "顺丰到苏州12元哦", ["wrong-shipping-fee"])]
    cases = tmp_path / "set.jsonl"
    cases.write_text("".join(json.dumps({"id": name, "request": lamp, "reply": reply, "expect": expect}, ensure_ascii=False) + "\n" for name, reply, expect in rows), "utf-8")
    run_guard(load_guard_cases([cases]), load_policy(None), Options(tmp_path))
    (tmp_path / "probe.html").write_text(_PROBE, "utf-8")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium is not None, "no Chromium on this machine"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--virtual-time-budget=5000", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    done = subprocess.run([chromium, *options, (tmp_path / "probe.html").as_uri()], capture_output=True, text=True, encoding="utf-8", timeout=90, check=True)
    title = re.search(r"<title>(.*?)</title>", done.stdout)
    assert title is not None
    return json.loads(unescape(title.group(1)))


def test_the_page_fits_a_phone_and_a_desk_and_loads_nothing(seen: dict[str, dict[str, Any]]) -> None:
    for width, page in ((390, seen["phone"]), (1440, seen["desk"])):
        assert width - 20 <= page["width"] <= width
        assert page["needs"] <= page["width"]
        assert (page["outside"], page["loaded"]) == (0, 0)
        assert page["bars"] >= 5
        assert page["narrowest"] > 200


def test_failing_cases_are_marked_and_can_be_filtered(seen: dict[str, dict[str, Any]]) -> None:
    for page in seen.values():
        assert (page["before"], page["after"]) == (2, 1)
        assert page["marks"] >= 1
