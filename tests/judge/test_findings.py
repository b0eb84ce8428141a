"""Findings in a report: they change nothing else, and come also when nothing could be run."""

from grader.models import Outcome

CHECKS = """
@requirement(1)
def test_it(client):
    assert client.get("/").json() == 1
"""
ANSWER = """
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def read():
    time.sleep(0.01)
    return 1
"""


def places(report):
    return [(finding.file, finding.line, finding.kind) for finding in report.findings]


def test_a_finding_changes_no_outcome(grade_by):
    report = grade_by(CHECKS, {"main.py": ANSWER, "tools.py": "def ("}, requirements=1)

    assert places(report) == [("main.py", 11, "blocking-call")]
    assert report.outcome is Outcome.PASSED
    assert report.exit_code == 0


def test_findings_come_when_the_app_cannot_be_loaded(grade_by):
    broken = ANSWER.replace("async def read():", "async def read(x=Depends(read_x())):").replace(
        "import FastAPI", "import Depends, FastAPI"
    )
    answer = broken.replace("app = FastAPI()", "app = FastAPI()\n\n\ndef read_x():\n    yield 1")

    report = grade_by(CHECKS, answer, ANSWER, requirements=1)

    assert report.problem is not None
    assert report.problem.startswith("`TypeError: <generator object read_x at 0x")
    assert ("main.py", 14, "depends-called") in places(report)


def test_a_file_that_cannot_be_parsed_has_none(grade_by):
    report = grade_by(CHECKS, ANSWER + "\n)", ANSWER, requirements=1)

    assert report.problem is not None
    assert places(report) == []
