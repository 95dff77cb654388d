//! The head of every page about somebody: who they are, where they stand, whether they are in danger, how they are
//! reached, and which pages about them its reader may open. It costs the same few statements on every page.

use crate::followup::signal;
use crate::people::reach;
use crate::people::reach::ContactStrip;
use crate::{Clinic, Look, Refusal};
use care::people::site::Site;
use care::{InquiryId, LevelOfCare, Line, PersonId, SignalId};
use policy::{Action, Actor};
use record::people::about::Known;
use record::people::{about as kept, site};

/// What stands above a page about somebody.
#[derive(Clone, Debug)]
pub struct About {
    /// Who.
    pub person: PersonId,
    /// What they are called, in full.
    pub name: String,
    /// The same for the title of a window, which others may see.
    pub short: String,
    /// Their pronouns, when they gave them.
    pub pronouns: Option<String>,
    /// Where they stand, for whoever may know more than the name and how they are reached.
    pub standing: Option<Standing>,
    /// The danger that is open, for whoever may answer it.
    pub danger: Option<Danger>,
    /// How they are reached, for whoever opens their record or their request, or answers for their safety.
    pub strip: Option<ContactStrip>,
    may: Vec<Action>,
}

/// Where somebody stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Their age in years, where the date of birth is known.
    pub age_years: Option<i16>,
    /// The level they are at now, and the program, where it is one of ours.
    pub stay: Option<(LevelOfCare, Option<Line>)>,
    /// The name of the site where they are seen.
    pub site: String,
    /// Whether they have a record: they are in care, or were.
    pub has_record: bool,
    /// The latest request of whoever has no record yet.
    pub inquiry: Option<InquiryId>,
}

/// A danger that is open.
#[derive(Clone, Debug)]
pub struct Danger {
    /// The most pressing signal.
    pub signal: SignalId,
    /// What it is about.
    pub title: &'static str,
    /// Whether somebody said what was done about it.
    pub answered: bool,
    /// How many more there are.
    pub more: usize,
}

impl About {
    /// Whether the policy lets the reader do to this person what was asked for, perhaps after confirming.
    pub fn may(&self, action: Action) -> bool {
        self.may.contains(&action)
    }
}

/// The head of a page about somebody, for whoever may see anything about them; nothing for everybody else. Of these
/// actions it says which its reader may do. The page on which it stands has noted that they were looked at.
pub fn about(
    clinic: &Clinic,
    actor: &Actor,
    id: PersonId,
    actions: &[Action],
) -> Result<Option<About>, Refusal> {
    clinic.look(actor, |look| {
        look.permit(Action::OpenStaffHome)?;
        look.introduce([id])?;
        let by = match reach::seeing(look, id) {
            Ok(Some(action)) => action,
            // Whoever forgets somebody has to see whom, and nothing else of them.
            Ok(None) if look.could(Action::ForgetPerson, id)? => Action::ForgetPerson,
            Ok(None) | Err(Refusal::NotFound) => return Ok(None),
            Err(refusal) => return Err(refusal),
        };
        match look.permit_patient(by, id) {
            Err(Refusal::StepUp) => return Ok(None),
            permitted => permitted?,
        }
        let known = kept::find(look.read, id)?;
        let mut may = Vec::new();
        for action in actions {
            if look.could(*action, id)? {
                may.push(*action);
            }
        }
        let mut about = About {
            person: id,
            name: known.name.full(),
            short: known.name.short(),
            pronouns: known.name.pronouns.as_ref().map(ToString::to_string),
            standing: None,
            danger: None,
            strip: None,
            may,
        };
        if by != Action::ForgetPerson {
            let at = look.site_of(id)?;
            let site = site::find(look.read, at)?.ok_or(Refusal::NotFound)?;
            if by != Action::RespondToSignal {
                about.standing = Some(standing(look, &known, &site));
            }
            about.strip = Some(reach::strip_of(look, id, &known, site.zone)?);
            about.danger = danger(look, id)?;
        }
        Ok(Some(about))
    })
}

fn standing(look: &Look<'_, '_>, known: &Known, site: &Site) -> Standing {
    let today = site.zone.local(look.now).date();
    Standing {
        age_years: known.born.map(|born| born.age_years(today)),
        stay: known.stay.clone(),
        site: site.name.to_string(),
        has_record: known.has_record,
        inquiry: known.inquiry,
    }
}

fn danger(look: &mut Look<'_, '_>, id: PersonId) -> Result<Option<Danger>, Refusal> {
    let pressing = signal::pressing(look, id)?;
    Ok(pressing.map(|(signal, answered, more)| Danger {
        signal: signal.id,
        title: signal.title(),
        answered,
        more,
    }))
}
