"""The same API in flask-smorest, and whether the documents of examples/api hold all that its document says of ETags.

usage: compare.py URL-OF-A-DOCUMENT…
"""

import json
import sys
import urllib.request

import flask
import flask.views
import flask_smorest
import marshmallow

# What flask-smorest knows of conditional requests.
STATUSES = ["304", "412", "428"]


class Task(marshmallow.Schema):
    id = marshmallow.fields.Int(dump_only=True)
    title = marshmallow.fields.Str(required=True)
    done = marshmallow.fields.Bool(required=True)
    note = marshmallow.fields.Str(allow_none=True)


def document():
    app = flask.Flask(__name__)
    app.config.update(API_TITLE="Tasks", API_VERSION="1", OPENAPI_VERSION="3.0.3")
    api = flask_smorest.Api(app)
    tasks = flask_smorest.Blueprint("tasks", __name__)

    @tasks.route("/tasks")
    class List(flask.views.MethodView):
        @tasks.etag
        @tasks.response(200, Task(many=True))
        def get(self):
            """The tasks."""

    @tasks.route("/tasks/<int:id>")
    class One(flask.views.MethodView):
        @tasks.etag
        @tasks.response(200, Task)
        def get(self, id):
            """One task."""

        @tasks.etag
        @tasks.arguments(Task)
        @tasks.response(200, Task)
        def put(self, task, id):
            """The task is what the content says."""

        @tasks.etag
        @tasks.arguments(Task(partial=True))
        @tasks.response(200, Task)
        def patch(self, task, id):
            """What the content names is changed."""

        @tasks.etag
        @tasks.response(204)
        def delete(self, id):
            """The task is deleted."""

    api.register_blueprint(tasks)
    return api.spec.to_dict()


def resolved(document, part):
    """The part of the document, also where it is a reference."""
    while "$ref" in part:
        place = document
        for name in part["$ref"].removeprefix("#/").split("/"):
            place = place[name]
        part = place
    return part


def facts(document, method, path):
    """What the document says of conditional requests to one operation."""
    item = document["paths"][path]
    operation = item[method]
    said = set()
    for parameter in operation.get("parameters", []) + item.get("parameters", []):
        parameter = resolved(document, parameter)
        if parameter["in"] == "header":
            said.add(f"the request's {parameter['name']}")
    for status, answer in operation["responses"].items():
        answer = resolved(document, answer)
        if status in STATUSES:
            said.add(f"answer {status}")
            said.update(f"the schema of {status}" for content in answer.get("content", {}).values() if "schema" in content)
        said.update(f"{name} of {status}" for name in answer.get("headers", {}))
    return said


def main(urls):
    theirs, missing = document(), False
    for url in urls:
        with urllib.request.urlopen(url) as answer:
            ours = json.load(answer)
        print(url)
        for path in theirs["paths"]:
            for method in theirs["paths"][path]:
                if method not in ("get", "put", "patch", "delete"):
                    continue
                all_theirs, all_ours = facts(theirs, method, path), facts(ours, method, path)
                lacking = all_theirs - all_ours
                missing |= bool(lacking) or not all_theirs
                more = len(all_ours - all_theirs)
                print(f"  {method:6} {path:12} flask-smorest says {len(all_theirs)}, missing here: {sorted(lacking) or 'nothing'}; {more} more here")
    return missing


sys.exit(main(sys.argv[1:]))
