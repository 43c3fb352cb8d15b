"""Clients with a cache of their own: `get` is the text that their user sees."""

import subprocess
from pathlib import Path

HERE = Path(__file__).parent
PATIENCE = 60


class Curl:
    """Keeps the text in a file, and knows by `conditions` how to ask whether it is current."""

    def __init__(self, place, folder, port):
        self.folder, self.port = folder, port
        self.file = folder / "page"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def get(self, path):
        command = ["curl", "--silent", "--show-error", "--fail", "--noproxy", "*", "--output", self.file]
        said([*command, *self.conditions(), f"http://127.0.0.1:{self.port}{path}"])
        return self.file.read_text()


class CurlByTag(Curl):
    def conditions(self):
        tag = self.folder / "tag"
        return ["--etag-save", tag] + (["--etag-compare", tag] if tag.exists() else [])


class CurlByDate(Curl):
    def conditions(self):
        return ["--remote-time"] + (["--time-cond", self.file] if self.file.exists() else [])


class Wget(Curl):
    def get(self, path):
        command = ["wget", "--no-proxy", "--quiet", "--timestamping", "--directory-prefix", self.folder]
        said([*command, f"http://127.0.0.1:{self.port}{path}"])
        return (self.folder / path.rpartition("/")[2]).read_text()


def said(command):
    return subprocess.run(command, check=True, timeout=PATIENCE, capture_output=True, text=True).stdout


class Worker:
    """A program that reads addresses, a line each, and answers each with the first line of the page."""

    def __init__(self, command, folder, port):
        self.port = port
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.communicate(timeout=PATIENCE)

    def get(self, path):
        print(f"http://127.0.0.1:{self.port}{path}", file=self.process.stdin, flush=True)
        return self.process.stdout.readline()


def python(library):
    return lambda place, folder, port: Worker(
        [place / "python/bin/python", HERE / "client.py", library], folder, port
    )


def node(library):
    return lambda place, folder, port: Worker(["node", place / "node/client.mjs", library], folder, port)


def rust(place, folder, port):
    return Worker([place / "reqwest/debug/reqwest-client"], folder, port)


CLIENTS = {
    "curl --etag-compare": CurlByTag,
    "curl -z": CurlByDate,
    "wget -N": Wget,
    "requests + CacheControl": python("cachecontrol"),
    "hishel": python("hishel"),
    "make-fetch-happen": node("make-fetch-happen"),
    "got": node("got"),
    "undici": node("undici"),
    "reqwest + http-cache": rust,
}
