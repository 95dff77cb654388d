//! From the form to the instance: every number is checked once, here, with an error that names its field.

mod links;
mod rules;

use super::form::{GroupForm, InstanceForm, PersonForm, StaffForm};
use super::{GroupSeries, Instance, Invalid, Kind, Meeting, Person, Room, Slot, StaffMember};
use std::collections::BTreeMap;
use std::collections::HashMap;

/// Most days in a grid.
pub const DAYS_MAX: usize = 14;
/// Most units in a day; a day is a 64-bit mask.
pub const UNITS_MAX: usize = 64;
/// Most people.
pub const PEOPLE_MAX: usize = 200_000;
/// Most groups.
pub const GROUPS_MAX: usize = 100_000;
/// Most staff members.
pub const STAFF_MAX: usize = 100_000;
/// Most rooms.
pub const ROOMS_MAX: usize = 100_000;
/// Most sites; a site is a small index.
pub const SITES_MAX: usize = 100_000;
/// Most time options of one group.
pub const OPTIONS_MAX: usize = 10_000;
/// Most meetings of one group in a week.
pub const MEETINGS_MAX: usize = 14;
/// Largest weight; keeps every total far from overflow.
pub const WEIGHT_MAX: i64 = 100_000;
/// Largest life cost of one unit.
pub const LIFE_COST_MAX: i32 = 1_000;
/// Largest acuity.
pub const ACUITY_MAX: u32 = 100;
/// Most sessions of one kind that a plan may ask for.
pub const NEED_MAX: u32 = 14;
/// Most seats in a group or room.
pub const SEATS_MAX: u32 = 10_000;
/// Most different education topics; the topics of a week are a 64-bit mask.
pub const EDUCATION_TOPICS_MAX: usize = 64;
/// Longest name, in bytes.
pub const NAME_BYTES_MAX: usize = 200;
/// The track that needs no credential of its own.
pub const TRACK_GENERAL: &str = "general";

/// Numbers for names, in order of first use.
#[derive(Default)]
struct Interner {
    names: Vec<String>,
    by_name: HashMap<String, u16>,
}

impl Interner {
    fn get(&mut self, name: &str, field: &str) -> Result<u16, Invalid> {
        if let Some(&known) = self.by_name.get(name) {
            return Ok(known);
        }
        check_name(name, field)?;
        let next = u16::try_from(self.names.len())
            .map_err(|_| Invalid::new(field, "more than 65,536 different names"))?;
        self.names.push(name.to_owned());
        self.by_name.insert(name.to_owned(), next);
        Ok(next)
    }
}

fn check_name(name: &str, field: &str) -> Result<(), Invalid> {
    if name.len() > NAME_BYTES_MAX {
        return Err(Invalid::new(
            field,
            format!("longer than {NAME_BYTES_MAX} bytes"),
        ));
    }
    Ok(())
}

fn at_most<T: PartialOrd + std::fmt::Display>(
    value: T,
    most: T,
    field: &str,
) -> Result<T, Invalid> {
    if value > most {
        return Err(Invalid::new(
            field,
            format!("is {value}, at most {most} is allowed"),
        ));
    }
    Ok(value)
}

fn between<T: PartialOrd + std::fmt::Display>(
    v: T,
    low: T,
    high: T,
    field: &str,
) -> Result<T, Invalid> {
    if v < low || v > high {
        return Err(Invalid::new(
            field,
            format!("is {v}, must be {low} to {high}"),
        ));
    }
    Ok(v)
}

pub(super) fn instance(form: InstanceForm) -> Result<Instance, Invalid> {
    let days = between(form.days, 1, DAYS_MAX, "days")?;
    let units = between(form.units, 1, UNITS_MAX, "units")?;
    let unit_minutes = between(form.clock.unit_minutes, 1, 24 * 60, "clock.unit_minutes")?;
    let first_minute = at_most(form.clock.first_minute, 24 * 60, "clock.first_minute")?;
    let individual_units = between(usize::from(form.ind_dur), 1, units, "ind_dur")?;
    at_most(form.participants.len(), PEOPLE_MAX, "participants")?;
    at_most(form.series.len(), GROUPS_MAX, "series")?;
    at_most(form.staff.len(), STAFF_MAX, "staff")?;
    at_most(form.rooms.len(), ROOMS_MAX, "rooms")?;
    let grid = Grid { days, units };
    let individual_starts = individual_starts(&form, individual_units, units)?;
    let mut tracks = Interner::default();
    let mut topics = Interner::default();
    let mut sets = OptionSets::of_kinds(&form, &grid)?;
    intern_education_topics(&form, &mut topics)?;
    let mut groups = Vec::with_capacity(form.series.len());
    for (i, g) in form.series.iter().enumerate() {
        groups.push(group(
            g,
            i,
            &form,
            &grid,
            &mut sets,
            &mut tracks,
            &mut topics,
        )?);
    }
    let mut people = Vec::with_capacity(form.participants.len());
    for (i, p) in form.participants.iter().enumerate() {
        people.push(person(p, i, &form, &grid, &mut tracks)?);
    }
    let staff = form
        .staff
        .iter()
        .enumerate()
        .map(|(i, s)| staff_member(s, i, &grid))
        .collect::<Result<Vec<_>, _>>()?;
    let mut rooms = Vec::with_capacity(form.rooms.len());
    for (i, r) in form.rooms.iter().enumerate() {
        site(r.site, &format!("rooms[{i}].site"))?;
        rooms.push(Room {
            site: r.site,
            seats: at_most(r.cap, SEATS_MAX, &format!("rooms[{i}].cap"))?,
        });
    }
    let weights = rules::weights(&form.w)?;
    let limits = rules::limits(&form.w, &grid)?;
    let leaders = links::leaders(&groups, &staff, &tracks.names);
    let eligible = links::eligible(&groups, &people);
    Ok(Instance {
        days,
        units,
        first_minute,
        unit_minutes,
        individual_units: form.ind_dur,
        individual_starts,
        people,
        groups,
        staff,
        rooms,
        option_sets: sets.sets,
        tracks: tracks.names,
        topics: topics.names,
        weights,
        limits,
        leaders,
        eligible,
    })
}

/// Education topics come first, so that each is a bit.
fn intern_education_topics(form: &InstanceForm, topics: &mut Interner) -> Result<(), Invalid> {
    for (i, g) in form
        .series
        .iter()
        .enumerate()
        .filter(|(_, g)| g.kind == Kind::Education)
    {
        let field = format!("series[{i}].topic");
        let topic = g.topic.as_deref().filter(|t| !t.is_empty());
        if let Some(t) = topic
            && usize::from(topics.get(t, &field)?) >= EDUCATION_TOPICS_MAX
        {
            return Err(Invalid::new(
                field,
                format!("more than {EDUCATION_TOPICS_MAX} education topics"),
            ));
        }
    }
    Ok(())
}

struct Grid {
    days: usize,
    units: usize,
}

impl Grid {
    /// Whether something of this length at this place lies within the grid.
    fn holds(&self, m: Meeting, length: u8) -> bool {
        usize::from(m.day) < self.days && usize::from(m.start) + usize::from(length) <= self.units
    }

    fn rows<T>(&self, rows: &[Vec<T>], field: &str) -> Result<(), Invalid> {
        if rows.len() != self.days {
            return Err(Invalid::new(
                field,
                format!("has {} days, the grid has {}", rows.len(), self.days),
            ));
        }
        for (d, row) in rows.iter().enumerate() {
            if row.len() != self.units {
                let problem = format!("has {} units, the grid has {}", row.len(), self.units);
                return Err(Invalid::new(format!("{field}[{d}]"), problem));
            }
        }
        Ok(())
    }
}

fn individual_starts(form: &InstanceForm, length: usize, units: usize) -> Result<Vec<u8>, Invalid> {
    for (i, &s) in form.ind_starts.iter().enumerate() {
        if usize::from(s) + length > units {
            let problem = format!("starts at unit {s} and runs past the end of the day");
            return Err(Invalid::new(format!("ind_starts[{i}]"), problem));
        }
    }
    let mut starts = form.ind_starts.clone();
    starts.sort_unstable();
    starts.dedup();
    Ok(starts)
}

/// Option sets by kind, then those that one series brings itself.
struct OptionSets {
    sets: Vec<Vec<Slot>>,
    by_kind: BTreeMap<Kind, usize>,
}

impl OptionSets {
    fn of_kinds(form: &InstanceForm, grid: &Grid) -> Result<OptionSets, Invalid> {
        let mut all = OptionSets {
            sets: Vec::new(),
            by_kind: BTreeMap::new(),
        };
        for (&kind, options) in &form.options {
            let name = kind_name(kind);
            let Some(&length) = form.dur.get(&kind) else {
                return Err(Invalid::new("dur", format!("has no length for {name}")));
            };
            between(usize::from(length), 1, grid.units, &format!("dur.{name}"))?;
            all.by_kind.insert(kind, all.sets.len());
            all.sets
                .push(slots(options, length, grid, &format!("options.{name}"))?);
        }
        Ok(all)
    }
}

fn kind_name(kind: Kind) -> &'static str {
    ["PROC", "EDU", "RP", "HOL", "FAM", "IND"][kind.index()]
}

fn slots(
    options: &[Vec<Meeting>],
    length: u8,
    grid: &Grid,
    field: &str,
) -> Result<Vec<Slot>, Invalid> {
    at_most(options.len(), OPTIONS_MAX, field)?;
    let mut out = Vec::with_capacity(options.len());
    for (i, meetings) in options.iter().enumerate() {
        let here = format!("{field}[{i}]");
        between(meetings.len(), 1, MEETINGS_MAX, &here)?;
        let mut used = vec![0u64; grid.days];
        for &m in meetings {
            if !grid.holds(m, length) {
                let problem = format!(
                    "[{}, {}] for {length} units is outside the grid",
                    m.day, m.start
                );
                return Err(Invalid::new(here, problem));
            }
            let mask = m.mask(length);
            if used[usize::from(m.day)] & mask != 0 {
                return Err(Invalid::new(here, "two of its meetings overlap"));
            }
            used[usize::from(m.day)] |= mask;
        }
        let mut meetings = meetings.clone();
        meetings.sort_unstable();
        out.push(Slot { meetings });
    }
    Ok(out)
}

fn group(
    g: &GroupForm,
    i: usize,
    form: &InstanceForm,
    grid: &Grid,
    sets: &mut OptionSets,
    tracks: &mut Interner,
    topics: &mut Interner,
) -> Result<GroupSeries, Invalid> {
    let field = |name: &str| format!("series[{i}].{name}");
    if g.kind == Kind::Individual {
        return Err(Invalid::new(field("type"), "IND is not a kind of group"));
    }
    let kind_length = form.dur.get(&g.kind).copied();
    let Some(length_units) = g.dur.or(kind_length) else {
        return Err(Invalid::new(field("type"), "its kind has no length in dur"));
    };
    between(usize::from(length_units), 1, grid.units, &field("dur"))?;
    let option_set = if g.options.is_some() || Some(length_units) != kind_length {
        let options = g.options.as_ref().or(form.options.get(&g.kind));
        sets.sets.push(slots(
            options.map_or(&[][..], Vec::as_slice),
            length_units,
            grid,
            &field("options"),
        )?);
        sets.sets.len() - 1
    } else if let Some(&set) = sets.by_kind.get(&g.kind) {
        set
    } else {
        return Err(Invalid::new(field("type"), "its kind has no options"));
    };
    site(g.site, &field("site"))?;
    let track = match &g.track {
        Some(t) if g.kind == Kind::Process => Some(tracks.get(t, &field("track"))?),
        None if g.kind == Kind::Process => {
            return Err(Invalid::new(
                field("track"),
                "a process group needs a track",
            ));
        }
        _ => None,
    };
    let topic = match g.topic.as_deref() {
        None | Some("") => None,
        Some(t) => Some(topics.get(t, &field("topic"))?),
    };
    let name = g.name.clone().unwrap_or_else(|| {
        let of = g
            .track
            .as_ref()
            .or(g.topic.as_ref())
            .map(|t| format!(" ({t})"))
            .unwrap_or_default();
        format!("{}{of} no. {i}", g.kind.words())
    });
    check_name(&name, &field("name"))?;
    Ok(GroupSeries {
        name,
        site: g.site,
        kind: g.kind,
        track,
        topic,
        topic_bit: topic
            .filter(|_| g.kind == Kind::Education)
            .map_or(0, |t| 1 << t),
        seats: at_most(g.cap, SEATS_MAX, &field("cap"))?,
        smallest: at_most(g.min, SEATS_MAX, &field("min"))?,
        telehealth: g.tele,
        length_units,
        option_set,
    })
}

fn person(
    p: &PersonForm,
    i: usize,
    form: &InstanceForm,
    grid: &Grid,
    tracks: &mut Interner,
) -> Result<Person, Invalid> {
    let field = |name: &str| format!("participants[{i}].{name}");
    grid.rows(&p.avail, &field("avail"))?;
    let mut free = vec![0u64; grid.days];
    let mut life = vec![0i32; grid.days * grid.units];
    for (d, row) in p.avail.iter().enumerate() {
        for (u, &cost) in row.iter().enumerate() {
            at_most(
                cost,
                LIFE_COST_MAX,
                &format!("participants[{i}].avail[{d}][{u}]"),
            )?;
            if cost >= 0 {
                free[d] |= 1 << u;
                life[d * grid.units + u] = cost;
            }
        }
    }
    let mut need = [0u32; 6];
    for (&kind, &n) in &p.need {
        need[kind.index()] = at_most(
            n,
            NEED_MAX,
            &format!("participants[{i}].need.{}", kind_name(kind)),
        )?;
    }
    if p.therapist >= form.staff.len() {
        return Err(Invalid::new(
            field("therapist"),
            format!("{} is not a staff member", p.therapist),
        ));
    }
    if let Some(g) = p.prev
        && g >= form.series.len()
    {
        return Err(Invalid::new(field("prev"), format!("{g} is not a series")));
    }
    if let Some(g) = p.barred.iter().find(|g| **g >= form.series.len()) {
        return Err(Invalid::new(
            field("barred"),
            format!("{g} is not a series"),
        ));
    }
    let mut barred = p.barred.clone();
    barred.sort_unstable();
    barred.dedup();
    let name = p.name.clone().unwrap_or_else(|| format!("person {i}"));
    check_name(&name, &field("name"))?;
    site(Some(p.site), &field("site"))?;
    Ok(Person {
        name,
        site: p.site,
        track: tracks.get(&p.track, &field("track"))?,
        free,
        life,
        telehealth_possible: p.tele_ok,
        telehealth_wished: p.tele_pref,
        prescribed_units: at_most(p.dose, (DAYS_MAX * UNITS_MAX) as u32, &field("dose"))?,
        floor_units: at_most(
            p.floor.unwrap_or(0),
            (DAYS_MAX * UNITS_MAX) as u32,
            &field("floor"),
        )?,
        need,
        acuity: at_most(p.acuity, ACUITY_MAX, &field("acuity"))?,
        counselor: p.therapist,
        cohort: p.prev,
        barred,
    })
}

fn site(site: Option<usize>, field: &str) -> Result<(), Invalid> {
    match site {
        Some(s) => at_most(s, SITES_MAX, field).map(|_| ()),
        None => Ok(()),
    }
}

fn staff_member(s: &StaffForm, i: usize, grid: &Grid) -> Result<StaffMember, Invalid> {
    let field = |name: &str| format!("staff[{i}].{name}");
    grid.rows(&s.avail, &field("avail"))?;
    let duty = s
        .avail
        .iter()
        .map(|row| {
            row.iter()
                .enumerate()
                .fold(0u64, |m, (u, &on)| m | (u64::from(on != 0) << u))
        })
        .collect();
    site(s.site, &field("site"))?;
    let name = s
        .name
        .clone()
        .unwrap_or_else(|| format!("staff member {i}"));
    check_name(&name, &field("name"))?;
    for c in &s.creds {
        check_name(c, &field("creds"))?;
    }
    Ok(StaffMember {
        name,
        site: s.site,
        duty,
        credentials: s.creds.clone(),
        units_max: at_most(
            s.max_units,
            (DAYS_MAX * UNITS_MAX) as u32,
            &field("max_units"),
        )?,
    })
}
