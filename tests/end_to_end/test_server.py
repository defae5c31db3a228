"""The OpenAI-compatible server over a real socket, with the real model behind it."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from engine.api import Engine
from engine.paths import Home
from engine.server import application

TOKEN = "secret-for-tests"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with Engine(Home(tmp_path_factory.mktemp("home")).root) as engine:
        config = uvicorn.Config(application(engine, port, TOKEN), port=port, log_level="error", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield port
        server.should_exit = True
        thread.join()


def ask(port: int, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    data = None if body is None else json.dumps(body)
    allowed = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    chosen = {name.replace("_", "-"): value for name, value in {**allowed, **headers}.items()}
    connection.request("GET" if data is None else "POST", path, data, chosen)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text


def chat(**more: Any) -> dict[str, Any]:
    question = {"role": "user", "content": "What is the capital of France?"}
    return {"model": "pirate", "messages": [question], "temperature": 0, "max_tokens": 24, **more}


def test_every_persona_is_a_model(port: int) -> None:
    status, text = ask(port, "/v1/models")
    assert status == 200
    assert {"plain", "pirate", "professor", "bard"} <= {model["id"] for model in json.loads(text)["data"]}


@pytest.mark.slow
def test_whole_and_streamed_answers_are_the_same(port: int) -> None:
    status, text = ask(port, "/v1/chat/completions", chat())
    assert status == 200
    whole = json.loads(text)
    assert whole["usage"]["completion_tokens"] > 0
    status, text = ask(port, "/v1/chat/completions", chat(stream=True))
    lines = [line.removeprefix("data: ") for line in text.split("\n\n") if line]
    assert status == 200 and lines[-1] == "[DONE]"
    streamed = "".join(json.loads(line)["choices"][0]["delta"].get("content", "") for line in lines[:-1])
    assert streamed == whole["choices"][0]["message"]["content"] != ""


@pytest.mark.slow
def test_a_blend_is_a_model_and_differs(port: int) -> None:
    texts = {
        model: json.loads(ask(port, "/v1/chat/completions", chat(model=model))[1])["choices"][0]["message"][
            "content"
        ]
        for model in ("plain", "pirate", "pirate:0.6+bard:0.6")
    }
    assert len(set(texts.values())) == 3


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": ""}, 401),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "localhost."}, 403),
        ({"Host": ""}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1"}, 403),
    ],
)
def test_strangers_are_refused(port: int, headers: dict[str, str], status: int) -> None:
    assert ask(port, "/v1/models", **headers)[0] == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (chat(model="nobody"), 404),
        (chat(model="pirate:9"), 400),
        (chat(messages=[]), 400),
        (chat(messages=[{"role": "user", "content": "word " * 6000}]), 400),
        (chat(temperature="hot"), 400),
    ],
)
def test_bad_requests_say_what_is_wrong(port: int, body: dict[str, Any], status: int) -> None:
    got, text = ask(port, "/v1/chat/completions", body)
    assert got == status
    assert json.loads(text)["error"]["message"]
