"""Reads an iCalendar text from standard input with a strict parser and says what each event is, one line each.

Fails on anything the parser holds against the text, and where the text's own time zones disagree with the zone
database of this machine about any day between its first event and its last.
"""

import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from icalendar import Calendar

raw = sys.stdin.buffer.read()
lines = raw.split(b"\r\n")
assert lines[-1] == b"" and all(b"\n" not in line and len(line) <= 75 for line in lines), "lines"
calendar = Calendar.from_ical(raw)
assert not calendar.errors, calendar.errors
for part in calendar.walk():
    assert not part.errors, (part.name, part.errors)
assert calendar.to_ical().count(b"BEGIN:VEVENT") == raw.count(b"BEGIN:VEVENT")

events = calendar.walk("VEVENT")
starts = [event["DTSTART"].dt for event in events]
for zone in calendar.walk("VTIMEZONE"):
    name = str(zone["TZID"])
    # Only what the text itself says counts here, not what the parser knows of zones with this name.
    own, known = zone.to_tz(lookup_tzid=False), ZoneInfo(name)
    day = min(starts).astimezone(timezone.utc).replace(hour=18, minute=0)
    while day <= max(starts):
        told = day.astimezone(known).replace(tzinfo=None)
        assert own.utcoffset(told) == known.utcoffset(told), (name, told)
        day += timedelta(days=1)

for event in events:
    start, end = event["DTSTART"].dt, event["DTEND"].dt
    utc = [at.astimezone(timezone.utc) for at in (start, end)]
    minutes = int((utc[1] - utc[0]).total_seconds()) // 60
    assert isinstance(start, datetime) and start.tzinfo is not None
    print(start.strftime("%Y-%m-%dT%H:%M"), utc[0].strftime("%Y-%m-%dT%H:%MZ"), minutes, event["STATUS"],
          event["SEQUENCE"], event["UID"], event["SUMMARY"], sep="\t")
