"""Shared fixtures: sockets beyond loopback are closed; a sample request."""

from __future__ import annotations

import socket
from typing import Any

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A promise about time is tried again when it was broken: a busy machine breaks it once, slow code every time."""
    for item in items:
        if item.get_closest_marker("timing"):
            item.add_marker(pytest.mark.flaky(reruns=4, reruns_delay=2))


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        if host not in ("127.0.0.1", "::1", "localhost"):
            raise OSError(f"tests do not leave this machine: {host}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "GUARDED_REPLY_MODEL", "GUARDED_REPLY_POLICY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def lamp() -> dict[str, Any]:
    """A request about a lamp, going to Suzhou."""
    return {
        "conversation": [
            {"role": "customer", "text": "你好"},
            {"role": "agent", "text": "您好,欢迎光临亮晶晶灯具店,3号客服为您服务😊"},
            {"role": "customer", "text": "台灯发顺丰到苏州多少钱"},
        ],
        "shop": {"name": "亮晶晶灯具店", "agent": "3号", "brand_tone": "warm"},
        "destination": "江苏省苏州市",
        "products": [
            {
                "id": "lamp", "title": "折叠台灯", "price": "79", "weight_kg": "1.6", "dimensions_cm": [30, 20, 15], "stock": 9,
                "no_reason_return": True, "attributes": {"材质": "ABS", "亮度": "三档可调"},
            }
        ],
        "now": "2026-11-21T10:00:00+08:00",
    }  # fmt: skip
