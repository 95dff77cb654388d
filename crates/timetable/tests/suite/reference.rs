//! A second scorer, written from the rules and straight on the JSON, that shares nothing with the crate.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn int(v: &Value) -> i64 {
    v.as_i64().unwrap_or(0)
}

fn list(v: &Value) -> &[Value] {
    v.as_array().map_or(&[], Vec::as_slice)
}

struct Judge<'a> {
    i: &'a Value,
    s: &'a Value,
    busy: BTreeSet<(i64, i64, i64)>,
    hours: BTreeMap<i64, i64>,
    members: BTreeMap<i64, i64>,
    broken: usize,
    cost: i64,
}

/// Number of broken hard rules, and the cost.
pub fn judge(instance: &str, solution: &str) -> (usize, i64) {
    let i: Value = serde_json::from_str(instance).expect("instance");
    let s: Value = serde_json::from_str(solution).expect("solution");
    let mut j = Judge {
        i: &i,
        s: &s,
        busy: BTreeSet::new(),
        hours: BTreeMap::new(),
        members: BTreeMap::new(),
        broken: 0,
        cost: 0,
    };
    j.groups();
    for p in 0..list(&i["participants"]).len() {
        j.person(p as i64);
    }
    j.sizes_and_hours();
    j.rooms();
    (j.broken, j.cost)
}

impl Judge<'_> {
    fn w(&self, name: &str) -> i64 {
        int(&self.i["w"][name])
    }

    fn series(&self, g: i64) -> &Value {
        &self.i["series"][g as usize]
    }

    fn length(&self, g: i64) -> i64 {
        int(&self.i["dur"][self.series(g)["type"].as_str().expect("type")])
    }

    fn meetings(&self, g: i64) -> Option<Vec<(i64, i64)>> {
        let running = self.s["series"].get(g.to_string())?;
        let kind = self.series(g)["type"].as_str()?;
        let option = &self.i["options"][kind][int(&running["o"]) as usize];
        Some(
            list(option)
                .iter()
                .map(|m| (int(&m[0]), int(&m[1])))
                .collect(),
        )
    }

    fn lead(&mut self, f: i64, day: i64, start: i64, length: i64) {
        for u in start..start + length {
            self.broken += usize::from(
                int(&self.i["staff"][f as usize]["avail"][day as usize][u as usize]) == 0,
            );
            self.broken += usize::from(!self.busy.insert((f, day, u)));
        }
        *self.hours.entry(f).or_default() += length;
    }

    fn groups(&mut self) {
        for g in 0..list(&self.i["series"]).len() as i64 {
            let Some(meetings) = self.meetings(g) else {
                continue;
            };
            let f = int(&self.s["series"][g.to_string()]["f"]);
            let (series, staff) = (self.series(g).clone(), &self.i["staff"][f as usize]);
            let holds = |name: &Value| list(&staff["creds"]).contains(name);
            let track_ok =
                series["type"] != "PROC" || series["track"] == "general" || holds(&series["track"]);
            if !(holds(&series["type"]) && track_ok && staff["site"] == series["site"]) {
                self.broken += 1;
            }
            for (day, start) in &meetings {
                self.lead(f, *day, *start, self.length(g));
            }
            self.cost += self.w("run_meeting") * meetings.len() as i64;
        }
    }

    fn may_attend(&self, p: &Value, g: i64) -> bool {
        let s = self.series(g);
        let here = s["site"] == p["site"] || (s["site"].is_null() && p["tele_ok"] == true);
        here && (s["type"] != "PROC" || s["track"] == p["track"])
            && (s["type"] != "FAM" || int(&p["need"]["FAM"]) > 0)
    }

    fn person(&mut self, index: i64) {
        let p = self.i["participants"][index as usize].clone();
        let week = self.s["part"][index.to_string()].clone();
        if week.is_null() {
            self.cost += self.w("unplaced") * int(&p["acuity"]);
            return;
        }
        let mut units: Vec<(i64, i64)> = Vec::new();
        let mut kinds: BTreeMap<String, i64> = BTreeMap::new();
        let mut topics: Vec<String> = Vec::new();
        for g in list(&week["series"]).iter().map(int) {
            let s = self.series(g).clone();
            self.broken += usize::from(!self.may_attend(&p, g));
            let Some(meetings) = self.meetings(g) else {
                self.broken += 1;
                continue;
            };
            *self.members.entry(g).or_default() += 1;
            *kinds
                .entry(s["type"].as_str().expect("type").to_owned())
                .or_default() += 1;
            if let (Some(t), true) = (s["topic"].as_str(), s["type"] == "EDU") {
                self.broken += usize::from(topics.iter().any(|x| x == t));
                topics.push(t.to_owned());
            }
            for (day, start) in meetings {
                units.extend((start..start + self.length(g)).map(|u| (day, u)));
            }
            self.cost += if s["tele"] == true && p["tele_pref"] != true {
                self.w("tele_mismatch")
            } else {
                0
            };
            let leaves = s["type"] == "PROC" && !p["prev"].is_null() && int(&p["prev"]) != g;
            self.cost += if leaves { self.w("cohort_change") } else { 0 };
        }
        let length = int(&self.i["ind_dur"]);
        let sessions = list(&week["ind"]).len() as i64;
        for m in list(&week["ind"]) {
            self.lead(int(&p["therapist"]), int(&m[0]), int(&m[1]), length);
            units.extend((int(&m[1])..int(&m[1]) + length).map(|u| (int(&m[0]), u)));
        }
        kinds.insert("IND".into(), sessions);
        self.broken += usize::from(sessions > 1) + usize::from(kinds.get("PROC") != Some(&1));
        for kind in ["EDU", "RP", "HOL", "FAM", "IND"] {
            let missing = int(&p["need"][kind]) - kinds.get(kind).copied().unwrap_or(0);
            self.cost += int(&self.i["w"]["miss"][kind]) * missing.max(0);
        }
        self.hours_of(&p, &units);
    }

    fn hours_of(&mut self, p: &Value, units: &[(i64, i64)]) {
        let distinct: BTreeSet<_> = units.iter().copied().collect();
        self.broken += units.len() - distinct.len();
        for (day, u) in units {
            let cost = int(&p["avail"][*day as usize][*u as usize]);
            self.broken += usize::from(cost < 0);
            self.cost += cost.max(0);
        }
        let total = distinct.len() as i64;
        self.broken += usize::from(total < self.w("dose_floor"));
        self.cost += self.w("dose_short") * (int(&p["dose"]) - total).max(0);
        let mut by_day: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for (day, u) in distinct {
            by_day.entry(day).or_default().push(u);
        }
        for us in by_day.values() {
            let (n, span) = (us.len() as i64, us[us.len() - 1] + 1 - us[0]);
            self.broken += usize::from(n < self.w("day_min") || n > self.w("day_max"));
            self.broken += usize::from(span > self.w("span_max"));
            self.cost += self.w("gap") * (span - n);
        }
        let days = by_day.len() as i64;
        self.broken += usize::from(days < self.w("min_days") || days > self.w("max_days"));
        self.cost += self.w("day_extra") * (days - self.w("min_days")).max(0);
    }

    fn sizes_and_hours(&mut self) {
        for g in 0..list(&self.i["series"]).len() as i64 {
            if self.meetings(g).is_none() {
                continue;
            }
            let n = self.members.get(&g).copied().unwrap_or(0);
            self.broken += usize::from(n > int(&self.series(g)["cap"]));
            self.cost += self.w("small") * (int(&self.series(g)["min"]) - n).max(0);
        }
        for (f, units) in &self.hours {
            self.broken += usize::from(*units > int(&self.i["staff"][*f as usize]["max_units"]));
        }
    }

    fn rooms(&mut self) {
        let mut used: BTreeMap<(Option<i64>, i64, i64), Vec<i64>> = BTreeMap::new();
        for g in 0..list(&self.i["series"]).len() as i64 {
            let s = self.series(g);
            if s["tele"] == true {
                continue;
            }
            for (day, start) in self.meetings(g).unwrap_or_default() {
                for u in start..start + self.length(g) {
                    used.entry((s["site"].as_i64(), day, u))
                        .or_default()
                        .push(int(&s["cap"]));
                }
            }
        }
        for ((site, _, _), sizes) in used {
            let rooms: Vec<i64> = list(&self.i["rooms"])
                .iter()
                .filter(|r| r["site"].as_i64() == site)
                .map(|r| int(&r["cap"]))
                .collect();
            for level in sizes.iter().collect::<BTreeSet<_>>() {
                let at_least = |v: &[i64]| v.iter().filter(|c| *c >= level).count();
                self.broken += usize::from(at_least(&sizes) > at_least(&rooms));
            }
        }
    }
}
