"""Uploads a megabyte, again and again, with a tag that is stale: http.client writes all of it before it reads."""

import http.client
import sys

host, path = sys.argv[1:]
for _ in range(30):
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request("PUT", path, body=b"x" * (1 << 20), headers={"If-Match": '"6"'})
    answer = connection.getresponse()
    answer.read()
    print(answer.status, answer.getheader("ETag"))
    connection.close()
