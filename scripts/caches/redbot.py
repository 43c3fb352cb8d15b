"""Lets REDbot, and httplint in it, judge answers of the origin and of the blog, and prints what it complains of.

redbot.py REDBOT ORIGIN BLOG: the programs. Fails where a complaint is not in `redbot-answered`.
"""

import json
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

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
AT_ONCE = 8
PATIENCE = 240


def main(redbot, origin, blog):
    found = of_origin(redbot, origin) | of_blog(redbot, blog)
    for path, note, summary in sorted(found):
        print(f"| `{path}` | {note} | {summary} |")
    answered = {line.split()[0] for line in answers() if line.strip()}
    unanswered = {note for _, note, _ in found} - answered
    print(f"unanswered: {', '.join(sorted(unanswered)) or 'none'}")
    return bool(unanswered)


def answers():
    return (Path(__file__).parent / "redbot-answered").read_text().splitlines()


def of_origin(redbot, program):
    with Origin(program) as origin:
        paths = [f"/cached/{policy}/{guard}/redbot" for policy in POLICIES for guard in GUARDS]
        now = "/cached/no-cache/date/redbot-now"
        origin.change(now, "now")
        return complaints(redbot, origin.port, [*paths, now])


def of_blog(redbot, program):
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "--listen", "127.0.0.1:0", "--database", f"sqlite:{folder}/blog.sqlite", "--log", "info"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as blog:
            try:
                port = next(filter(None, (re.search(r"127\.0\.0\.1:(\d+)", line) for line in blog.stdout)))[1]
                return complaints(redbot, port, BLOG)
            finally:
                blog.terminate()


def complaints(redbot, port, paths):
    with ThreadPoolExecutor(AT_ONCE) as pool:
        judgements = pool.map(lambda path: list(judged(redbot, port, path)), paths)
        return {complaint for judgement in judgements for complaint in judgement}


def judged(redbot, port, path):
    command = [redbot, "--output-format", "har", f"http://127.0.0.1:{port}{path}"]
    har = json.loads(subprocess.run(command, check=True, timeout=PATIENCE, capture_output=True).stdout)
    for entry in har["log"]["entries"]:
        for note in entry["_red_messages"]:
            if note["level"] in ("WARN", "BAD"):
                yield path, note["note_id"], note["summary"]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
