//! What an admission begins with: what follows from the level that was chosen and from where somebody asked. Where all of
//! it follows, one press admits them; the act asks the same as ever.

use crate::stays::stay::Offer;
use care::assessment::protocol::Protocol;
use care::intake::checklist::ChecklistRow;
use care::people::program::Program;
use care::stays::bed::overnight;
use care::{BedId, LevelOfCare, PersonId, ProgramId};

/// What the form of an admission begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsualAdmission {
    /// The program of the chosen level where they are seen.
    pub program: Option<ProgramId>,
    /// The counselor there who carries the fewest people at that level and has room for one more.
    pub counselor: Option<PersonId>,
    /// A free bed of it, where people stay overnight.
    pub bed: Option<BedId>,
    /// What is still to be said or done; nothing where one press is enough.
    pub open: Option<String>,
}

/// What an admission to a level begins with. `missing` is what the checklist waits for, `planned` whether a day is
/// planned already.
pub(super) fn usual(
    protocol: &Protocol,
    offer: &Offer,
    level: Option<LevelOfCare>,
    missing: &[ChecklistRow],
    planned: bool,
) -> UsualAdmission {
    let near = |program: &&Program| program.site == offer.seen_at;
    let fits = |program: &&Program| Some(program.level) == level;
    let suits = |program: &&Program| program.adolescents == offer.minor;
    let all: Vec<&Program> = offer
        .programs
        .iter()
        .filter(near)
        .filter(fits)
        .filter(suits)
        .collect();
    let program = all.first().copied();
    let bed = program
        .filter(|program| overnight(program.level))
        .and_then(|program| {
            let mut beds = offer.beds.iter();
            beds.find(|bed| bed.site == program.site && bed.level == program.level)
        });
    let mut usual = UsualAdmission {
        program: program.map(|program| program.id),
        counselor: program.and_then(|program| with_room(protocol, offer, program.level)),
        bed: bed.map(|bed| bed.id),
        open: None,
    };
    usual.open = first(offer, level, missing, planned).or_else(|| unclear(&usual, &all));
    usual
}

/// House rule: whoever carries the fewest at this level, among those who work where the person is seen and may carry one
/// more. Who suits whom is for people to say.
fn with_room(protocol: &Protocol, offer: &Offer, level: LevelOfCare) -> Option<PersonId> {
    let limit = protocol.level(level).caseload.as_ref();
    let most = limit.map(|limit| u32::from(limit.most));
    let here = offer.counselors.iter().filter_map(|load| {
        let carried = load.carried.get(&level).copied().unwrap_or(0);
        let has_room = most.is_none_or(|most| carried < most);
        (has_room && load.sites.contains(&offer.seen_at)).then_some((carried, load.counselor))
    });
    // Of several with as many, the first on the list.
    here.min_by_key(|(carried, _)| *carried)
        .map(|(_, counselor)| counselor)
}

/// What comes before anybody is admitted at all, in the words of whoever has to see to it.
fn first(
    offer: &Offer,
    level: Option<LevelOfCare>,
    missing: &[ChecklistRow],
    planned: bool,
) -> Option<String> {
    let Some(level) = level else {
        return Some("A level of care is chosen first.".to_owned());
    };
    if !offer.waiting.is_empty() {
        return Some("A signal asks for somebody now. It is answered first.".to_owned());
    }
    if let Some((_, sentence)) = offer.refused.iter().find(|(to, _)| *to == level) {
        return Some(sentence.clone());
    }
    if offer.born.is_none() {
        return Some("The date of birth is not known.".to_owned());
    }
    if !missing.is_empty() {
        return Some("The checklist still waits for what is needed before admission.".to_owned());
    }
    if offer.minor {
        return Some("They are under 18: who agreed is looked at first.".to_owned());
    }
    planned.then(|| "A day is planned already. The form begins with it.".to_owned())
}

/// What does not follow by itself.
fn unclear(usual: &UsualAdmission, fits: &[&Program]) -> Option<String> {
    let sentence = match fits {
        [] => "No program of the chosen level is where they are seen.",
        [_, _, ..] => "More than one program of the chosen level is where they are seen.",
        [program] if overnight(program.level) && usual.bed.is_none() => {
            "No bed of the chosen level is free there."
        }
        [_] if usual.counselor.is_none() => "No counselor there has room for one more.",
        [_] => return None,
    };
    Some(sentence.to_owned())
}
