"""Promise 2: checks never see each other's state. Each answer counts how often it was asked, somewhere."""

import pytest

TWICE = """
@requirement(1)
def test_first(client):
    assert client.post("/count").json() == 1


@requirement(2)
def test_second(client):
    assert client.post("/count").json() == 1
"""

IN_MEMORY = """
from fastapi import FastAPI

app = FastAPI()
seen = []


@app.post("/count")
def count():
    seen.append(1)
    return len(seen)
"""

IN_A_FILE_BESIDE = """
from pathlib import Path

from fastapi import FastAPI

app = FastAPI()
file = Path(__file__).parent / "count.txt"


@app.post("/count")
def count():
    file.write_text(file.read_text() + "x" if file.exists() else "x")
    return len(file.read_text())
"""

IN_A_FILE_THAT_IS_PART_OF_THE_ANSWER = {
    "main.py": IN_A_FILE_BESIDE,
    "count.txt": "",
}

IN_THE_HOME_FOLDER = IN_A_FILE_BESIDE.replace("Path(__file__).parent", "Path.home()")

IN_THE_TEMPORARY_FOLDER = IN_A_FILE_BESIDE.replace("Path(__file__).parent", "Path(tempfile.gettempdir())").replace(
    "from pathlib", "import tempfile\nfrom pathlib"
)

IN_SQLITE_OPENED_AT_IMPORT = """
import sqlite3

from fastapi import FastAPI

app = FastAPI()
connection = sqlite3.connect("count.db", check_same_thread=False, isolation_level=None)
connection.execute("CREATE TABLE IF NOT EXISTS seen (x)")


@app.post("/count")
def count():
    connection.execute("INSERT INTO seen VALUES (1)")
    return connection.execute("SELECT count(*) FROM seen").fetchone()[0]
"""

BY_A_THREAD_STARTED_AT_IMPORT = """
import queue
import threading

from fastapi import FastAPI

app = FastAPI()
asked, seen = queue.Queue(), []


def work():
    while True:
        answer = asked.get()
        seen.append(1)
        answer.put(len(seen))


threading.Thread(target=work, daemon=True).start()


@app.post("/count")
def count():
    answer = queue.Queue()
    asked.put(answer)
    return answer.get(timeout=3)
"""

BY_A_PROCESS_THAT_GOES_ON = """
import subprocess
import sys
import time
from pathlib import Path

from fastapi import FastAPI

app = FastAPI()
file = Path(__file__).parent / "count.txt"
WRITER = "import time\\nwhile True:\\n    open('count.txt', 'a').write('x')\\n    time.sleep(0.01)\\n"


@app.post("/count")
def count():
    before = file.exists()
    subprocess.Popen([sys.executable, "-S", "-c", WRITER], start_new_session=True)
    while not file.exists():
        time.sleep(0.01)
    return 2 if before else 1
"""


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(IN_MEMORY, id="memory"),
        pytest.param(IN_A_FILE_BESIDE, id="new file"),
        pytest.param(IN_A_FILE_THAT_IS_PART_OF_THE_ANSWER, id="changed file"),
        pytest.param(IN_THE_HOME_FOLDER, id="home folder"),
        pytest.param(IN_THE_TEMPORARY_FOLDER, id="temporary folder"),
        pytest.param(IN_SQLITE_OPENED_AT_IMPORT, id="SQLite opened at import"),
        pytest.param(BY_A_THREAD_STARTED_AT_IMPORT, id="thread started at import"),
        pytest.param(BY_A_PROCESS_THAT_GOES_ON, id="process that goes on"),
    ],
)
@pytest.mark.parametrize("mode", ["forked", "spawned"])
def test_second_check_finds_nothing_of_the_first(grade_by, answer, mode):
    report = grade_by(TWICE, answer, mode=mode)

    assert [check.message for check in report.checks] == ["", ""]
    assert report.outcome == "passed"


def test_counter_does_count_within_a_check(grade_by):
    checks = """
@requirement(1)
def test_counts(client):
    assert [client.post("/count").json() for _ in range(3)] == [1, 2, 3]
"""
    assert grade_by(checks, IN_SQLITE_OPENED_AT_IMPORT, requirements=1).outcome == "passed"
