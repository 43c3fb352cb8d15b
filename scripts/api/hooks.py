"""What schemathesis does besides: it sends requests that get past the guards, and looks for fields that the document
does not know."""

import atexit
import collections
import random

import schemathesis

answers = collections.Counter()
atexit.register(lambda: print("answers:", *(f"{method} {status}: {count}," for (method, status), count in sorted(answers.items()))))

# What the server and its HTTP library send with every answer.
TRANSPORT = {"content-length", "content-type", "date", "connection", "transfer-encoding", "allow"}


# What makes a message one of HTTP at all: the server's library refuses what is wrong with it, before any API.
FRAMING = {"transfer-encoding", "content-length", "connection", "host", "expect", "upgrade", "te", "trailer"}

# Not the module's own, which Hypothesis takes for itself.
chance = random.Random(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Half of the requests name a task that may be there, with a precondition that may hold."""
    for name in [name for name in case.headers or {} if name.lower() in FRAMING]:
        case.headers.pop(name)
    if case.path_parameters and "id" in case.path_parameters and chance.random() < 0.5:
        case.path_parameters["id"] = chance.randint(1, 30)
        if case.headers is not None and "If-Match" in case.headers:
            case.headers["If-Match"] = chance.choice(["*", '"1"', 'W/"1"', '"0", "1", "2"'])
    if case.method == "GET" and case.headers is not None and chance.random() < 0.5:
        case.headers.pop("If-Match", None)
        case.headers.pop("If-Unmodified-Since", None)
    without_other_preconditions(case)


def without_other_preconditions(case):
    """OpenAPI cannot say that one of several fields is required: If-Match stands for all of them."""
    if case.headers is not None and case.method != "GET" and "If-Match" not in case.headers:
        for name in ("If-Unmodified-Since", "If-None-Match"):
            case.headers.pop(name, None)


@schemathesis.hook
def after_call(context, case, response):
    answers[case.method, response.status_code] += 1


@schemathesis.check
def every_field_is_documented(context, response, case):
    responses = case.operation.definition.raw.get("responses", {})
    status = str(response.status_code)
    if status not in responses:
        return  # found by status_code_conformance
    documented = {name.lower() for name in responses[status].get("headers", {})}
    sent = {name.lower() for name in response.headers}
    unknown = sent - documented - TRANSPORT
    assert not unknown, f"{status} with undocumented {sorted(unknown)}"
