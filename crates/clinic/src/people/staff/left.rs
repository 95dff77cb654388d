//! Who has to be left, whoever goes.
//!
//! An administrator, because otherwise nobody adds anybody; and one who says the second yes, because otherwise nobody
//! could be asked. Asked in the transaction that closes an account or takes a role, of which an organization has one at a
//! time: of two administrators who close each other at one moment the second one stays.

use crate::{Act, Refusal};
use care::people::staff::Staff;
use care::{PersonId, Role};
use policy::says_second;
use record::access::account;
use record::people::staff;

/// Somebody who has to be left.
struct Needed {
    /// Whether a colleague is one, with an account that is open.
    is: fn(&Staff) -> bool,
    /// Why the last one stays.
    last: &'static str,
}

static NEEDED: [Needed; 2] = [
    Needed {
        is: says_yes,
        last: "Nobody else who says the second yes to roles has a sign-in. Another one has to be there first; whoever holds the server can do it all the same, with stepwell user.",
    },
    Needed {
        is: runs_the_place,
        last: "No other administrator has a sign-in any more. Another one has to be there first; whoever holds the server can do it all the same, with stepwell user.",
    },
];

/// Whether somebody says the second yes, with an account that is open.
pub(super) fn says_yes(staff: &Staff) -> bool {
    staff.disabled_at.is_none() && staff.roles.iter().any(|role| says_second(*role))
}

fn runs_the_place(staff: &Staff) -> bool {
    staff.disabled_at.is_none() && staff.roles.contains(&Role::ProgramAdministrator)
}

/// Why nobody would be left, were somebody as `after`, or their account closed; nothing where somebody is. For whoever
/// has set up a sign-in that is another who has. The console, which is the way back, may all the same.
pub(super) fn nobody(
    act: &mut Act<'_, '_>,
    before: &Staff,
    after: Option<&Staff>,
) -> Result<Option<&'static str>, Refusal> {
    if act.actor.is(Role::Operator) {
        return Ok(None);
    }
    let stays = |needed: &Needed| after.is_some_and(needed.is);
    let given_up = NEEDED.iter();
    let given_up: Vec<&Needed> = given_up
        .filter(|needed| (needed.is)(before) && !stays(needed))
        .collect();
    if given_up.is_empty() {
        return Ok(None);
    }
    let team = staff::all(act.tx)?;
    for needed in given_up {
        let all = team.iter().filter(|one| (needed.is)(one));
        let all: Vec<PersonId> = all.map(|one| one.id).collect();
        let mut set_up = account::set_up_among(act.tx, &all)?;
        // Whoever asks is signed in, however they came in.
        set_up.extend(all.iter().filter(|id| **id == act.actor.person()));
        let count = if set_up.contains(&before.id) {
            set_up.len()
        } else {
            all.len()
        };
        if count < 2 {
            return Ok(Some(needed.last));
        }
    }
    Ok(None)
}
