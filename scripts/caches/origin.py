"""The program with the pages, and how to change and count."""

import json
import subprocess
import urllib.request

# What listens here is not asked for by way of a proxy.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Origin:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.communicate()

    def change(self, path, when=None):
        name = "change-now" if when == "now" else "change"
        self._ask(f"/{name}{path}", "POST")

    def counts(self, path):
        return json.loads(self._ask(f"/counts{path}", "GET"))

    def _ask(self, path, method):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method)
        with DIRECT.open(request, timeout=30) as answer:
            return answer.read()
