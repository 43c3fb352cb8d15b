"""Requests that REDbot does not send, writes above all, and httplint's judgement of their answers.

Needs httplint, which comes with REDbot. An answer of another status than the one that is expected here ends the
program: so each kind of answer has been judged.
"""

import http.client
import json
import time
import urllib.parse

from httplint import HttpRequestLinter, HttpResponseLinter, levels

PATIENCE = 60
MEDIA_TYPES = {"PUT": "application/json", "POST": "application/json", "PATCH": "application/merge-patch+json"}
FORM = "application/x-www-form-urlencoded"

TASK = {"title": "Lint", "done": False}
# In this order: status, method, path, fields, content.
API = [
    (200, "GET", "/tasks/1", {}, None),
    (200, "HEAD", "/tasks/1", {}, None),
    (304, "GET", "/tasks/1", {"If-None-Match": '"1"'}, None),
    (412, "GET", "/tasks/1", {"If-Match": '"0"'}, None),
    (200, "GET", "/tasks?limit=2", {}, None),
    (400, "GET", "/tasks?limit=none", {}, None),
    (404, "GET", "/tasks/99", {}, None),
    (410, "GET", "/tasks/4", {}, None),
    (405, "POST", "/tasks/1", {}, TASK),
    (201, "POST", "/tasks", {}, TASK),
    (400, "POST", "/tasks", {}, b"{"),
    (415, "POST", "/tasks", {"Content-Type": "text/plain"}, TASK),
    (422, "POST", "/tasks", {}, {"title": ""}),
    (428, "PUT", "/tasks/1", {}, TASK),
    (412, "PUT", "/tasks/1", {"If-Match": '"0"'}, TASK),
    (200, "PUT", "/tasks/1", {"If-Match": '"1"'}, TASK),
    (428, "PATCH", "/tasks/2", {}, {"done": True}),
    (412, "PATCH", "/tasks/2", {"If-Match": '"0"'}, {"done": True}),
    (200, "PATCH", "/tasks/2", {"If-Match": '"1"'}, {"done": True}),
    (428, "DELETE", "/tasks/3", {}, None),
    (412, "DELETE", "/tasks/3", {"If-Match": '"0"'}, None),
    (204, "DELETE", "/tasks/3", {"If-Match": '"1"'}, None),
    (410, "DELETE", "/tasks/3", {"If-Match": '"1"'}, None),
]

# A form as a browser without scripts sends it.
EDIT = {"title": "Lint", "author": "httplint", "body": "Judged.", "published": "on", "base": "1"}
BLOG = [
    (304, "GET", "/entries/2", {"If-None-Match": "*"}, None),
    (412, "GET", "/entries/2", {"If-Match": '"0"'}, None),
    (206, "GET", "/files/preconditions.txt", {"Range": "bytes=0-9"}, None),
    (416, "GET", "/files/preconditions.txt", {"Range": "bytes=9999999-"}, None),
    (303, "POST", "/entries/1", {"Content-Type": FORM}, {**EDIT, "if_match": '"1"'}),
    (412, "POST", "/entries/1", {"Content-Type": FORM}, {**EDIT, "if_match": '"1"', "body": "Mine."}),
    (428, "PUT", "/api/entries/2", {}, {"body": "Judged."}),
    (412, "PUT", "/api/entries/2", {"If-Match": '"0"'}, {"body": "Judged."}),
    (200, "PATCH", "/api/entries/2", {"If-Match": '"1"'}, {"body": "Judged."}),
    (204, "DELETE", "/api/entries/3", {"If-Match": '"1"'}, None),
]


def complaints(port, exchanges):
    """What httplint complains of, with what was asked."""
    for expected, method, path, fields, content in exchanges:
        request = (method, path, *sent(method, fields, content))
        answer, body = asked(port, *request)
        name = f"{method} {path} {expected}"
        if answer.status != expected:
            raise SystemExit(f"{name}: the answer is {answer.status}: {body!r}")
        for note in notes(port, request, answer, body):
            if note.level in (levels.WARN, levels.BAD):
                yield name, type(note).__name__, note.summary


def sent(method, fields, content):
    """Its fields and its body."""
    fields = {"User-Agent": "httplint", **fields}
    if content is None:
        return fields, b""
    fields.setdefault("Content-Type", MEDIA_TYPES[method])
    if isinstance(content, bytes):
        return fields, content
    if fields["Content-Type"] == FORM:
        return fields, urllib.parse.urlencode(content).encode()
    return fields, json.dumps(content).encode()


def asked(port, method, path, fields, content):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, content or None, fields)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def notes(port, request, answer, body):
    method, path, fields, content = request
    asked = HttpRequestLinter()
    asked.process_request_topline(method.encode(), path.encode(), b"1.1")
    asked.process_headers(raw({"Host": f"127.0.0.1:{port}", **fields}.items()))
    asked.feed_content(content)
    asked.finish_content(True)

    linter = HttpResponseLinter(start_time=time.time())
    linter.request = asked
    linter.is_head_response = method == "HEAD"
    linter.base_uri = f"http://127.0.0.1:{port}{path}"
    linter.process_response_topline(b"1.1", str(answer.status).encode(), answer.reason.encode())
    linter.process_headers(raw(answer.getheaders()))
    linter.feed_content(body)
    linter.finish_content(True)
    return linter.notes


def raw(fields):
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in fields]
