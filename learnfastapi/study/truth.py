"""What really comes back: the lesson's program is run and asked."""

from dataclasses import replace
from threading import Event

from grader.course.examples.models import Exchange
from grader.course.examples.plan import Run
from grader.course.examples.process import Response, run_program
from learnfastapi.study.material import Prediction
from learnfastapi.study.varying import alike, variants_of

TIME_LIMIT_SECONDS = 20.0


def truth_of(
    prediction: Prediction, stop: Event | None = None, *, time_limit_seconds: float = TIME_LIMIT_SECONDS
) -> Response:
    """What the program answers; what the lesson shows, if it cannot be run here, or not before `stop` is set."""
    return _response_of(prediction.run, time_limit_seconds, stop) or _shown(prediction.exchange)


def varied(
    prediction: Prediction, stop: Event | None = None, *, seed: int, time_limit_seconds: float = TIME_LIMIT_SECONDS
) -> tuple[Exchange, Response]:
    """The same question with other values, and what comes back; with the lesson's values if no others will do.

    Others do if the answer has the same status and differs in values only, so that what is to be known stays the same.
    """
    for exchange in variants_of(prediction.exchange, seed=seed):
        run = replace(prediction.run, exchanges=(*prediction.before, exchange))
        came = _response_of(run, time_limit_seconds, stop)
        if came is not None and alike(came, prediction.exchange.response):
            return exchange, came
    return prediction.exchange, truth_of(prediction, stop, time_limit_seconds=time_limit_seconds)


def _response_of(run: Run, time_limit_seconds: float, stop: Event | None) -> Response | None:
    """To the last request of a run; None if it was never answered."""
    ran = run_program(run, time_limit_seconds, stop)
    if isinstance(ran, str) or len(ran[0].responses) < len(run.exchanges):
        return None
    return ran[0].responses[-1]


def _shown(exchange: Exchange) -> Response:
    shown = exchange.response
    return Response(status=shown.status, headers=shown.headers, body=shown.body, failure=None)
