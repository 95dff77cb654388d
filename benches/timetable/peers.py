#!/usr/bin/env python3
"""Our solver and its peers on the same instances, on the same machine, in one run, for the same CPU seconds.

peers.py --stepwell PATH/TO/stepwell-timetable --seconds 60 [--judge PATH/TO/judge.py] INSTANCE...

CPU seconds are user and system time of the solver's whole process tree, as the kernel counts them when it ends. The
judge is a program that takes an instance and a timetable and prints `placed P of N`, `hard rules broken B` and
`cost C`; without one, `stepwell-timetable check` judges. A peer whose package is missing is left out and said so."""
import argparse
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent


def measured(command):
    """Output, CPU seconds and peak memory in MiB of a command and all that it starts."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode()
    return process.returncode, text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def ours(a, instance, out):
    command = [a.stepwell, "solve", instance, "--cpu", "--seconds", str(a.seconds)]
    return command + ["--seed", str(a.seed), "--threads", str(a.workers), "--json", "--out", out]


def script(name):
    def command(a, instance, out):
        return [sys.executable, str(HERE / name), instance, str(a.seconds), str(a.seed), out, str(a.peer_workers)]

    return command


SOLVERS = {
    "stepwell": (ours, None),
    "cp-sat": (script("peer_cpsat.py"), "ortools"),
    "timefold": (script("peer_timefold.py"), "solverforge_legacy"),
}


def first_and_bound(name, text):
    """CPU seconds to the first timetable with anybody in it, and the proven bound."""
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    if not lines:
        return None, None
    if name != "stepwell":
        return (lines[-1]["trace"] or [[None]])[0][0], lines[-1]["bound"]
    return lines[0].get("elapsed_seconds"), lines[-1].get("bound")


def judged(a, instance, out):
    """Placed, people, broken hard rules, cost."""
    if a.judge:
        text = subprocess.run([sys.executable, a.judge, instance, out], capture_output=True, text=True).stdout
        number = lambda pattern: int(re.search(pattern, text).group(1))
        return number(r"placed (\d+)"), number(r"of (\d+)"), number(r"broken (\d+)"), number(r"cost (\d+)")
    text = subprocess.run([a.stepwell, "check", instance, out, "--json"], capture_output=True, text=True).stdout
    verdict = json.loads(text)
    return verdict["placed"], verdict["people"], len(verdict["broken"]), verdict["cost"]


def row(a, name, instance):
    command, package = SOLVERS[name]
    if name == "timefold" and not shutil.which("javac"):
        return f"{name:<10} not measured: there is no JDK"
    if package and not importlib.util.find_spec(package):
        return f"{name:<10} not measured: the Python package {package} is not installed"
    with tempfile.TemporaryDirectory() as directory:
        out = str(Path(directory) / "solution.json")
        code, text, cpu, memory = measured(command(a, instance, out))
        first, bound = first_and_bound(name, text)
        shown = lambda v, form: "-" if v is None else format(v, form)
        if not Path(out).exists():
            return f"{name:<10}{cpu:>9.1f}{'-':>9}{'-':>10}{'-':>11}{shown(bound, '>11,.0f')}{'-':>8}{memory:>9.0f}  no timetable, exit code {code}"
        placed, people, broken, cost = judged(a, instance, out)
    return (
        f"{name:<10}{cpu:>9.1f}{shown(first, '.2f'):>9}{f'{placed}/{people}':>10}{cost:>11,}"
        f"{shown(bound, ',.0f'):>11}{broken:>8}{memory:>9.0f}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("instances", nargs="+", metavar="INSTANCE")
    parser.add_argument("--stepwell", required=True, help="our binary")
    parser.add_argument("--seconds", type=float, default=60, help="CPU seconds for each solver and instance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1, help="threads of our solver; CPU seconds are of all threads")
    parser.add_argument("--peer-workers", type=int, default=8, help="threads of CP-SAT, whose portfolio needs them")
    parser.add_argument("--judge", help="a Python program that judges; ours when absent")
    parser.add_argument("--solvers", default=",".join(SOLVERS), help="which of them, with commas between")
    a = parser.parse_args()
    if "timefold" in a.solvers and shutil.which("javac") and importlib.util.find_spec("solverforge_legacy"):
        subprocess.run([sys.executable, str(HERE / "peer_timefold.py"), "--prepare"], check=True)
    for instance in a.instances:
        print(f"\n{Path(instance).stem}, {a.seconds:g} CPU seconds, seed {a.seed}")
        print(f"{'solver':<10}{'CPU s':>9}{'first s':>9}{'placed':>10}{'cost':>11}{'bound':>11}{'broken':>8}{'MiB':>9}")
        for name in a.solvers.split(","):
            print(row(a, name, instance), flush=True)


if __name__ == "__main__":
    main()
