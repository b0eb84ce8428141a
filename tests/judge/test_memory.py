"""The judge and the solution's hosts cannot be looked into by an answer, which runs as the same user.

Root may look into everything. So the judge is started without the rights that make root special; what is shown here is
what holds for everybody else.
"""

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.host.processes import set_readable

ROOT = Path(__file__).resolve().parents[2]
_PR_CAPBSET_DROP = 24
_CAPABILITIES = 64
# Looks into every process it finds: the zygote, the keepers, the solution's template, the judge.
LOOKS = """
import os
import time
from pathlib import Path

from fastapi import FastAPI

app = FastAPI()


def parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def can(look):
    try:
        look()
    except OSError:
        return False
    return True


def looked_into(pid):
    looks = {
        "memory": lambda: open(f"/proc/{pid}/mem", "rb").close(),
        "environment": lambda: Path(f"/proc/{pid}/environ").read_bytes(),
        "files": lambda: os.readlink(f"/proc/{pid}/fd/0"),
        "folder": lambda: os.readlink(f"/proc/{pid}/cwd"),
        "root": lambda: os.listdir(f"/proc/{pid}/root"),
    }
    return [name for name, look in looks.items() if can(look)]


def looked_into_when_started(pid):
    end = time.monotonic() + 4
    while (found := looked_into(pid)) and time.monotonic() < end:
        time.sleep(0.01)  # an interpreter that begins is readable until it has read its first lines
    return found


@app.get("/ping")
def ping():
    pids = [os.getpid()]
    while parent(pids[-1]) > 1 and parent(pids[-1]) != JUDGES_PARENT:
        pids.append(parent(pids[-1]))
    listing = "/proc/{}/task/{}/children"
    relatives = [int(pid) for above in pids for pid in Path(listing.format(above, above)).read_text().split()]
    found = {pid: Path(f"/proc/{pid}/cmdline").read_text().split("\\0") for pid in {*pids, *relatives} - {os.getpid()}}
    hosts = [pid for pid, words in found.items() if any("/host/" in word for word in words)]
    return {
        "judges": [looked_into_when_started(pid) for pid, words in found.items() if "grader" in words],
        "hosts": [looked_into_when_started(pid) for pid in hosts],
        "itself": looked_into(os.getpid()),
    }
"""


def without_privileges() -> None:
    """What this process starts is no more than its user. Does nothing where the user is nobody special anyway."""
    for capability in range(_CAPABILITIES):
        ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


@pytest.mark.parametrize("fork", ["1", "0"], ids=["forked", "spawned"])
def test_answer_cannot_look_into_judge_and_hosts(write_files, fork):
    answer = write_files({"main.py": LOOKS.replace("JUDGES_PARENT", str(os.getpid()))})
    course = ROOT / "tests" / "sample_course"
    command = [sys.executable, "-m", "grader", "--course", str(course), "double", str(answer), "--format", "json"]

    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "LEARNFASTAPI_FORK": fork},
        stdout=subprocess.PIPE,
        check=False,
        preexec_fn=without_privileges,
    )

    ping = next(check for check in json.loads(done.stdout)["checks"] if check["id"] == "test_ping")
    found = ping["exchanges"][0]["response"]["body"]["json"]
    assert found["judges"] == [[]]
    assert len(found["hosts"]) >= 1
    assert set(map(tuple, found["hosts"])) == {()}
    assert found["itself"] == ["memory", "environment", "files", "folder", "root"]


def test_judge_can_be_looked_into_again_when_it_is_done(grade_by):
    grade_by("@requirement(1)\ndef test_it(client): pass\n", "from fastapi import FastAPI\n\napp = FastAPI()\n")

    was_readable = set_readable(True)

    assert was_readable
