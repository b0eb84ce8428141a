"""Answers that nobody wrote, and that no exercise may call right; and one that shows what is deprecated."""

import json
from collections.abc import Iterator, Mapping

from grader.answer import Answer
from grader.course.examples.models import Exchange
from grader.course.examples.reading import read_examples
from grader.course.models import Exercise
from grader.course.names import module_file

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

_CONSTANT = """
from fastapi import FastAPI
from fastapi.responses import JSONResponse

{attribute} = FastAPI()


@{attribute}.api_route("/{{path:path}}", methods={methods})
def anything(path: str):
    return JSONResponse({{}}, status_code={status})
"""

_EXAMPLES_ONLY = """
import json

from fastapi import FastAPI, Request, Response

{attribute} = FastAPI()
KNOWN = {known}


@{attribute}.api_route("/{{path:path}}", methods={methods})
async def known(request: Request, path: str):
    body = (await request.body()).decode()
    try:
        body = json.dumps(json.loads(body), sort_keys=True)
    except ValueError:
        pass
    asked = request.url.path + ("?" + request.url.query if request.url.query else "")
    for method, where, sent, status, headers, answer in KNOWN:
        if (method, where, sent) == (request.method, asked, body):
            return Response(answer, status, headers)
    return Response("{{}}", 404, {{"content-type": "application/json"}})
"""

_WITH_WARNINGS = """
import warnings

with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    import {module}
warnings.simplefilter("always")


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        for each in told:
            warnings.showwarning(each.message, each.category, each.filename, each.lineno)
    await {module}.{attribute}(scope, receive, send)
"""
WARNING_APP = "learnfastapi_warnings:app"


def thoughtless(exercise: Exercise, task: str) -> Iterator[tuple[str, Answer]]:
    """What it is, such as `an empty file`, and the answer. `task` is the text of `exercise.md`."""
    file = module_file(exercise.app)
    attribute = exercise.app.partition(":")[2]
    yield "an empty file", Answer(files={file: b"\n"})
    for status in (200, 404):
        source = _CONSTANT.format(attribute=attribute, methods=METHODS, status=status)
        yield f"an app that answers {status} `{{}}` to everything", Answer(files={file: source.encode()})
    if known := list(_known(task)):
        source = _EXAMPLES_ONLY.format(attribute=attribute, methods=METHODS, known=known)
        yield "an app that knows only the examples of the task", Answer(files={file: source.encode()})


def _known(task: str) -> Iterator[tuple[str, str, str, int, Mapping[str, str], str]]:
    for example in read_examples(task):
        match example:
            case Exchange(request=request, response=response):
                headers = {"content-type": "application/json", **dict(response.headers)}
                body = _normal(request.body)
                yield request.method, request.path, body, response.status, headers, response.body


def _normal(body: str) -> str:
    try:
        return json.dumps(json.loads(body), sort_keys=True)
    except ValueError:
        return body


def with_warnings(answer: Answer, app: str) -> Answer:
    """The same app at `WARNING_APP`, whose hosts print every warning, also those of the import."""
    module, _, attribute = app.partition(":")
    name = WARNING_APP.partition(":")[0] + ".py"
    source = _WITH_WARNINGS.format(module=module, attribute=attribute)
    return Answer(files={**answer.files, name: source.encode()})
