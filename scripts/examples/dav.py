"""Drives examples/dav by the package caldav: dav.py URL."""

import sys
from importlib.metadata import version

import caldav
from caldav.lib import error

EVENT = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//example//EN\r
BEGIN:VEVENT\r
UID:{uid}\r
DTSTAMP:20261120T100000Z\r
DTSTART:20261125T100000Z\r
DTEND:20261125T110000Z\r
SUMMARY:{summary}\r
END:VEVENT\r
END:VCALENDAR\r
"""

# The client would look for the UID before it creates an event, by a report that the example does not have.
FEATURES = {"save.no-uid-conflict": {"support": "full"}}


def refused(kind, call, **arguments):
    """Asserts the error that the client makes of the server's refusal."""
    try:
        call(**arguments)
    except kind:
        return
    raise AssertionError("not refused")


def event(client, calendar, uid, summary):
    data = EVENT.format(uid=uid, summary=summary)
    return caldav.Event(client, data=data, parent=calendar, id=uid)


def finds_the_calendar(client):
    [calendar] = client.principal().get_calendars()
    assert calendar.url.path == "/calendar/", calendar.url
    return calendar


def creates_only(client, calendar):
    first = event(client, calendar, "one", "first")
    first.save(no_overwrite=True)
    second = event(client, calendar, "one", "second")
    refused(error.ConsistencyError, second.save, no_overwrite=True)
    assert "first" in calendar.event_by_url(first.url).data


def edits_by_two(calendar, url):
    mine, theirs = calendar.event_by_url(url), calendar.event_by_url(url)
    mine.data = mine.data.replace("first", "mine")
    mine.save(increase_seqno=False)
    theirs.data = theirs.data.replace("first", "theirs")
    refused(error.ETagMismatchError, theirs.save, increase_seqno=False)
    refused(error.ETagMismatchError, theirs.delete, if_match=True)
    theirs.load()
    assert "mine" in theirs.data
    theirs.data = theirs.data.replace("mine", "both")
    theirs.save(increase_seqno=False)


def reads_many(client, calendar):
    event(client, calendar, "two & more", "second").save(no_overwrite=True)
    urls = [member[0] for member in calendar.children()]
    assert len(urls) == 2, urls
    found = calendar.multiget(urls)
    assert sorted("both" in one.data for one in found) == [False, True], found
    gone = [calendar.url.join("three.ics")]
    refused(error.NotFoundError, calendar.multiget, event_urls=gone, raise_notfound=True)
    return found


def deletes_by_condition(calendar, found):
    for one in found:
        one.delete(if_match=True)
    refused(error.NotFoundError, calendar.event_by_url, href=found[0].url)
    assert not calendar.children()


client = caldav.DAVClient(url=sys.argv[1], username="any", password="any", features=FEATURES)
calendar = finds_the_calendar(client)
creates_only(client, calendar)
edits_by_two(calendar, calendar.url.join("one.ics"))
deletes_by_condition(calendar, reads_many(client, calendar))
print(f"caldav {version('caldav')}: creates only, edits and deletes by condition, reads many")
