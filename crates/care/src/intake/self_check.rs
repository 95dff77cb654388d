//! The self-check: "Is an IOP a good fit for me?", asked in plain words by somebody who is not a patient and may never
//! be one.
//!
//! It sorts answers and says nothing else: which speak for an IOP, which speak against it, which are open. It never
//! diagnoses, adds nothing up and never says that somebody qualifies. A dangerous answer comes before everything.
//! Words live with the pages; here is only what an answer means.

#[cfg(test)]
mod tests;

/// What somebody answers. A question left out is open, like "not sure".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CheckAnswer {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not sure.
    Unsure,
}

impl CheckAnswer {
    /// Every answer, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unsure];

    /// The code in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unsure => "unsure",
        }
    }

    /// Reads a code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.code() == code)
    }
}

/// Who helps at once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Help {
    /// The emergency number: a life is in danger from the body's side.
    Emergency,
    /// The crisis line: a life is in danger from despair.
    Crisis,
}

/// Where an answer belongs on the page with the result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Speaks for an IOP.
    For,
    /// Speaks against it, or for something else first.
    Against,
    /// Changes nothing.
    Neither,
    /// Open.
    Open,
}

/// What yes and no mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Meaning {
    /// Yes is dangerous now; no changes nothing.
    Danger(Help),
    /// No is dangerous now, from whatever side; yes changes nothing.
    Safe,
    /// Yes belongs to the first side, no to the second.
    Sides(Side, Side),
}

/// One question.
#[derive(Debug)]
pub struct CheckQuestion {
    /// Its name in forms and in the words of the pages.
    pub id: &'static str,
    /// The questions of the structured intake that it stands for.
    pub findings: &'static [&'static str],
    /// The criteria of the standard protocol that it stands for; none where the protocol has none.
    pub criteria: &'static [&'static str],
    meaning: Meaning,
}

impl CheckQuestion {
    /// Who helps at once when the answer is a dangerous one; nobody where no answer is.
    pub const fn help(&self) -> &'static [Help] {
        match self.meaning {
            Meaning::Danger(Help::Emergency) => &[Help::Emergency],
            Meaning::Danger(Help::Crisis) => &[Help::Crisis],
            Meaning::Safe => &[Help::Emergency, Help::Crisis],
            Meaning::Sides(..) => &[],
        }
    }

    /// Whether it asks about danger.
    pub const fn is_danger(&self) -> bool {
        !self.help().is_empty()
    }

    /// The answers that are dangerous. Who is not sure counts as in danger.
    pub const fn dangerous(&self) -> &'static [CheckAnswer] {
        match self.meaning {
            Meaning::Danger(_) => &[CheckAnswer::Yes, CheckAnswer::Unsure],
            Meaning::Safe => &[CheckAnswer::No, CheckAnswer::Unsure],
            Meaning::Sides(..) => &[],
        }
    }

    /// Where an answer belongs.
    pub const fn side(&self, answer: CheckAnswer) -> Side {
        match (self.meaning, answer) {
            (_, CheckAnswer::Unsure) => Side::Open,
            (Meaning::Danger(_), CheckAnswer::Yes) | (Meaning::Safe, CheckAnswer::No) => {
                Side::Against
            }
            (Meaning::Danger(_), CheckAnswer::No) | (Meaning::Safe, CheckAnswer::Yes) => {
                Side::Neither
            }
            (Meaning::Sides(yes, _), CheckAnswer::Yes) => yes,
            (Meaning::Sides(_, no), CheckAnswer::No) => no,
        }
    }
}

const fn danger(
    id: &'static str,
    help: Help,
    findings: &'static [&'static str],
    criteria: &'static [&'static str],
) -> CheckQuestion {
    let meaning = Meaning::Danger(help);
    CheckQuestion {
        id,
        findings,
        criteria,
        meaning,
    }
}

const fn sides(
    id: &'static str,
    (yes, no): (Side, Side),
    findings: &'static [&'static str],
    criteria: &'static [&'static str],
) -> CheckQuestion {
    let meaning = Meaning::Sides(yes, no);
    CheckQuestion {
        id,
        findings,
        criteria,
        meaning,
    }
}

/// The questions in the order they are asked: danger first, so that nobody reads on past it.
///
/// They follow the usual candidacy criteria of IOPs, as the standard protocol lists them with their sources. Where the
/// protocol lets a criterion support and decide nothing, an answer here does no more.
pub const QUESTIONS: &[CheckQuestion] = &[
    CheckQuestion {
        id: "safe",
        findings: &[
            "now.alertness",
            "risk.suicide",
            "risk.harm_others",
            "home.safety",
        ],
        // Plain words for every emergency there is; what kind it is the next four ask.
        criteria: &[],
        meaning: Meaning::Safe,
    },
    danger(
        "awake",
        Help::Emergency,
        &["now.alertness", "vitals.breaths", "vitals.spo2"],
        &["E1", "E4", "E10"],
    ),
    danger(
        "withdrawal",
        Help::Emergency,
        &[
            "withdrawal.severity",
            "withdrawal.seizure_this_episode",
            "withdrawal.hallucinations_now",
            "withdrawal.orientation",
        ],
        &["W1", "E2", "E3", "E9"],
    ),
    danger(
        "medical",
        Help::Emergency,
        // Nobody measures pulse, pressure and temperature at home; what they do to somebody needs a doctor right now.
        &[
            "medical.need",
            "vitals.pulse",
            "vitals.systolic",
            "vitals.temperature",
        ],
        &["E5", "E11"],
    ),
    danger(
        "harm",
        Help::Crisis,
        &["risk.suicide", "risk.harm_others", "mental.need"],
        &["E6", "E7", "E8"],
    ),
    sides(
        "disturbs",
        // How far use disturbs life is what the eleven criteria of a disorder are about; too little speaks for less care.
        (Side::For, Side::Against),
        &["disorder.severity"],
        &["D1"],
    ),
    sides(
        "weekly",
        (Side::For, Side::Against),
        &["relapse.risk"],
        &["D2"],
    ),
    sides(
        "nights",
        (Side::Against, Side::For),
        &["relapse.needs_24h"],
        &["D5"],
    ),
    sides(
        "home",
        (Side::For, Side::Against),
        &["home.stability", "home.safety"],
        &["H2", "H1"],
    ),
    sides(
        "around",
        (Side::Against, Side::For),
        &["home.use_around"],
        &["home-without-use"],
    ),
    sides(
        "support",
        (Side::For, Side::Against),
        &["support.people"],
        &["support-network"],
    ),
    sides(
        "commitment",
        (Side::For, Side::Against),
        &["readiness.commitment"],
        &["commitment"],
    ),
    sides(
        "obligations",
        (Side::For, Side::Neither),
        &["work.status", "care.dependents"],
        &["obligations"],
    ),
    sides(
        "mental",
        (Side::For, Side::Neither),
        &["mental.need"],
        &["co-occurring"],
    ),
    sides(
        "transport",
        (Side::For, Side::Against),
        &["transport.dependable", "transport.video_possible"],
        &["transport"],
    ),
];

/// What the answers say, each question in exactly one list.
#[derive(Default, Debug)]
pub struct CheckReading {
    /// Who helps now, the emergency number first; empty when no answer is dangerous, sure or not.
    pub help: Vec<Help>,
    /// The questions whose answer is dangerous.
    pub dangerous: Vec<&'static CheckQuestion>,
    /// The dangers of which they are not sure. Help comes first for these as well.
    pub unsure: Vec<&'static CheckQuestion>,
    /// The dangers that were left out.
    pub open_dangers: Vec<&'static CheckQuestion>,
    /// What speaks for an IOP.
    pub speaks_for: Vec<&'static CheckQuestion>,
    /// What speaks against it, or for something else first.
    pub speaks_against: Vec<&'static CheckQuestion>,
    /// What changes nothing.
    pub neither: Vec<&'static CheckQuestion>,
    /// What is open.
    pub open: Vec<&'static CheckQuestion>,
}

/// Sorts the answers. `answer` gives what was answered to the question with an id, nothing where it was left out.
pub fn read(answer: impl Fn(&str) -> Option<CheckAnswer>) -> CheckReading {
    let mut reading = CheckReading::default();
    for question in QUESTIONS {
        let given = answer(question.id);
        let answered = given.unwrap_or(CheckAnswer::Unsure);
        if given.is_some_and(|given| question.dangerous().contains(&given)) {
            reading.help.extend(question.help());
        }
        let list = match (question.is_danger(), question.side(answered)) {
            (true, Side::Against) => &mut reading.dangerous,
            (true, Side::Open) if given.is_some() => &mut reading.unsure,
            (true, Side::Open) => &mut reading.open_dangers,
            (_, Side::For) => &mut reading.speaks_for,
            (_, Side::Against) => &mut reading.speaks_against,
            (_, Side::Neither) => &mut reading.neither,
            (_, Side::Open) => &mut reading.open,
        };
        list.push(question);
    }
    reading.help.sort_unstable();
    reading.help.dedup();
    reading
}
