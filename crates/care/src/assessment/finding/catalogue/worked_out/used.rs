//! What was used, how often, how long ago, and together with what.

use crate::assessment::finding::catalogue::ask;
use crate::assessment::finding::question::{Feeds, NEVER, Question, QuestionKind};
use crate::assessment::finding::section::Section;
use Section::Substances;

const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
const SAFETY: &[Feeds] = &[Feeds::Safety, Feeds::Placement];
const DAYS: QuestionKind = QuestionKind::Number {
    from: 0,
    to: 30,
    unit: "days",
};
const HOURS: QuestionKind = QuestionKind::Number {
    from: 0,
    to: NEVER,
    unit: "hours",
};

pub const QUESTIONS: &[Question] = &[
    ask(
        "use.hours_ago",
        Substances,
        "Hours since the last use",
        HOURS,
    )
    .each()
    .falling()
    .worked_out()
    .feeds(SAFETY)
    .why("From the last use, or bounded by the days."),
    ask(
        "use.is_depressant",
        Substances,
        "Slows breathing, or has a dangerous withdrawal",
        QuestionKind::YesNo,
    )
    .each()
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Alcohol, opioids, sedatives."),
    ask(
        "use.is_overdose_risk",
        Substances,
        "Can be overdosed on",
        QuestionKind::YesNo,
    )
    .each()
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("All but tobacco, cannabis and hallucinogens."),
    ask(
        "use.used_30d",
        Substances,
        "Used within 30 days",
        QuestionKind::YesNo,
    )
    .each()
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("From the days or the last use, whichever says more."),
    ask(
        "use.stopped",
        Substances,
        "Last use 1 to 30 days ago",
        QuestionKind::YesNo,
    )
    .each()
    .worked_out()
    .feeds(PLACEMENT)
    .why("From the last use."),
    ask(
        "use.recent_days",
        Substances,
        "Days used in the 30 before the last use",
        DAYS,
    )
    .each()
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("The most that any answer says."),
    ask(
        "use.near_daily",
        Substances,
        "Nearly daily: 20 or more of 30 days",
        QuestionKind::YesNo,
    )
    .each()
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("House rule: 20 of the 30 days before the last use."),
    ask(
        "use.in_window",
        Substances,
        "Withdrawal is possible now",
        QuestionKind::YesNo,
    )
    .each()
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("House rule: alcohol 5 days, opioids 7, sedatives 14, long-acting ones 28."),
    ask(
        "use.near_daily_in_window",
        Substances,
        "Nearly daily, and withdrawal is possible now",
        QuestionKind::YesNo,
    )
    .each()
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Both together."),
    ask(
        "use.regular",
        Substances,
        "Nearly daily for four weeks or more",
        QuestionKind::YesNo,
    )
    .each()
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Dependence on sedatives can begin within weeks."),
    ask(
        "use.gaba_used",
        Substances,
        "Alcohol, sedatives or the like used",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Within 30 days or within the window of withdrawal."),
    ask(
        "use.gaba_in_window",
        Substances,
        "Withdrawal from alcohol, sedatives or the like is possible now",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Any of them in its window."),
    ask(
        "use.several_windows",
        Substances,
        "Withdrawal from more than one substance is possible",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Then it is rated for each."),
    ask(
        "use.gaba_regular",
        Substances,
        "Drugs of the alcohol and sedative kind nearly daily",
        QuestionKind::Number {
            from: 0,
            to: 4,
            unit: "drugs",
        },
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("A second one makes withdrawal more dangerous."),
    ask(
        "use.depressants_regular",
        Substances,
        "Depressants on 15 days or more",
        QuestionKind::Number {
            from: 0,
            to: 5,
            unit: "drugs",
        },
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("House rule: 15 days."),
    ask(
        "use.depressants_used",
        Substances,
        "Depressants used",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Alcohol, opioids, sedatives or the like."),
    ask(
        "use.depressant_24h",
        Substances,
        "A depressant within 24 hours",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Also when nobody knows how long ago."),
    ask(
        "use.supply_used",
        Substances,
        "Opioids, stimulants or pills from the street",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("What else they hold nobody knows."),
    ask(
        "use.naloxone_wanted",
        Substances,
        "Somebody may need naloxone",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Opioids, stimulants, pills."),
    ask(
        "use.gabapentinoid_days",
        Substances,
        "Days on gabapentinoids",
        DAYS,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("From the medicine or from what was named."),
    ask(
        "use.sedative_unprescribed",
        Substances,
        "Sedatives other than as prescribed",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("From the medicine and the criteria."),
    ask(
        "use.overdose_30d",
        Substances,
        "Overdose within 30 days",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("From the answer or the day, whichever says more."),
    ask(
        "use.overdose_48h",
        Substances,
        "Overdose within 48 hours",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("From the day."),
    ask(
        "use.overdose_year",
        Substances,
        "Overdose within a year",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("From the answer or the day."),
    ask(
        "use.overdose_maybe_meant",
        Substances,
        "An overdose within a year that may have been meant",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Also when the day is not known."),
    ask(
        "use.overdose_maybe_meant_90d",
        Substances,
        "An overdose within three months that may have been meant",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Also when the day is not known."),
    ask(
        "use.opioids_before",
        Substances,
        "Opioids, now or before",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("Use, a disorder or its medicine."),
    ask("use.injected", Substances, "Injects", QuestionKind::YesNo)
        .rising()
        .worked_out()
        .feeds(SAFETY)
        .why("Within 30 days."),
    ask(
        "use.any_near_daily",
        Substances,
        "Any substance but tobacco nearly daily",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("20 of 30 days."),
    ask(
        "use.any_near_daily_72h",
        Substances,
        "The same, and within three days",
        QuestionKind::YesNo,
    )
    .rising()
    .worked_out()
    .feeds(SAFETY)
    .why("House rule: three days."),
];
