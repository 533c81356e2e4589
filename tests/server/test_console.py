"""The console as it ships: built files that load nothing from elsewhere, names for every rule, a lockfile without hosts."""

from __future__ import annotations

import gzip
import json
import re
from importlib.resources import files
from pathlib import Path

from fastapi.testclient import TestClient

from guarded_reply.rules.registry import all_rules

ROOT = Path(__file__).parents[2]
CONSOLE = ROOT / "console"
BUILT = Path(str(files("guarded_reply.server") / "static"))


def test_the_page_is_served_with_its_assets(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert 'id="app"' in page.text
    assert page.headers["cache-control"] == "no-cache"
    assets = re.findall(r'(?:src|href)="\./(assets/[^"]+)"', page.text)
    assert {Path(name).suffix for name in assets} == {".js", ".css"}
    for name in assets:
        asset = client.get(f"/{name}")
        assert asset.status_code == 200
        assert "immutable" in asset.headers["cache-control"]


def test_the_page_fits_the_content_security_policy(client: TestClient) -> None:
    page = client.get("/")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", page.text)
    assert not re.search(r"\son\w+=", page.text)


def test_nothing_is_loaded_from_elsewhere() -> None:
    for built in [*BUILT.rglob("*.html"), *BUILT.rglob("*.css")]:
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//|url\((?:https?:)?//|@import", built.read_text("utf-8")), built.name


def test_the_build_stays_small() -> None:
    sizes = {built.name: len(gzip.compress(built.read_bytes())) for built in BUILT.rglob("*") if built.is_file()}
    assert sizes
    assert sum(sizes.values()) < 150_000, sizes


def test_every_rule_has_a_chinese_name_and_no_name_is_left_over() -> None:
    names = json.loads((CONSOLE / "src" / "data" / "rules.json").read_text("utf-8"))
    assert set(names) == {rule.id for rule in all_rules()}
    for rule, words in names.items():
        assert set(words) == {"zh", "en", "why"}, rule
        assert re.search("[一-鿿]", words["zh"]), rule


def test_every_sentence_of_manual_and_law_that_rules_cite_can_be_shown() -> None:
    sentences = json.loads((CONSOLE / "src" / "data" / "manual.json").read_text("utf-8"))
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "guarded_reply" / "rules").rglob("*.py"))
    cited = set(re.findall(r'"((?:playbook|law):[^"{}]+)"', source))
    assert cited
    assert cited <= set(sentences)


def test_the_lockfile_names_no_registry() -> None:
    lock = json.loads((CONSOLE / "package-lock.json").read_text("utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert all("resolved" not in entry for entry in packages.values())
    assert all("integrity" in entry for entry in packages.values())
