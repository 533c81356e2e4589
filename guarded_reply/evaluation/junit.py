"""The run as JUnit XML, for CI: a failed case is a failure, an incomplete one an error."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Any

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(name: str, records: Sequence[dict[str, Any]]) -> str:
    """The whole document, without times, so that equal runs give equal files."""
    suite = ET.Element("testsuite", name=name, tests=str(len(records)))
    for record in records:
        title = record["id"] if record["repeat"] == 1 else f"{record['id']} (repeat {record['repeat']})"
        case = ET.SubElement(suite, "testcase", classname=name, name=_clean(title))
        if record.get("incomplete"):
            ET.SubElement(case, "error", message=_clean(record["incomplete"]))
        elif not record["passed"]:
            ET.SubElement(case, "failure", message=_clean(what_failed(record))).text = _clean(record["text"])
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))
    root = ET.Element("testsuites")
    root.append(suite)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def what_failed(record: dict[str, Any]) -> str:
    """One line on why a case failed."""
    parts = [f"missed {', '.join(record['missed'])}"] if record.get("missed") else []
    parts += [f"also found {', '.join(record['extra'])}"] if record.get("extra") else []
    parts += record.get("unmet", [])
    parts += ["leaked " + ", ".join(finding["rule"] for finding in record["findings"] if finding["severity"] == "error")] if record.get("leaked") else []
    return "; ".join(parts) or "failed"


def _clean(text: str) -> str:
    return _NOT_XML.sub("�", text)
