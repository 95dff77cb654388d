//! Which pages about somebody a signal can lead its reader to. Whoever answers a danger may be let into little else.

use crate::{Look, Refusal};
use care::PersonId;
use care::followup::signal::About;
use policy::Action;
use record::intake::inquiry;
use record::people::patient;

/// Which pages about somebody their reader may open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent yes-or-no facts decide on every link"
)]
pub struct Pages {
    in_care: bool,
    sees_record: bool,
    sees_request: bool,
    scores: bool,
}

impl Pages {
    /// Those of one person.
    pub(crate) fn of(look: &mut Look<'_, '_>, person: PersonId) -> Result<Self, Refusal> {
        let asked = !inquiry::of_person(look.read, person)?.is_empty();
        Ok(Self {
            in_care: patient::find(look.read, person)?.is_some(),
            sees_record: look.could(Action::ViewPatient, person)?,
            sees_request: asked && look.could(Action::ViewInquiry, person)?,
            scores: look.could(Action::ScoreMeasure, person)?,
        })
    }

    /// The page about the person as a whole, to which the address of the record leads: the record of whoever was
    /// admitted, the request of whoever only asked.
    pub const fn person(self) -> bool {
        if self.in_care {
            self.sees_record
        } else {
            self.sees_request
        }
    }

    /// What is kept about somebody before they are admitted as well: assessment, results, the safety protocol.
    pub const fn assessment(self) -> bool {
        self.sees_record
    }

    /// The form that scores an instrument.
    pub const fn scores(self) -> bool {
        self.scores
    }

    /// The page that shows what raised a signal.
    pub const fn reason(self, about: About) -> bool {
        match about {
            About::Record => self.person(),
            About::Hours | About::Week => self.in_care && self.sees_record,
            About::Assessment(_) | About::Result(_) => self.assessment(),
        }
    }
}
