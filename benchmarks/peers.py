"""All rules of the guard beside one trivial check of two peers, each in an environment of its own, in one run.

    python benchmarks/peers.py [--environments DIR]

Environments are made when missing (some hundreds of MB, some minutes); without --environments they are temporary. NeMo
Guardrails runs its quick engine (IORails) with one regular expression, guardrails-ai ``Guard.validate`` with one validator
that does nothing. The sides take turns, several rounds each; the median of all calls counts. Compare the ratios only.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from guard import CALLS, REPLY

ROUNDS = 3
PINS = {"nemo": "nemoguardrails==0.24.1", "guardrails": "guardrails-ai==0.11.0"}
NAMES = {"guard": "Guarded Reply, all rules", "nemo": "NeMo Guardrails IORails, one regex", "guardrails": "guardrails-ai, one empty validator"}
NEMO = """
import asyncio, time
from nemoguardrails import Guardrails, RailsConfig
CONFIG = \"\"\"models: []
rails:
  config:
    regex_detection:
      output:
        patterns: ['保证|肯定|一定|绝对']
  output:
    flows: ['regex check output']
\"\"\"
async def main():
    spent = []
    async with Guardrails(RailsConfig.from_content(yaml_content=CONFIG), require_iorails=True) as rails:
        for _ in range(CALLS):
            began = time.perf_counter()
            await rails.check_async(messages=[{"role": "assistant", "content": REPLY}])
            spent.append(time.perf_counter() - began)
    return spent
spent = asyncio.run(main())
"""
GUARDRAILS = """
import time
from guardrails import Guard
from guardrails.validators import PassResult, Validator, register_validator
@register_validator(name="none", data_type="string")
class Nothing(Validator):
    def validate(self, value, metadata):
        return PassResult()
guard = Guard().use(Nothing())
guard.configure(allow_metrics_collection=False)
spent = []
for _ in range(CALLS):
    began = time.perf_counter()
    guard.validate(REPLY)
    spent.append(time.perf_counter() - began)
"""
OWN = """
import sys, time
sys.path.insert(0, BENCHMARKS)
from guard import REQUEST
from guarded_reply import check, load_policy
from guarded_reply.request import as_request
request, policy, spent = as_request(REQUEST), load_policy(), []
for _ in range(CALLS):
    began = time.perf_counter()
    check(request, REPLY, policy)
    spent.append(time.perf_counter() - began)
"""
CODE = {"guard": OWN, "nemo": NEMO, "guardrails": GUARDRAILS}


def python_of(side: str, folder: Path) -> str:
    """The interpreter of a side, in an environment made for it when it is missing."""
    if side == "guard":
        return sys.executable
    python = folder / side / "bin" / "python"
    if not python.exists():
        venv.create(folder / side, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", PINS[side]], check=True)
    return str(python)


def measured(side: str, python: str) -> list[float]:
    """Seconds of each call after a warm-up, in a fresh process."""
    head = f"CALLS = {CALLS}\nREPLY = {REPLY!r}\nBENCHMARKS = {str(Path(__file__).parent)!r}\n"
    code = head + CODE[side] + "\nimport json\nprint('\\n' + json.dumps(spent[len(spent) // 10:]))\n"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False, env={**os.environ, "DO_NOT_TRACK": "1", "OTEL_SDK_DISABLED": "true"})
    if done.returncode:
        raise SystemExit(f"{side}: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def main() -> None:
    """Print one line a side."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--environments", type=Path)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.parse_args().environments or Path(temporary)
        pythons = {side: python_of(side, folder) for side in CODE}
        spent: dict[str, list[float]] = {side: [] for side in CODE}
        for _ in range(ROUNDS):
            for side, python in pythons.items():
                spent[side].extend(measured(side, python))
    own = statistics.median(spent["guard"])
    for side, times in spent.items():
        median = statistics.median(times)
        print(f"{NAMES[side]:42} {median * 1e6:9.1f} us   {median / own:6.2f} x")


if __name__ == "__main__":
    main()
