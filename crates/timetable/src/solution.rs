//! A week for a whole site: which groups run when and led by whom, and who attends what.

use crate::instance::{Instance, Invalid, Meeting};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A group that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Running {
    /// Which of its options.
    pub option: u32,
    /// Who leads it, a staff index.
    pub leader: u32,
}

/// One person's week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Week {
    /// The groups attended, ascending.
    pub groups: Vec<u32>,
    /// Individual sessions with one's own counselor; at most one is allowed.
    pub individual: Vec<Meeting>,
}

/// A timetable. Nothing in it is guaranteed to keep the rules; [`crate::score()`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// By group: how it runs, or that it does not.
    pub groups: Vec<Option<Running>>,
    /// By person: their week, or none.
    pub weeks: Vec<Option<Week>>,
}

/// The JSON of a running group.
#[derive(Serialize, Deserialize)]
struct RunningForm {
    o: u32,
    f: u32,
}

/// The JSON of a week.
#[derive(Serialize, Deserialize)]
struct WeekForm {
    series: Vec<u32>,
    ind: Vec<Meeting>,
}

#[derive(Serialize, Deserialize)]
struct SolutionForm {
    series: BTreeMap<String, RunningForm>,
    part: BTreeMap<String, Option<WeekForm>>,
}

impl Solution {
    /// Nothing runs and nobody has a week.
    pub fn empty(instance: &Instance) -> Solution {
        Solution {
            groups: vec![None; instance.groups.len()],
            weeks: vec![None; instance.people.len()],
        }
    }

    /// How many people have a week.
    pub fn placed(&self) -> usize {
        self.weeks.iter().flatten().count()
    }

    /// The meetings of a group as it runs; none when it does not.
    pub fn meetings<'a>(&self, instance: &'a Instance, group: usize) -> &'a [Meeting] {
        match self.groups[group] {
            Some(r) => &instance.options(group)[r.option as usize].meetings,
            None => &[],
        }
    }

    /// Reads a timetable for this instance from its JSON.
    pub fn from_json(instance: &Instance, text: &str) -> Result<Solution, Invalid> {
        let form: SolutionForm = crate::instance::form::parse(text)?;
        let mut solution = Solution::empty(instance);
        for (key, r) in form.series {
            let field = format!("series.{key}");
            let group = index(&key, instance.groups.len(), &field)?;
            let options = instance.options(group).len();
            if r.o as usize >= options {
                return Err(Invalid::new(
                    field,
                    format!("o is {}, the group has {options} options", r.o),
                ));
            }
            if r.f as usize >= instance.staff.len() {
                return Err(Invalid::new(
                    field,
                    format!("f is {}, not a staff member", r.f),
                ));
            }
            if solution.groups[group]
                .replace(Running {
                    option: r.o,
                    leader: r.f,
                })
                .is_some()
            {
                return Err(Invalid::new(field, "the group is named twice"));
            }
        }
        for (key, week) in form.part {
            let field = format!("part.{key}");
            let person = index(&key, instance.people.len(), &field)?;
            let Some(week) = week else { continue };
            let week = read_week(instance, week, &field)?;
            if solution.weeks[person].replace(week).is_some() {
                return Err(Invalid::new(field, "the person is named twice"));
            }
        }
        Ok(solution)
    }

    /// Writes the timetable as JSON.
    pub fn to_json(&self) -> String {
        let running = |r: &Running| RunningForm {
            o: r.option,
            f: r.leader,
        };
        let week = |w: &Week| WeekForm {
            series: w.groups.clone(),
            ind: w.individual.clone(),
        };
        let series = self.groups.iter().enumerate();
        let part = self.weeks.iter().enumerate();
        let form = SolutionForm {
            series: series
                .filter_map(|(i, r)| Some((i.to_string(), running(r.as_ref()?))))
                .collect(),
            part: part
                .filter_map(|(i, w)| Some((i.to_string(), Some(week(w.as_ref()?)))))
                .collect(),
        };
        // Maps have string keys and there are no floats, so writing cannot fail.
        serde_json::to_string(&form).unwrap_or_default()
    }
}

fn index(key: &str, count: usize, field: &str) -> Result<usize, Invalid> {
    match key.parse::<usize>() {
        Ok(i) if i < count => Ok(i),
        Ok(i) => Err(Invalid::new(field, format!("{i} is not one of {count}"))),
        Err(_) => Err(Invalid::new(field, "is not a number")),
    }
}

fn read_week(instance: &Instance, form: WeekForm, field: &str) -> Result<Week, Invalid> {
    if let Some(g) = form
        .series
        .iter()
        .find(|g| **g as usize >= instance.groups.len())
    {
        return Err(Invalid::new(
            format!("{field}.series"),
            format!("{g} is not a group"),
        ));
    }
    let length = usize::from(instance.individual_units);
    for m in &form.ind {
        if usize::from(m.day) >= instance.days || usize::from(m.start) + length > instance.units {
            let problem = format!("[{}, {}] is outside the grid", m.day, m.start);
            return Err(Invalid::new(format!("{field}.ind"), problem));
        }
    }
    let mut groups = form.series;
    groups.sort_unstable();
    Ok(Week {
        groups,
        individual: form.ind,
    })
}
