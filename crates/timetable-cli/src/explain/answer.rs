//! Answers in words and as data.

use crate::files::{LifeForm, Loaded};
use crate::solve::Parts;
use crate::week;
use crate::words::thousands;
use serde_json::{Value, json};
use timetable::explain::{
    Holding, Remedy, Steps, Wanted, WhyNotPlaced, differs_in_words, holding_back, why_not,
    why_not_placed, why_this_week,
};
use timetable::{Instance, Solution};

/// Most remedies listed for one person; the data has them all.
const REMEDIES_MAX: usize = 6;

/// An answer.
pub(crate) struct Explanation {
    pub words: Vec<String>,
    pub data: Value,
    /// The timetable that grants a wish.
    pub granted: Option<Solution>,
}

/// About one person: their life, their week and its cost against the second best; or why there is none.
pub(crate) fn person(loaded: &Loaded, solution: &Solution, person: usize) -> Explanation {
    let instance = &loaded.instance;
    let life = loaded.lives().swap_remove(person);
    let mut words = vec![introduction(instance, person, &life)];
    let Some(why) = why_this_week(instance, solution, person) else {
        let why = why_not_placed(instance, solution, person);
        words.push(why.sentence.clone());
        words.extend(remedies(instance, person, &why));
        return Explanation {
            words,
            data: not_placed(instance, person, &why),
            granted: None,
        };
    };
    if let Some(week) = &solution.weeks[person] {
        let lines = week::lines(instance, solution, person, week);
        words.extend(lines.iter().map(|l| format!("  {l}")));
    }
    words.push(why.sentence.clone());
    if let Some(second) = &why.second {
        words.push(format!(
            "The next choice {}:",
            differs_in_words(instance, second.differs)
        ));
        let lines = week::lines(instance, solution, person, &second.week);
        words.extend(lines.iter().map(|l| format!("  {l}")));
    }
    let second = why.second.as_ref().map(
        |s| json!({ "week": week::json(&s.week), "cost": s.cost, "parts": Parts(&s.parts).json() }),
    );
    let data = json!({
        "person": person, "placed": true, "parts": Parts(&why.parts).json(), "second": second,
        "difference": why.difference, "sentence": why.sentence,
    });
    Explanation {
        words,
        data,
        granted: None,
    }
}

fn introduction(instance: &Instance, person: usize, life: &LifeForm) -> String {
    let who = &instance.people()[person];
    let hours = f64::from(who.prescribed_units * instance.unit_minutes()) / 60.0;
    let track = &instance.tracks()[usize::from(who.track)];
    let mut said = vec![format!(
        "{} (person {person}, site {}, {track} track, {hours} hours prescribed).",
        who.name, who.site
    )];
    if let Some(arche) = &life.arche {
        said.push(format!("Life: {}.", arche.replace('-', " ")));
    }
    said.extend(life.life.clone());
    said.join(" ")
}

fn remedies(instance: &Instance, person: usize, why: &WhyNotPlaced) -> Vec<String> {
    let line = |r: &Remedy| {
        let what = r.relaxation.in_words(instance, person);
        format!("  {what}: a week that costs {}", thousands(r.cost))
    };
    let mut lines: Vec<String> = why.remedies.iter().take(REMEDIES_MAX).map(line).collect();
    if why.remedies.len() > REMEDIES_MAX {
        let more = why.remedies.len() - REMEDIES_MAX;
        lines.push(format!("  and {more} more changes, each enough alone"));
    }
    lines
}

fn not_placed(instance: &Instance, person: usize, why: &WhyNotPlaced) -> Value {
    let remedy = |r: &Remedy| {
        json!({
            "change": r.relaxation, "words": r.relaxation.in_words(instance, person), "burden": r.burden,
            "cost": r.cost, "week": week::json(&r.week),
        })
    };
    let remedies: Vec<Value> = why.remedies.iter().map(remedy).collect();
    let pair = |s: &Steps| {
        json!({
            "changes": s.changes, "words": s.in_words(instance, person), "burden": s.burden,
            "week": week::json(&s.week),
        })
    };
    let pairs: Vec<Value> = why.two_steps.iter().map(pair).collect();
    let nearest = why.nearest.as_ref().map(|n| {
        json!({
            "week": week::json(&n.week), "changes": n.changes, "short_units": n.short_units,
            "sentence": n.sentence,
        })
    });
    json!({
        "person": person, "placed": false, "possible_now": why.possible_now.as_ref().map(week::json),
        "remedies": remedies, "two_steps": pairs, "nearest": nearest, "sentence": why.sentence,
    })
}

/// Why a wish is not granted: it is, and the difference is the answer.
pub(crate) fn wish(
    instance: &Instance,
    solution: &Solution,
    person: usize,
    wanted: Wanted,
) -> Explanation {
    let forced = match why_not(instance, solution, person, wanted) {
        Ok(forced) => forced,
        Err(refusal) => {
            let sentence = refusal.sentence(instance, person);
            return Explanation {
                data: json!({ "person": person, "wanted": wanted, "possible": false, "sentence": sentence }),
                words: vec![sentence],
                granted: None,
            };
        }
    };
    let mut words = vec![forced.sentence.clone(), "The week would be:".to_owned()];
    if let Some(week) = &forced.solution.weeks[person] {
        let lines = week::lines(instance, &forced.solution, person, week);
        words.extend(lines.iter().map(|l| format!("  {l}")));
    }
    for p in &forced.moved {
        let fate = if forced.lost.contains(p) {
            "would have no week"
        } else {
            "would have another week"
        };
        words.push(format!(
            "{} (person {p}) {fate}.",
            instance.people()[*p].name
        ));
    }
    let data = json!({
        "person": person, "wanted": wanted, "possible": true, "difference": forced.difference,
        "moved": forced.moved, "lost": forced.lost, "sentence": forced.sentence,
        "week": forced.solution.weeks[person].as_ref().map(week::json),
    });
    Explanation {
        words,
        data,
        granted: Some(forced.solution),
    }
}

/// Everybody without a week, with what it would take.
pub(crate) fn unplaced(loaded: &Loaded, solution: &Solution) -> Explanation {
    let instance = &loaded.instance;
    let lives = loaded.lives();
    let without = (0..instance.people().len()).filter(|p| solution.weeks[*p].is_none());
    let (mut words, mut data) = (Vec::new(), Vec::new());
    for p in without {
        let why = why_not_placed(instance, solution, p);
        words.push(introduction(instance, p, &lives[p]));
        words.push(format!("  {}", why.sentence));
        data.push(not_placed(instance, p, &why));
    }
    if words.is_empty() {
        words.push("Everybody has a week.".into());
    }
    Explanation {
        words,
        data: data.into(),
        granted: None,
    }
}

/// The at most three things that hold a site back most.
pub(crate) fn site(instance: &Instance, solution: &Solution, site: usize) -> Explanation {
    let things = holding_back(instance, solution, site);
    let mut words: Vec<String> = things.iter().map(|t| t.sentence().to_owned()).collect();
    if words.is_empty() {
        words.push(format!("Nothing holds site {site} back."));
    }
    let data: Vec<Value> = things.iter().map(holding).collect();
    Explanation {
        words,
        data: json!({ "site": site, "holding_back": data }),
        granted: None,
    }
}

fn holding(thing: &Holding) -> Value {
    match thing {
        Holding::Obstacle {
            changes,
            people,
            cost,
            sentence,
        } => json!({ "changes": changes, "people": people, "cost": cost, "sentence": sentence }),
        Holding::Nearest {
            person,
            cost,
            sentence,
        } => json!({ "people": [person], "cost": cost, "sentence": sentence }),
        Holding::Part {
            part,
            cost,
            people,
            sentence,
        } => json!({ "part": part, "people_count": people, "cost": cost, "sentence": sentence }),
    }
}
