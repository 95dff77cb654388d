//! Mental health and safety.

use super::ask;
use crate::assessment::finding::question::{Feeds, Question, QuestionKind, lasts};
use crate::assessment::finding::section::Section;
use Section::CoOccurring;

const PLACEMENT: &[Feeds] = &[Feeds::Placement, Feeds::Plan];
const SAFETY: &[Feeds] = &[Feeds::Safety, Feeds::Placement];
/// How much looking after a condition needs, in our words.
const NEED: QuestionKind = QuestionKind::Choice(&[
    "none",
    "visits now and then",
    "daily attention",
    "acute danger",
]);

pub const QUESTIONS: &[Question] = &[
ask("risk.suicide", CoOccurring, "Suicide risk by the screener", QuestionKind::Choice(&["none", "low", "moderate", "high"])).rising()
    .stands().takes(90).lasts(lasts::DAY).needed("always").feeds(SAFETY).why("High risk is answered the same hour, before any placement."),
ask("risk.attempt_last", CoOccurring, "Last attempt", QuestionKind::Date).falling().lasting().when("risk.suicide at least 'low'").feeds(SAFETY).why("Behavior within three months counts as high."),
ask("risk.means", CoOccurring, "Means at hand", QuestionKind::Multi(&["firearm", "medicines", "other", "none"])).lasts(lasts::DAY).when("risk.suicide at least 'low'").feeds(SAFETY).why("Made safe before the person leaves."),
ask("risk.can_keep_safe", CoOccurring, "Can keep themselves safe", QuestionKind::YesNo).falling().lasts(lasts::DAY).when("risk.suicide at least 'low'").feeds(SAFETY).why("Intermediate and high risk differ by it."),
ask("risk.harm_others", CoOccurring, "Danger to others", QuestionKind::Choice(&["none", "concern", "immediate"])).rising()
    .stands().lasts(lasts::DAY).needed("always").feeds(SAFETY).why("Immediate danger is answered before any placement."),
ask("risk.harm_others_who", CoOccurring, "To whom, and with what", QuestionKind::Text).lasts(lasts::DAY).when("risk.harm_others at least 'concern'").feeds(&[Feeds::Safety]).why("A duty to protect differs by state."),
ask("mental.need", CoOccurring, "Mental health needs", NEED).rising().takes(60).needed("always").feeds(SAFETY).why("Both are treated together; acute danger is treated first."),
ask("mental.psychosis", CoOccurring, "Psychosis", QuestionKind::Choice(&["none", "past", "without danger", "with danger"])).rising().lasts(lasts::DAY).needed("always").feeds(SAFETY).why("A psychosis with danger is treated acutely, whatever caused it."),
ask("mental.mania", CoOccurring, "Mania", QuestionKind::Choice(&["none", "some", "marked"])).rising().feeds(PLACEMENT).why("Needs psychiatric attention every day."),
ask("mental.conditions", CoOccurring, "Known conditions", QuestionKind::Text).takes(60).why("So that both are treated together."),
ask("mental.cognition", CoOccurring, "Thinking and memory", QuestionKind::Choice(&["unimpaired", "mild", "marked", "new change"])).rising().feeds(PLACEMENT).why("A new change is a medical question first."),
ask("mental.moca", CoOccurring, "MoCA, if done", QuestionKind::Number { from: 0, to: 30, unit: "points" }).measured().when("mental.cognition at least 'mild'").why("A base line for later."),
ask("mental.capacity", CoOccurring, "Can decide about care", QuestionKind::Choice(&["can decide", "in doubt"])).rising().when("now.alertness at least 'drowsy or confused' or mental.cognition at least 'marked' or mental.can_take_part is no").feeds(PLACEMENT).why("Consent."),
ask("mental.can_take_part", CoOccurring, "Able to follow a group and talk", QuestionKind::YesNo).falling().feeds(PLACEMENT).why("A program of groups helps only somebody who can take part."),
];
