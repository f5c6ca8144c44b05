#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Does a freeze mean the hours that other people's code takes it for? Every zone of this machine, with random
# times, days of change, leap days and year ends, against Python's zoneinfo. (controls A5.12)
# shellcheck disable=SC1091,SC2154 # what the library sets
set -euo pipefail
. "$(dirname "$0")/library"
build_tool zone_times

cat >"$work/zones.py" <<'END'
import random
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

# Names as a policy may have them; what is in no file of /usr/share/zoneinfo itself is left out.
names = sorted(n for n in available_timezones() if n not in ("localtime", "Factory"))
random.seed(20261129)
epoch = datetime(1970, 1, 1)


def change_near(zone, year):
    """A local time around a change of the offset in that year, if there is one."""
    day = datetime(year, 1, 1, tzinfo=timezone.utc)
    before = day.astimezone(zone).utcoffset()
    for _ in range(53):
        day += timedelta(days=7)
        after = day.astimezone(zone).utcoffset()
        if after != before:
            low, high = day - timedelta(days=7), day
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) / 2
                if middle.astimezone(zone).utcoffset() == before:
                    low = middle
                else:
                    high = middle
            wall = high.astimezone(zone).replace(tzinfo=None, microsecond=0)
            return wall + timedelta(minutes=random.randint(-90, 90))
        before = after
    return None


def some_local(zone, kind):
    year = random.randint(1975, 2090)
    if kind == "leap":
        return datetime(4 * (year // 4), 2, random.choice([28, 29]), random.randint(0, 23),
                        random.randint(0, 59))
    if kind == "end":
        return datetime(year, 12, 31, 23, random.randint(0, 59)) + timedelta(
            minutes=random.randint(0, 90))
    if kind == "change":
        found = change_near(zone, year)
        if found:
            return found
    return epoch + timedelta(seconds=random.randint(0, 120 * 365 * 86400))


def seconds(moment):
    return int((moment.astimezone(timezone.utc).replace(tzinfo=None) - epoch).total_seconds())


kinds = ["any", "any", "change", "change", "leap", "end"]
with open(sys.argv[1], "w") as asked, open(sys.argv[2], "w") as wanted:
    for i in range(10200):
        name = names[i % len(names)]
        zone = ZoneInfo(name)
        local = some_local(zone, random.choice(kinds)).replace(microsecond=0)
        both = [seconds(local.replace(tzinfo=zone, fold=fold)) for fold in (0, 1)]
        instant = random.randint(0, 120 * 365 * 86400)
        there = datetime.fromtimestamp(instant, timezone.utc).astimezone(zone)
        asked.write(f"{name} {local.isoformat()} {instant}\n")
        offset = int(there.utcoffset().total_seconds())
        wanted.write(f"{min(both)} {max(both)} {offset}\n")
END

[ -d /usr/share/zoneinfo/Europe ] || fail 'tzdata is not installed'
PYTHONTZPATH=/usr/share/zoneinfo python3 "$work/zones.py" "$work/asked" "$work/wanted"
"$tools/zone_times" <"$work/asked" >"$work/answered"
paste -d ' ' "$work/asked" "$work/wanted" >"$work/with-wanted"
paste -d ' ' "$work/asked" "$work/answered" >"$work/with-answered"
diff "$work/with-wanted" "$work/with-answered" >"$work/differences" ||
	fail "$(head -20 "$work/differences")"
ok "$(wc -l <"$work/asked") times in $(cut -d ' ' -f 1 "$work/asked" | sort -u | wc -l) zones"

# Those that a clock shows twice or not at all are among them, or the test would show little.
doubtful=$(awk '$1 != $2' "$work/answered" | wc -l)
[ "$doubtful" -gt 100 ] || fail "only $doubtful times were shown twice or not at all"
ok "$doubtful of them shown twice or not at all"
