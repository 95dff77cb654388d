//! Which roles one person alone cannot give.

use crate::action::Target;
use crate::rules::RULES;
use crate::{Action, Scope};
use care::Role;

/// Whether a second person has to say yes before somebody has `role`: every role that opens records of people in care, or
/// the journal of who looked at them. Read from the rules, so that a rule that gives a role more also asks for more.
pub fn wants_second(role: Role) -> bool {
    let opens = |action: &Action| {
        action.target() == Target::Patient
            || matches!(action, Action::ReadJournal | Action::ExportJournal)
    };
    role.is_staff()
        && RULES.iter().any(|rule| {
            rule.roles.contains(&role)
                && !matches!(rule.within, Scope::Own | Scope::Supported)
                && rule.actions.iter().any(opens)
        })
}

/// Whether those who hold `role` may say the second yes.
pub fn says_second(role: Role) -> bool {
    role.is_staff()
        && RULES
            .iter()
            .any(|rule| rule.roles.contains(&role) && rule.actions.contains(&Action::ConfirmRole))
}
