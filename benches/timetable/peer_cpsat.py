#!/usr/bin/env python3
"""CP-SAT (PyPI ortools) on the whole problem: peer_cpsat.py INSTANCE CPU_SECONDS SEED OUT [WORKERS]

One boolean per group and time option, one per group and leader, one per person and group; optional intervals whose
start is the group's keep people and leaders from being in two places, with fixed intervals where they are not free;
rooms are cumulative by size. Prints one JSON line: CPU seconds and cost of every improvement, and the bound."""
import json
import sys
import threading
import time

from ortools.sat.python import cp_model

from week import KINDS, CpuClock, Week, write


class Model:
    def __init__(self, week):
        self.week, self.m, self.costs = week, cp_model.CpModel(), []
        m, days, units = self.m, week.days, week.units
        self.at = lambda meeting: meeting[0] * units + meeting[1]
        self.diary = [self.closed(lambda d, u, f=f: not f["avail"][d][u]) for f in week.staff]
        self.led = [[] for _ in week.staff]
        self.members = [[] for _ in week.groups]
        self.slot, self.leader, self.start, self.day, self.run = {}, {}, {}, {}, {}
        for g in range(len(week.groups)):
            self.group(g)
        self.placed, self.attends, self.session = {}, {}, {}
        for p in range(len(week.people)):
            self.person(p)
        for f, member in enumerate(week.staff):
            m.add_no_overlap(self.diary[f])
            m.add(sum(n * v for n, v in self.led[f]) <= member["max_units"])
        for g, group in enumerate(week.groups):
            m.add(sum(self.members[g]) <= group["cap"] * self.run[g])
            small = m.new_int_var(0, group["min"], "")
            m.add(small + sum(self.members[g]) >= group["min"] * self.run[g])
            self.pay(week.w["small"], small)
        self.rooms()
        m.minimize(sum(c * v for c, v in self.costs))

    def pay(self, cost, what):
        if cost:
            self.costs.append((cost, what))

    def closed(self, shut):
        """Fixed intervals over the hours at which somebody cannot be anywhere; days are apart by one such hour."""
        out = []
        for day in range(self.week.days):
            u = 0
            while u < self.week.units:
                end = u
                while end < self.week.units and shut(day, end):
                    end += 1
                if end > u:
                    out.append(self.m.new_fixed_size_interval_var(day * self.week.units + u, end - u, ""))
                u = end + 1
        return out

    def group(self, g):
        week, m = self.week, self.m
        options, length = week.options[g], week.lengths[g]
        leaders = [f for f in range(len(week.staff)) if week.may_lead(f, g)]
        good = {o: [f for f in leaders if week.on_duty(f, options[o], length)] for o in range(len(options))}
        good = {o: fs for o, fs in good.items() if fs}
        run = self.run[g] = m.new_bool_var("")
        self.slot[g] = {o: m.new_bool_var("") for o in good}
        self.leader[g] = {f: m.new_bool_var("") for f in leaders}
        m.add(sum(self.slot[g].values()) == run)
        m.add(sum(self.leader[g].values()) == run)
        for o, fs in good.items():
            m.add_bool_or([self.leader[g][f] for f in fs] + [~self.slot[g][o]])
        count = 3 if week.groups[g]["type"] == "PROC" else 1
        self.pay(week.w["run_meeting"] * count, run)
        for f in leaders:
            self.led[f].append((count * length, self.leader[g][f]))
        for k in range(count):
            times = {o: self.at(options[o][k]) for o in good}
            if not times:
                continue
            start = m.new_int_var_from_domain(cp_model.Domain.from_values(list(times.values())), "")
            m.add(sum(times[o] * v for o, v in self.slot[g].items()) == start).only_enforce_if(run)
            self.start[g, k] = start
            for d in range(week.days):
                on = [self.slot[g][o] for o in good if options[o][k][0] == d]
                if on:
                    self.day[g, k, d] = m.new_bool_var("")
                    m.add(sum(on) == self.day[g, k, d])
            for f in leaders:
                v = self.leader[g][f]
                self.diary[f].append(m.new_optional_fixed_size_interval_var(start, length, v, ""))

    def person(self, p):
        week, m, w = self.week, self.m, self.week.w
        person = week.people[p]
        placed = self.placed[p] = m.new_bool_var("")
        self.pay(w["unplaced"] * person["acuity"], ~placed)
        diary = self.closed(lambda d, u: person["avail"][d][u] < 0)
        by_kind = {kind: [] for kind in KINDS + ("PROC",)}
        by_topic, by_day, total = {}, {d: [] for d in range(week.days)}, []
        self.attends[p] = {}
        for g, group in enumerate(week.groups):
            if not week.may_attend(p, g):
                continue
            length, kind = week.lengths[g], group["type"]
            lives = {o: week.life(p, week.options[g][o], length) for o in self.slot[g]}
            able = {o: c for o, c in lives.items() if c is not None}
            if not able:
                continue
            x = self.attends[p][g] = m.new_bool_var("")
            self.members[g].append(x)
            by_kind[kind].append(x)
            m.add_implication(x, placed)
            m.add_bool_or([self.slot[g][o] for o in able] + [~x])
            if kind == "EDU" and group["topic"]:
                by_topic.setdefault(group["topic"], []).append(x)
            if group["tele"] and not person["tele_pref"]:
                self.pay(w["tele_mismatch"], x)
            if kind == "PROC" and person["prev"] not in (None, g):
                self.pay(w["cohort_change"], x)
            dear = {o: c for o, c in able.items() if c}
            if dear:
                life = m.new_int_var(0, max(dear.values()), "")
                m.add(life >= sum(c * self.slot[g][o] for o, c in dear.items())).only_enforce_if(x)
                self.pay(1, life)
            for k in range(3 if kind == "PROC" else 1):
                diary.append(m.new_optional_fixed_size_interval_var(self.start[g, k], length, x, ""))
                total.append((length, x))
                for d in range(week.days):
                    if (g, k, d) in self.day:
                        here = m.new_bool_var("")
                        m.add_bool_and([x, self.day[g, k, d]]).only_enforce_if(here)
                        m.add_bool_or([here, ~x, ~self.day[g, k, d]])
                        by_day[d].append((self.start[g, k], length, here))
        self.individual(p, diary, by_kind["IND"], by_day, total)
        m.add_no_overlap(diary)
        m.add(sum(by_kind["PROC"]) == placed)
        for kind in KINDS:
            need = person["need"].get(kind, 0)
            missing = m.new_int_var(0, need, "")
            m.add(missing + sum(by_kind[kind]) >= need * placed)
            self.pay(w["miss"][kind], missing)
        for topic in by_topic.values():
            m.add_at_most_one(topic)
        self.hours(person, placed, by_day, total)

    def individual(self, p, diary, found, by_day, total):
        week, m, f = self.week, self.m, self.week.people[p]["therapist"]
        self.session[p] = {}
        for d in range(week.days):
            for s in week.raw["ind_starts"]:
                life = week.life(p, [(d, s)], week.session)
                if life is None or not week.on_duty(f, [(d, s)], week.session):
                    continue
                v = self.session[p][d, s] = m.new_bool_var("")
                interval = m.new_optional_fixed_size_interval_var(self.at((d, s)), week.session, v, "")
                diary.append(interval)
                self.diary[f].append(interval)
                self.led[f].append((week.session, v))
                self.pay(life, v)
                found.append(v)
                by_day[d].append((self.at((d, s)), week.session, v))
                total.append((week.session, v))
        m.add(sum(found) <= self.placed[p])

    def hours(self, person, placed, by_day, total):
        week, m, w = self.week, self.m, self.week.w
        days = []
        for d, things in by_day.items():
            on = m.new_bool_var("")
            days.append(on)
            hours = sum(n * v for _, n, v in things)
            m.add(hours >= w["day_min"] * on)
            m.add(hours <= w["day_max"] * on)
            first = m.new_int_var(d * week.units, (d + 1) * week.units, "")
            last = m.new_int_var(d * week.units, (d + 1) * week.units, "")
            for start, n, v in things:
                m.add(first <= start).only_enforce_if(v)
                m.add(last >= start + n).only_enforce_if(v)
            gap = m.new_int_var(0, w["span_max"], "")
            m.add(last >= first)
            m.add(last - first <= w["span_max"])
            m.add(gap >= last - first - hours)
            self.pay(w["gap"], gap)
        m.add(sum(days) >= w["min_days"] * placed)
        m.add(sum(days) <= w["max_days"] * placed)
        extra = m.new_int_var(0, week.days, "")
        m.add(extra >= sum(days) - w["min_days"])
        self.pay(w["day_extra"], extra)
        hours = sum(n * v for n, v in total)
        m.add(hours >= w["dose_floor"] * placed)
        short = m.new_int_var(0, person["dose"], "")
        m.add(short + hours >= person["dose"] * placed)
        self.pay(w["dose_short"], short)

    def rooms(self):
        week, m = self.week, self.m
        for site in {r["site"] for r in week.raw["rooms"]}:
            here = [r["cap"] for r in week.raw["rooms"] if r["site"] == site]
            groups = [g for g, s in enumerate(week.groups) if s["site"] == site and not s["tele"]]
            for level in {week.groups[g]["cap"] for g in groups}:
                large = [
                    m.new_optional_fixed_size_interval_var(start, week.lengths[g], self.run[g], "")
                    for (g, _), start in self.start.items()
                    if g in groups and week.groups[g]["cap"] >= level
                ]
                m.add_cumulative(large, [1] * len(large), sum(cap >= level for cap in here))

    def solution(self, value):
        groups = {}
        for g, run in self.run.items():
            if value(run):
                option = next(o for o, v in self.slot[g].items() if value(v))
                groups[g] = option, next(f for f, v in self.leader[g].items() if value(v))
        weeks = {}
        for p, placed in self.placed.items():
            if value(placed):
                own = [g for g, x in self.attends[p].items() if value(x)]
                weeks[p] = own, [[d, s] for (d, s), v in self.session[p].items() if value(v)]
        return groups, weeks


class Trace(cp_model.CpSolverSolutionCallback):
    def __init__(self, clock):
        super().__init__()
        self.clock, self.trace = clock, []

    def on_solution_callback(self):
        self.trace.append([round(self.clock.used(), 2), int(self.objective_value)])


def main():
    path, seconds, seed, out = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    workers = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    clock = CpuClock()
    model = Model(Week(path))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    # Its probing alone takes longer than a search is given here, and it finds nothing without a start to improve.
    solver.parameters.cp_model_probing_level = 0
    for run in [*model.run.values(), *model.placed.values()]:
        model.m.add_hint(run, 0)
    trace = Trace(clock)

    def stop_when_used_up():
        while clock.used() < seconds:
            time.sleep(0.05)
        solver.stop_search()

    threading.Thread(target=stop_when_used_up, daemon=True).start()
    status = solver.solve(model.m, trace)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        write(out, *model.solution(solver.value))
    print(json.dumps({"trace": trace.trace, "bound": solver.best_objective_bound}))


if __name__ == "__main__":
    main()
