"""Caches between a client and the origin, each as processes of ours that are stopped by their id."""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from origin import DIRECT

HERE = Path(__file__).parent
TESTS = HERE.parent.parent / "tests/proxies"
PATIENCE = 60
NOBODY = 65534


@dataclass(frozen=True)
class Kind:
    """What to start. FOLDER, LISTEN, PORT and UPSTREAM in it stand for what is known only then."""

    command: list
    # Files to write before: a name in the folder, and the template.
    files: dict = field(default_factory=dict)


PROXIES = {
    "nginx": Kind(["nginx", "-e", "stderr", "-c", "FOLDER/conf"], {"conf": TESTS / "nginx.conf"}),
    "Varnish": Kind(
        ["varnishd", "-F", "-n", "FOLDER", "-a", "LISTEN", "-b", "UPSTREAM", "-s", "malloc,16m", "-j", "none"]
        # By default it answers with an old copy for ten seconds while it asks, and keeps none to ask about.
        + ["-p", "default_grace=0", "-p", "default_keep=60"]
    ),
    "Squid": Kind(["squid", "-N", "-f", "FOLDER/conf"], {"conf": TESTS / "squid.conf"}),
    "Apache": Kind(["apache2", "-X", "-f", "FOLDER/conf"], {"conf": HERE / "apache.conf"}),
    "Traffic Server": Kind(
        ["traffic_server"],
        {
            "etc/records.config": HERE / "trafficserver/records.config",
            "etc/remap.config": HERE / "trafficserver/remap.config",
            "etc/storage.config": HERE / "trafficserver/storage.config",
            "etc/ip_allow.yaml": HERE / "trafficserver/ip_allow.yaml",
            "runroot.yaml": HERE / "trafficserver/runroot.yaml",
        },
    ),
}


class Proxy:
    def __init__(self, kind, folder, upstream):
        self.port = free_port()
        self.folder = folder
        fill = filling(folder, self.port, upstream)
        for name, template in kind.files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(fill(template.read_text()))
        for name in ("cache", "log", "run"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        self.process = self._start([fill(word) for word in kind.command])
        self._wait()

    def _start(self, command):
        """Without the rights of root, where the script has them."""
        user = {}
        if os.getuid() == 0:
            for entry in [self.folder, *self.folder.rglob("*")]:
                os.chown(entry, NOBODY, NOBODY)
            user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        log = (self.folder / "output").open("w")
        environment = os.environ | {"TS_RUNROOT": str(self.folder)}
        return subprocess.Popen(
            command, cwd=self.folder, stdout=log, stderr=log, env=environment, start_new_session=True, **user
        )

    def _wait(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError(f"{self.process.args[0]} did not start: {(self.folder / 'output').read_text()}")

    def stop(self):
        """It and the processes that it has started, which are a session of their own."""
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(PATIENCE)
        except ProcessLookupError:
            pass
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)

    def client(self, _place, _folder, _port):
        return Reader(self.port)


class Reader:
    """Asks a proxy, and keeps nothing itself."""

    def __init__(self, port):
        self.port = port

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def get(self, path):
        with DIRECT.open(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
            return answer.read().decode()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def filling(folder, port, upstream):
    """Puts what is known now into a template."""
    words = {
        "FOLDER": str(folder),
        "LISTEN": f"127.0.0.1:{port}",
        "UPSTREAM_HOST": "127.0.0.1",
        "UPSTREAM_PORT": str(upstream),
        "UPSTREAM": f"127.0.0.1:{upstream}",
        "PORT": str(port),
        "MODULES": "/usr/lib/apache2/modules",
    }

    def fill(text):
        for word, value in words.items():
            text = text.replace(word, value)
        return text

    return fill
