//! A first day for each role of those who work here, step by step. Each step leads to a page, where its reader may open it.

use care::Role;

/// One thing to do on the first day, and where; nowhere in particular where the path is empty.
pub(crate) struct Step {
    pub text: &'static str,
    pub path: &'static str,
}

const fn step(path: &'static str, text: &'static str) -> Step {
    Step { text, path }
}

/// What everybody does first.
pub(crate) const EVERYBODY: &[Step] = &[
    step(
        "/account",
        "Add a passkey to your account, so that you need no password and no code.",
    ),
    step(
        "/staff",
        "Press Ctrl K to find somebody, and ? for what a page is for and its keys.",
    ),
];

/// The steps of a role; none for those who do not work here.
pub(crate) const fn of_role(role: Role) -> &'static [Step] {
    match role {
        Role::IntakeCoordinator => COORDINATOR,
        Role::Counselor => COUNSELOR,
        Role::MedicalProvider => MEDICAL,
        Role::ClinicalDirector => DIRECTOR,
        Role::ProgramAdministrator => ADMINISTRATOR,
        Role::PrivacyOfficer => PRIVACY,
        Role::Auditor => AUDITOR,
        Role::Patient | Role::SupportPerson | Role::Operator | Role::Visitor => &[],
    }
}

const COORDINATOR: &[Step] = &[
    step(
        "/staff",
        "Keep Today open: new requests and calls that are due stand there as they come.",
    ),
    step(
        "/staff/inquiries/new",
        "When somebody calls, type along under Phone intake and book a time while they are on the line.",
    ),
    step(
        "/staff/inquiries",
        "Work the board from the top. Before each number stands what is safe to do.",
    ),
    step(
        "/staff/waiting",
        "Whoever has to wait is on the waiting list: write down what they are given meanwhile, and offer places.",
    ),
    step(
        "/staff/people",
        "Open somebody’s Checklist: it says what is missing before they can be admitted, and where it is filled in.",
    ),
];

const COUNSELOR: &[Step] = &[
    step(
        "/staff",
        "Today has your assessments, your open rosters, who called in and who is new to you.",
    ),
    step(
        "/staff/signals",
        "A signal is about a person. Say “I have it”, be in touch, write what was done.",
    ),
    step(
        "/staff/sessions",
        "Mark who came with one key each, and close the roster.",
    ),
    step(
        "/staff/hours",
        "See who will be short this week, and book a make-up with them.",
    ),
    step(
        "/staff/calendar",
        "Put your sessions into the calendar of your phone. No names are in it.",
    ),
    step(
        "/staff/alerts",
        "Before you are on call, turn on the phone that you carry and send yourself a test.",
    ),
];

const MEDICAL: &[Step] = &[
    step(
        "/staff/signals",
        "Of withdrawal, pregnancy and matters of the body you hear first when you are on call.",
    ),
    step(
        "/staff/alerts",
        "Turn on the phone that you carry, and send yourself a test.",
    ),
    step(
        "/staff/people",
        "Open somebody’s Medical page: allergies, medicines, vital signs, screens, naloxone.",
    ),
    step(
        "",
        "Under Measures of a person, score the instruments: what is dangerous is told at once.",
    ),
    step(
        "",
        "Under Placement of a person, read what the criteria say and choose a level with its reason.",
    ),
];

const DIRECTOR: &[Step] = &[
    step(
        "/staff/on-call",
        "See that somebody is on call at each site. What nobody answers comes to you.",
    ),
    step(
        "/staff/signals",
        "Read what is unanswered, and by when it was due.",
    ),
    step(
        "/staff/roles",
        "A role that opens records waits for a second yes, which is yours or the privacy officer’s.",
    ),
    step(
        "/staff/hours",
        "See where hours will be missed this week, and which session still rescues them.",
    ),
    step(
        "/staff/inquiries/numbers",
        "Read how many who asked came how far, and how fast.",
    ),
    step(
        "/staff/week",
        "Look at the week of a site. From there a new one is made, and one that broke is repaired.",
    ),
];

const ADMINISTRATOR: &[Step] = &[
    step(
        "/staff/setup",
        "Go down Set up: hours, a program, staff, mail. Each step is of use to the next.",
    ),
    step(
        "/staff/setup/mail",
        "Send a test message to yourself before anybody is invited.",
    ),
    step(
        "/staff/team",
        "Add a second administrator, so that one of you can always help the other.",
    ),
    step(
        "/staff/on-call",
        "Fill the rota with the clinical director.",
    ),
    step(
        "/staff/sites",
        "Say what the public page of each site tells, in both languages.",
    ),
];

const PRIVACY: &[Step] = &[
    step(
        "/staff/emergencies",
        "Review records that were opened in an emergency: ask, and close the review with a sentence.",
    ),
    step(
        "/staff/roles",
        "Say the second yes to roles that open records or the journal, or no.",
    ),
    step(
        "/staff/journal",
        "Read who saw what. It holds every look at a record and every change.",
    ),
    step(
        "/staff/journal/verify",
        "Have the chain verified, and see where the result stands.",
    ),
    step(
        "/staff/sites",
        "Name yourself on the public page of each site as whom to ask about privacy; an administrator writes it.",
    ),
];

const AUDITOR: &[Step] = &[
    step(
        "/staff/journal",
        "Read the journal. You see who did what when, and no record.",
    ),
    step("/staff/journal/verify", "Have the chain verified."),
    step(
        "/staff/journal/export",
        "Write out the days that you need, and take the file along.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes;

    #[test]
    fn every_role_of_staff_has_a_first_day_of_few_steps_that_lead_to_pages() {
        for role in Role::STAFF {
            let steps = of_role(role);
            assert!((3..=6).contains(&steps.len()), "{role:?}");
            for step in EVERYBODY.iter().chain(steps) {
                let leads = routes::all().any(|route| !route.changes && route.path == step.path);
                assert!(step.path.is_empty() || leads, "{role:?}: {}", step.path);
                assert!(step.text.ends_with('.'), "{role:?}: {}", step.text);
            }
        }
    }
}
