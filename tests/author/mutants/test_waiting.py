"""The event loop held up."""

import pytest

from grader.author.mutants import Kind

ENDPOINT = '@app.get("/")\n'
CASES = {
    "sleep": (
        'import asyncio\n\nasync def f():\n    await asyncio.sleep(0.1, "a")',
        ['import time / time.sleep(0.1, "a")'],
    ),
    "sleep, below what has to come first": (
        '"""Naps."""\nfrom __future__ import annotations\nfrom asyncio import sleep as nap\n\n'
        "async def f():\n    await nap(1)",
        ["import time / time.sleep(1)"],
    ),
    "sleep, with the import there": (
        "import time\nimport anyio\n\nasync def f():\n    await anyio.sleep(1)",
        ["time.sleep(1)"],
    ),
    "another sleep": ("async def f():\n    await sleep(1)", []),
    "a thread": (
        "import asyncio\n\nasync def f():\n    a = await asyncio.to_thread(work, 1, b=2)",
        ["a = work(1, b=2)"],
    ),
    "FastAPI's thread": (
        "from fastapi.concurrency import run_in_threadpool\n\nasync def f():\n    await run_in_threadpool(lambda: 1)",
        ["(lambda: 1)()"],
    ),
    "an endpoint that waits": (
        f"import time\n\n{ENDPOINT}def read():\n    time.sleep(1)",
        ["async def read():"],
    ),
    "a dependency that waits": (
        f"import requests\n\ndef ask():\n    requests.get('x')\n\n{ENDPOINT}def read(a=Depends(ask)): ...",
        ["async def ask():"],
    ),
    "an endpoint that others call": (f"import time\n\n{ENDPOINT}def read():\n    time.sleep(1)\n\nread()", []),
    "no endpoint": ("import time\n\ndef read():\n    time.sleep(1)", []),
}


@pytest.mark.parametrize("source, expected", CASES.values(), ids=CASES)
def test_waiting(changes, source, expected):
    assert changes(f"{source}\n", Kind.BLOCKING) == [(Kind.BLOCKING, line) for line in expected]
