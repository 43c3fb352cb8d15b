"""client.py cachecontrol|hishel: answers each address on its standard input with the first line of the page."""

import sys

import requests


def adapter(library):
    if library == "cachecontrol":
        from cachecontrol import CacheControlAdapter

        return CacheControlAdapter()
    from hishel import SqliteStorage
    from hishel.requests import CacheAdapter

    return CacheAdapter(storage=SqliteStorage(database_path="pages.db"), rfc=True)


session = requests.Session()
session.trust_env = False  # no proxies
session.mount("http://", adapter(sys.argv[1]))
for line in sys.stdin:
    answer = session.get(line.strip(), timeout=30)
    answer.raise_for_status()
    print(answer.text.splitlines()[0], flush=True)
