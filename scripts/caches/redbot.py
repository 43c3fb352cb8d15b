"""Lets REDbot, and httplint in it, judge answers of the origin, of the blog and of the API, and prints what they
complain of.

redbot.py REDBOT ORIGIN BLOG API: the programs. Fails where a complaint is not in `redbot-answered`. Needs
httplint.
"""

import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path

import exchanges
from origin import Origin

GUARDS = ["tag", "weak", "date", "both", "layer"]
POLICIES = ["no-cache", "shared"]
BLOG = [
    "/",
    "/blogs/2",
    "/entries/1",
    "/entries/1/edit",
    "/entries/1/history",
    "/drafts",
    "/new",
    "/about",
    "/feed",
    "/assets/style.css",
    "/assets/icon.svg",
    "/files/preconditions.txt",
    "/api/entries",
    "/api/entries/1",
    "/nowhere",
]
API = [
    "/",
    "/openapi.json",
    "/openapi.utoipa.json",
    "/tasks",
    "/tasks?limit=2",
    "/tasks?limit=none",
    "/tasks/1",
    "/tasks/4",
    "/tasks/99",
    "/nowhere",
]
AT_ONCE = 8
PATIENCE = 240


def main(redbot, origin, blog, api):
    found = [*of_origin(redbot, origin), *of_blog(redbot, blog), *of_api(redbot, api)]
    answered = [line.split(" | ", 2)[:2] for line in answers()]
    unanswered = 0
    for name, note, summary in sorted(set(found)):
        known = any(note == its_note and fnmatchcase(name, names) for its_note, names in answered)
        unanswered += not known
        print(f"| `{name}` | {note} | {summary} | {'answered' if known else '**unanswered**'} |")
    print(f"{unanswered} unanswered")
    return unanswered > 0


def answers():
    return (Path(__file__).parent / "redbot-answered").read_text().splitlines()


def of_origin(redbot, program):
    with Origin(program) as origin:
        paths = [f"/cached/{policy}/{guard}/redbot" for policy in POLICIES for guard in GUARDS]
        now = "/cached/no-cache/date/redbot-now"
        origin.change(now, "now")
        yield from complaints(redbot, "origin", origin.port, [*paths, now])


def of_blog(redbot, program):
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "--listen", "127.0.0.1:0", "--database", f"sqlite:{folder}/blog.sqlite", "--log", "info"]
        with running(command) as port:
            yield from complaints(redbot, "blog", port, BLOG, exchanges.BLOG)


def of_api(redbot, program):
    with running([program, "127.0.0.1:0"]) as port:
        yield from complaints(redbot, "api", port, API, exchanges.API)


@contextmanager
def running(command):
    """A server's port, which it tells in its greeting."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            yield int(next(filter(None, (re.search(r"127\.0\.0\.1:(\d+)", line) for line in server.stdout)))[1])
        finally:
            server.terminate()


def complaints(redbot, server, port, paths, more=()):
    """Each as the server and what it was asked, the note's name and what it says."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        of_paths = chain.from_iterable(pool.map(lambda path: list(judged(redbot, port, path)), paths))
        for asked, note, summary in chain(of_paths, exchanges.complaints(port, more)):
            yield f"{server} {asked}", note, summary


def judged(redbot, port, path):
    command = [redbot, "--output-format", "har", f"http://127.0.0.1:{port}{path}"]
    har = json.loads(subprocess.run(command, check=True, timeout=PATIENCE, capture_output=True).stdout)
    for entry in har["log"]["entries"]:
        for note in entry["_red_messages"]:
            if note["level"] in ("WARN", "BAD"):
                yield path, note["note_id"], note["summary"]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
