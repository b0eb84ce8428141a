"""Call a plain function of the answer. Runs in the host, beside the answer.

Values go in and come out as JSON text: nothing else crosses the border, and 1, 1.0 and true stay apart.
"""

import importlib
import inspect
import json
from typing import Any

from grader import wire

_MAX_RESULT = wire.MAX_FRAME // 2


async def call(target: str, arguments: str) -> wire.CallEnded:
    """Call `module:function` with the JSON text of `{"args": […], "kwargs": {…}}`. Raises what the function raises."""
    module_name, _, name = target.partition(":")
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if not f"{module_name}.".startswith(f"{error.name}."):
            raise
        return wire.CallEnded("no_module", "")
    if not hasattr(module, name):
        return wire.CallEnded("no_function", ", ".join(_functions(module)))
    function = getattr(module, name)
    if not callable(function):
        return wire.CallEnded("not_callable", type(function).__name__)
    given = json.loads(arguments)
    result = function(*given["args"], **given["kwargs"])
    if inspect.isawaitable(result):
        result = await result
    return _returned(result)


def _returned(result: Any) -> wire.CallEnded:
    try:
        # Of the default for floats, NaN is no JSON.
        text = json.dumps(result, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return wire.CallEnded("not_json", type(result).__name__)
    if len(text) > _MAX_RESULT:
        return wire.CallEnded("too_large", str(len(text)))
    return wire.CallEnded("returned", text)


def _functions(module: object) -> list[str]:
    """Those that the module defines itself."""
    return [
        name
        for name, value in list(vars(module).items())
        if inspect.isfunction(value) and value.__module__ == getattr(module, "__name__", "")
    ][:20]
