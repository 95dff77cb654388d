//! The whole policy written out, for somebody who reads tables rather than code.

use crate::action::Target;
use crate::rules::RULES;
use crate::{Action, Relation};
use care::Role;
use std::fmt::Write as _;

/// The relations worth a row each, by what the action is done to.
fn relations(target: Target) -> Vec<(&'static str, Relation)> {
    let none = Relation::default();
    match target {
        Target::Organization => vec![("the organization", none)],
        Target::Site => vec![
            (
                "own site",
                Relation {
                    own_site: true,
                    ..none
                },
            ),
            ("other site", none),
        ],
        Target::Account => vec![
            ("own", Relation { own: true, ..none }),
            ("somebody else's", none),
        ],
        Target::Patient => vec![
            (
                "own caseload",
                Relation {
                    caseload: true,
                    own_site: true,
                    ..none
                },
            ),
            (
                "own site",
                Relation {
                    own_site: true,
                    ..none
                },
            ),
            ("other site", none),
            (
                "other site, glass broken",
                Relation {
                    glass: true,
                    ..none
                },
            ),
            ("themselves", Relation { own: true, ..none }),
            (
                "somebody they support",
                Relation {
                    supported: true,
                    ..none
                },
            ),
        ],
    }
}

fn rule_for(role: Role, action: Action, relation: Relation) -> Option<&'static str> {
    RULES
        .iter()
        .find(|rule| {
            rule.actions.contains(&action)
                && rule.roles.contains(&role)
                && rule.within.covers(relation)
        })
        .map(|rule| rule.name)
}

/// The matrix as text: one block per action, one line per relation, one column per role;
/// `yes`, `yes*` (after confirming who you are) or `-`.
pub fn render() -> String {
    let mut out =
        String::from("Who may do what. `yes*` asks the person to confirm who they are first.\n");
    let labels = |wanted: fn(Role) -> bool| {
        let roles = Role::ALL.into_iter().filter(|role| wanted(*role));
        roles.map(Role::label).collect::<Vec<_>>().join(", ")
    };
    let _ = writeln!(
        out,
        "\nOne person asks for these roles, and another says yes:"
    );
    let _ = writeln!(out, "  asked for  {}", labels(crate::wants_second));
    let _ = writeln!(out, "  says yes   {}", labels(crate::says_second));
    for action in Action::ALL {
        let _ = writeln!(out, "\n{}", action.code());
        for (label, relation) in relations(action.target()) {
            let _ = writeln!(out, "  {label}");
            for role in Role::ALL {
                if let Some(rule) = rule_for(role, *action, relation) {
                    let yes = if action.needs_step_up() {
                        "yes*"
                    } else {
                        "yes"
                    };
                    let _ = writeln!(out, "    {:<22} {yes:<5} {rule}", role.label());
                }
            }
        }
    }
    out
}
