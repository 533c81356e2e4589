"""Whatever is thrown at the API, it answers as its OpenAPI schema says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from fastapi.testclient import TestClient
from live import Live

from guarded_reply.server.schemas import SUITCASE


def test_schemathesis_runs_clean(tmp_path: Path) -> None:
    with Live("--demo", "--no-access-log") as server:
        command = [
            sys.executable, "-m", "schemathesis.cli", "run", f"{server.url}/openapi.json", "--checks", "all", "--max-examples", "4", "--seed", "7", "--no-color",
            "--exclude-checks", "positive_data_acceptance",  # ids that must not stand twice, places that must exist and the like are beyond a schema
            "--exclude-path-regex", "/events$",  # never ends
            "--suppress-health-check", "all", "--continue-on-failure", "--request-timeout", "60", "--max-response-time", "60", "--request-retries", "0",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400, cwd=tmp_path)
        assert "Traceback" not in server.log
        assert "unexpected" not in server.log
    assert done.returncode == 0, "\n".join(line[:400] for line in done.stdout.splitlines()[-150:])


def test_every_operation_is_described_and_every_body_has_an_example_that_works(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], path
            assert "200" in operation["responses"], path
            if path.startswith("/v1/") and path != "/v1/session":
                assert {"401", "429"} <= set(operation["responses"]), (method, path)
    assert client.post("/v1/replies", json=SUITCASE).status_code == 200
    for name, path in (("CheckIn", "/v1/checks"), ("QuoteIn", "/v1/quotes"), ("ChatIn", "/v1/chat/completions"), ("GuardrailIn", "/beta/litellm_basic_guardrail_api"), ("ConversationIn", "/v1/conversations")):
        example = schema["components"]["schemas"][name]["examples"][0]
        assert client.post(path, json=example).status_code == 200, name


def test_times_are_written_out() -> None:
    import pytest

    from guarded_reply.errors import RequestError
    from guarded_reply.request import as_request

    for wrong in (0, "1795000000", "12.5", "2026-11-21T15:00:00"):
        with pytest.raises(RequestError, match="now"):
            as_request({**SUITCASE, "now": wrong})
