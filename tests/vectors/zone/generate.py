#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints zones.h: small real zone files, and what Python's zoneinfo says about them.

    zic -b slim -d FOLDER /usr/share/zoneinfo/tzdata.zi && ./generate.py FOLDER >zones.h
"""
import datetime
import pathlib
import sys
import zoneinfo

EPOCH = datetime.datetime(1970, 1, 1)
ZONES = {  # zone: local times to ask about, with what is special there
    "Europe/Berlin": ["2026-03-29T01:59:59", "2026-03-29T02:00:00", "2026-03-29T02:30:00",
                      "2026-03-29T03:00:00", "2026-10-25T02:00:00", "2026-10-25T02:59:59",
                      "2026-10-25T03:00:00", "1893-04-01T00:00:00", "2400-07-01T12:00:00",
                      "9998-12-31T23:59:59"],
    "Europe/Dublin": ["2026-01-15T12:00:00", "2026-07-15T12:00:00", "2026-03-29T01:30:00",
                      "2026-10-25T01:30:00", "1971-06-01T00:00:00", "2150-12-24T18:00:00",
                      "2150-06-24T18:00:00"],
    "Australia/Lord_Howe": ["2026-01-10T00:00:00", "2026-07-10T00:00:00", "2026-04-05T01:45:00",
                            "2026-10-04T02:15:00", "2099-12-31T23:59:59"],
    "America/Santiago": ["2026-04-04T23:30:00", "2026-09-06T00:30:00", "2060-01-01T00:00:00",
                         "2060-06-01T00:00:00"],
    "America/Nuuk": ["2026-03-28T23:30:00", "2026-03-29T00:30:00", "2026-10-24T23:30:00",
                     "2050-03-26T23:30:00"],
    "Asia/Kolkata": ["2026-11-21T20:30:00", "1941-10-01T00:10:00", "2500-02-28T00:00:00"],
    "Pacific/Apia": ["2011-12-29T12:00:00", "2011-12-30T12:00:00", "2011-12-31T12:00:00"],
    "Etc/UTC": ["2026-11-21T20:30:00", "0001-01-02T00:00:00"],
}


def offset(zone, local, fold):
    return int(local.replace(tzinfo=zone, fold=fold).utcoffset().total_seconds())


def rows(zone, text):
    local = datetime.datetime.fromisoformat(text)
    seconds = int((local - EPOCH).total_seconds())
    readings = [seconds - offset(zone, local, fold) for fold in (0, 1)]
    for instant in sorted(set(readings)):
        utc = (EPOCH + datetime.timedelta(seconds=instant)).replace(tzinfo=datetime.timezone.utc)
        yield "offset", instant, int(utc.astimezone(zone).utcoffset().total_seconds())
    yield "local", text, min(readings), max(readings)


def main():
    folder = pathlib.Path(sys.argv[1])
    offsets, locals_ = [], []
    print("/* SPDX-License-Identifier: Apache-2.0 */")
    print("/* Made by generate.py from the public domain tz database; see there. */")
    print("#include <stdint.h>\n")
    print("static const struct {\n\tconst char *name, *hex;\n} zone_files[] = {")
    for name, texts in ZONES.items():
        path = folder / name
        digits = path.read_bytes().hex()
        print(f'\t{{ "{name}",')
        lines = [digits[i:i + 80] for i in range(0, len(digits), 80)]
        print("\n".join(f'\t  "{line}"' for line in lines) + " },")
        with path.open("rb") as file:
            zone = zoneinfo.ZoneInfo.from_file(file)
        for text in texts:
            for kind, *row in rows(zone, text):
                (offsets if kind == "offset" else locals_).append((name, *row))
    print("};\n\nstatic const struct {\n\tconst char *zone;\n\tint64_t instant, offset;\n"
          "} zone_offsets[] = {")
    for name, instant, value in offsets:
        print(f'\t{{ "{name}", INT64_C({instant}), {value} }},')
    print("};\n\nstatic const struct {\n\tconst char *zone, *local;\n"
          "\tint64_t earliest, latest;\n} zone_locals[] = {")
    for name, text, earliest, latest in locals_:
        print(f'\t{{ "{name}", "{text}", INT64_C({earliest}), INT64_C({latest}) }},')
    print("};")


main()
