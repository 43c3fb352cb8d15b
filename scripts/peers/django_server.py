"""A small Django site, which prints its port; or, for a WSGI server, `application`.

Its views are guarded as Django's page "Conditional View Processing" shows it. `/entries/1` has a tag
and a date, `/tags/1` only a tag, `/dates/1` only a date; number 2 is missing everywhere.
"""

import os
from datetime import datetime, timedelta, timezone
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import Http404, HttpResponse
from django.urls import path
from django.views.decorators.http import condition, etag, last_modified

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=[] if os.environ.get("UNCOMPRESSED") else ["django.middleware.gzip.GZipMiddleware"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="for a check on 127.0.0.1",
    USE_TZ=True,
)

LONG_ENOUGH_FOR_GZIP = "A text that is worth being compressed. " * 20

entries = {
    1: {
        "version": 1,
        "text": LONG_ENOUGH_FOR_GZIP,
        "modified": datetime.now(timezone.utc) - timedelta(hours=2),
    }
}


def tag(request, number):
    entry = entries.get(number)
    return f'"v{entry["version"]}"' if entry else None


def modified(request, number):
    entry = entries.get(number)
    return entry["modified"] if entry else None


def view(request, number):
    if request.method == "PUT":
        entry = entries.setdefault(number, {"version": 0})
        entry["version"] += 1
        entry["text"] = request.body.decode()
        entry["modified"] = datetime.now(timezone.utc)
        return HttpResponse(status=204)
    if number not in entries:
        raise Http404
    return HttpResponse(entries[number]["text"], content_type="text/plain")


urlpatterns = [
    path("entries/<int:number>", condition(etag_func=tag, last_modified_func=modified)(view)),
    path("tags/<int:number>", etag(tag)(view)),
    path("dates/<int:number>", last_modified(modified)(view)),
]


application = get_wsgi_application()


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, application, Server, Quiet)
    print(server.server_port, flush=True)
    server.serve_forever()
