"""What cannot be seen from outside: one request, and one fresh start. Run in the environment of the project.

`python -m benchmarks.inside ANSWER ROUNDS` prints a JSON object: seconds of a request to a host, of the same request by
`TestClient` in this process, and of a fresh host with its start-up and first request; each the median of ROUNDS.
"""

import importlib
import json
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from fastapi.testclient import TestClient

from grader.answer import read_answer
from grader.judge.evidence import Evidence
from grader.judge.limits import Limits
from grader.judge.pool import Pool, Subject
from grader.judge.processes import Processes

_REQUESTS = 50


def main(answer_folder: Path, rounds: int) -> dict[str, float]:
    """The three medians, in seconds."""
    answer = read_answer(answer_folder)
    sys.path.insert(0, str(answer_folder))
    app = importlib.import_module("main").app
    limits = Limits(run=3600, check=3600)
    with Processes() as processes, ExitStack() as stack:
        pool = Pool(answer, answer, "main:app", limits, processes)
        stack.callback(pool.close)
        pool.slot(Subject.ANSWER).load()

        def start() -> float:
            pool.settle()
            began = time.perf_counter()
            with ExitStack() as check:
                _evidence(limits).start(pool.slot(Subject.ANSWER), check).get("/todos")
                seconds = time.perf_counter() - began
            pool.sweep()
            return seconds

        starts = [start() for _ in range(rounds)]
        pool.settle()
        in_host = stack.enter_context(ExitStack())
        ours = _evidence(limits).start(pool.slot(Subject.ANSWER), in_host)
        theirs = stack.enter_context(TestClient(app))
        pairs = [(_request(ours), _request(theirs)) for _ in range(rounds)]
        in_host.close()
    return {
        "start": statistics.median(starts),
        "host": statistics.median(left for left, _ in pairs),
        "in_process": statistics.median(right for _, right in pairs),
    }


def _evidence(limits: Limits) -> Evidence:
    return Evidence(Subject.ANSWER, limits, time.monotonic() + limits.run)


def _request(client: TestClient) -> float:
    """Seconds of one request: create a todo. The list of todos is not read, so that it may grow."""
    send: Callable[[], object] = lambda: client.post("/todos", json={"title": "milk"})  # noqa: E731
    began = time.perf_counter()
    for _ in range(_REQUESTS):
        send()
    return (time.perf_counter() - began) / _REQUESTS


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
