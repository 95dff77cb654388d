#!/usr/bin/env python3
"""Timefold on the whole problem: peer_timefold.py INSTANCE CPU_SECONDS SEED OUT [WORKERS], or --prepare

The solver is the Timefold that comes inside PyPI's solverforge-legacy, used from Java, because its Python side would
slow it down: this script only writes the instance as numbers, starts it, and writes its timetable. --prepare compiles,
so that compiling counts for nobody."""
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from week import KINDS, Week, write

SOURCE = Path(__file__).with_name("PeerTimefold.java")
CLASSES = Path(tempfile.gettempdir()) / "stepwell-peer-timefold"
ALL = ("PROC",) + KINDS
# One place to spare of each kind but the process group: more sessions than the plan asks for fill the hours.
SPARE = {"PROC": 0, "EDU": 1, "RP": 1, "HOL": 1, "FAM": 0}


def class_path():
    package = Path(importlib.util.find_spec("solverforge_legacy").submodule_search_locations[0])
    return f"{CLASSES}:{package}/solver/jars/*"


def prepare():
    CLASSES.mkdir(exist_ok=True)
    command = ["javac", "-nowarn", "-proc:none", "-cp", class_path(), "-d", str(CLASSES), str(SOURCE)]
    subprocess.run(command, check=True)


def numbers(week):
    """The instance as the Java side reads it: whole numbers, every list after its length."""
    out, w = [], week.w

    def one_list(values):
        out.append(len(values))
        out.extend(int(v) for v in values)

    out += [week.days, week.units, week.session]
    one_list(
        [w["unplaced"], *(w["miss"][k] for k in KINDS), w["gap"], w["cohort_change"], w["tele_mismatch"]]
        + [w["run_meeting"], w["small"], w["dose_short"], w["min_days"], w["max_days"], w["day_min"]]
        + [w["day_max"], w["span_max"], w["dose_floor"], w["day_extra"]]
    )
    one_list([week.raw["dur"][k] for k in ALL[:5]])
    for kind in ALL[:5]:
        out.append(len(week.raw["options"][kind]))
        for option in week.raw["options"][kind]:
            out.append(len(option))
            out.extend(v for meeting in option for v in meeting)
    sites = 1 + max(p["site"] for p in week.people)
    out.append(sites)
    for site in range(sites):
        one_list([r["cap"] for r in week.raw["rooms"] if r["site"] == site])
    one_list([f["max_units"] for f in week.staff])
    topics = sorted({g["topic"] for g in week.groups if g["type"] == "EDU" and g["topic"]})
    out.append(len(week.groups))
    for g, group in enumerate(week.groups):
        site = -1 if group["site"] is None else group["site"]
        topic = topics.index(group["topic"]) if group["topic"] in topics else -1
        out += [ALL.index(group["type"]), site, group["cap"], group["min"], topic, int(group["tele"])]
        leaders = [f for f in range(len(week.staff)) if week.may_lead(f, g)]
        options = enumerate(week.options[g])
        one_list([o * 100_000 + f for o, m in options for f in leaders if week.on_duty(f, m, week.lengths[g])])
    out.append(len(week.people))
    for p, person in enumerate(week.people):
        cohort = -1 if person["prev"] is None else person["prev"]
        out += [person["acuity"], person["therapist"], cohort, person["dose"], int(person["tele_pref"])]
        one_list([0] + [person["need"].get(k, 0) for k in KINDS])
        one_list([cost for day in person["avail"] for cost in day])
        for kind in ALL[:5]:
            count = 1 if kind == "PROC" else person["need"].get(kind, 0)
            out.append(count + (SPARE[kind] if count else 0))
            of_kind = [g for g, group in enumerate(week.groups) if group["type"] == kind and week.may_attend(p, g)]
            one_list(of_kind)
        hours = [(d, s) for d in range(week.days) for s in week.raw["ind_starts"]]
        seen = lambda at: week.on_duty(person["therapist"], [at], week.session)
        free = lambda at: week.life(p, [at], week.session) is not None
        one_list([d * week.units + s for d, s in hours if seen((d, s)) and free((d, s))])
    return " ".join(map(str, out))


def main():
    if sys.argv[1] == "--prepare":
        prepare()
        return
    path, seconds, seed, out = sys.argv[1:5]
    week = Week(path)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(numbers(week))
        file.flush()
        command = ["java", "-Xmx4g", "-XX:+UseSerialGC", "-cp", class_path(), "PeerTimefold", file.name, seconds, seed]
        text = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = json.loads(text.splitlines()[-1])
    groups = {row[0]: (row[1], row[2]) for row in found["groups"] if row}
    at = lambda hour: [] if hour < 0 else [[hour // week.units, hour % week.units]]
    weeks = {row[0]: (sorted(set(row[1])), at(row[2])) for row in found["weeks"] if row}
    write(out, groups, weeks)
    print(json.dumps({"trace": found["trace"], "bound": None}))


if __name__ == "__main__":
    main()
