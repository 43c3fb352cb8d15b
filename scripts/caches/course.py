"""What each client does with each page."""

import time
from dataclasses import dataclass

# What it is called in the table, and in the page's path.
GUARDS = {"tag": "tag", "weak tag": "weak", "date": "date", "both": "both", "layer": "layer", "date, now": "date"}


@dataclass(frozen=True)
class Policy:
    field: str
    # Until a copy must be confirmed again, in seconds.
    pause: float


POLICIES = {"no-cache": Policy("no-cache", 0), "shared": Policy("max-age=0, s-maxage=1", 2.1)}


@dataclass
class Result:
    full: int
    not_modified: int
    stale: int
    # Those of them that came of a request with a date or a tag that the client had made up.
    own_fault: int
    made_up: int

    def __str__(self):
        return f"{self.full} / {self.not_modified} / {self.stale}"


def run(origin, client, path, policy, guard):
    pause = POLICIES[policy].pause
    course = changed_within_the_second if guard == "date, now" else read_and_changed
    stale = [own_fault for is_stale, own_fault in course(origin, client, path, pause) if is_stale]
    counts = origin.counts(path)
    return Result(counts["full"], counts["not_modified"], len(stale), sum(stale), counts["made_up"])


def read_and_changed(origin, client, path, pause):
    """Three reads, a change, two reads."""
    for changes in (False, False, False, True, False):
        if changes:
            origin.change(path)
        time.sleep(pause)
        yield read(origin, client, path)


def changed_within_the_second(origin, client, path, pause):
    """Changes and reads in turns as fast as it goes, and a read when the last change is over a second old."""
    for _ in range(3 if pause else 20):
        origin.change(path, "now")
        stale, own_fault = read(origin, client, path)
        # A copy that the policy lets it keep for a second is not stale yet.
        yield stale and not pause, own_fault
        origin.change(path, "now")
        time.sleep(pause)
        yield read(origin, client, path)
    time.sleep(max(pause, 1.1))
    yield read(origin, client, path)


def read(origin, client, path):
    """Whether the page is stale, and whether the client had made up what it asked by."""
    before = origin.counts(path)
    got = client.get(path)
    if not got.startswith("version "):
        raise RuntimeError(f"{type(client).__name__} read {got!r} at {path}")
    return int(got.split()[1]) != before["version"], origin.counts(path)["made_up"] > before["made_up"]
