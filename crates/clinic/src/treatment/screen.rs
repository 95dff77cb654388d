//! Screens. They are for whoever treats somebody: a result of a test for HIV and what was said of violence at home are
//! neither at the front desk nor behind broken glass.

use super::overview::{said, said_of};
use crate::people::chapter::{OpenChapter, opened, rewrite, saw, today};
use crate::{Clinic, Key, Refusal};
use care::PersonId;
use care::assessment::finding::Substance;
use care::treatment::screen::Screens;
use jiff::Timestamp;
use policy::{Action, Actor};
use record::assessment::measure;

/// The instruments that screen for what trauma leaves.
const OF_TRAUMA: [&str; 2] = ["pc-ptsd-5", "pcl-5"];

/// Somebody's screens, as their page shows them.
pub struct ScreenSheet {
    /// The chapter.
    pub opened: OpenChapter<Screens>,
    /// Days of tobacco or nicotine in thirty, as the assessment knows it.
    pub tobacco: Vec<String>,
    /// What was said of violence at home, each with who said it.
    pub violence: Vec<String>,
    /// Which instruments for trauma were answered, and when last.
    pub trauma: Vec<(String, Timestamp)>,
}

/// Opens them.
pub fn show(clinic: &Clinic, actor: &Actor, id: PersonId) -> Result<ScreenSheet, Refusal> {
    clinic.look(actor, |look| {
        look.permit_patient(Action::KeepScreens, id)?;
        saw(look, "screens.viewed", id);
        let findings = record::assessment::interview::findings(look.read, id)?;
        let mut trauma = measure::taken(look.read, id)?;
        trauma.retain(|(code, _)| OF_TRAUMA.contains(&code.as_str()));
        Ok(ScreenSheet {
            opened: opened(look, id, Action::KeepScreens)?,
            tobacco: said_of(&findings, "use.days", Some(Substance::Nicotine)),
            violence: said(&findings, "home.violence"),
            trauma,
        })
    })
}

/// Writes them down.
pub fn set(
    clinic: &Clinic,
    actor: &Actor,
    key: Key,
    id: PersonId,
    draft: &Screens,
) -> Result<(), Refusal> {
    clinic.act(actor, key, ("set_screens", &(id, draft)), |act| {
        act.permit_patient(Action::KeepScreens, id)?;
        draft.check(today(act, id)?).map_err(Refusal::Fields)?;
        rewrite(act, id, "screens.changed", draft)
    })
}
