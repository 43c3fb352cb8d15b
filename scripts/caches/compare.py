"""Reads the pages of tests/origin with real clients and through real caches, and prints what came of it.

compare.py ORIGIN PLACE NAME…: the program to start, a folder for what it keeps, and the clients to run.
"""

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from clients import CLIENTS
from course import GUARDS, POLICIES, run
from origin import Origin
from proxies import PROXIES, Proxy

AT_ONCE = 8

# They ask by the date of the file that they wrote where the origin sent none.
BY_A_DATE_OF_THEIR_OWN = {"wget -N", "curl -z"}


def main(program, place, names):
    with tempfile.TemporaryDirectory() as folder, Origin(program) as origin:
        folder = Path(folder)
        folder.chmod(0o755)
        proxies = {name: Proxy(PROXIES[name], folder / letters(name), origin.port) for name in names if name in PROXIES}
        try:
            return compare(origin, names, proxies, Path(place), folder)
        finally:
            for proxy in proxies.values():
                proxy.stop()


def compare(origin, names, proxies, place, folder):
    kinds = {name: CLIENTS[name] for name in names if name in CLIENTS} | {
        name: proxy.client for name, proxy in proxies.items()
    }
    courses = [(name, policy, guard) for name in kinds for policy in POLICIES for guard in GUARDS]

    def one(course):
        name, policy, guard = course
        path = f"/cached/{policy}/{GUARDS[guard]}/{letters(name)}-{letters(guard)}"
        kept = folder / path.strip("/").replace("/", "-")
        kept.mkdir()
        with kinds[name](place, kept, origin.port) as client:
            return run(origin, client, path, policy, guard)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = dict(zip(courses, pool.map(one, courses)))
    for policy in POLICIES:
        table(policy, kinds, results)
    return faults(results)


def letters(name):
    return "".join(letter if letter.isalnum() else "_" for letter in name)


def table(policy, names, results):
    """Markdown: full answers, 304s and stale answers for each client and guard."""
    print(f"\n`Cache-Control: {POLICIES[policy].field}`\n")
    print(f"| | {' | '.join(GUARDS)} |")
    print(f"|---|{'---|' * len(GUARDS)}")
    for name in names:
        cells = [results[name, policy, guard] for guard in GUARDS]
        print(f"| {name} | {' | '.join(map(str, cells))} |")


def faults(results):
    """Whether an answer was stale that is not its reader's own fault."""
    made_up = {}
    failed = False
    for (name, policy, guard), result in results.items():
        if result.made_up:
            made_up.setdefault((name, policy), []).append(f"{guard} {result.made_up}")
        excused = result.own_fault if name in BY_A_DATE_OF_THEIR_OWN and guard == "date, now" else 0
        if result.stale > excused:
            print(f"\nSTALE: {name}, {guard}, {POLICIES[policy].field}: {result.stale} times", end="")
            failed = True
    print("\nRequests with a tag or a date that no full answer had:")
    for (name, policy), counts in made_up.items():
        print(f"  {name}, {policy}: {'; '.join(counts)}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
