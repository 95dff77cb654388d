//! What to do first in each kind of danger, in our own words. They support whoever sits with the person and decide
//! nothing.

use care::followup::signal::Danger;

/// A step: its short name, and what it means.
pub(super) type Step = (&'static str, &'static str);

/// What the steps of a danger are for, as their heading says it.
pub(super) const fn title(danger: Danger) -> &'static str {
    match danger {
        Danger::Suicide => "Now, for a risk of suicide",
        Danger::Overdose => "Now, for an overdose",
        Danger::Withdrawal => "Now, for severe withdrawal",
        Danger::Other => "Now, for acute danger",
    }
}

/// What to do first, in order.
pub(super) const fn first(danger: Danger) -> &'static [Step] {
    match danger {
        Danger::Suicide => &SUICIDE,
        Danger::Overdose => &OVERDOSE,
        Danger::Withdrawal => &WITHDRAWAL,
        Danger::Other => &OTHER,
    }
}

const SUICIDE: [Step; 5] = [
    (
        "Stay",
        "Do not leave the person alone, in the room or on the line, until somebody else is with them.",
    ),
    (
        "Ask directly",
        "Ask about thoughts of suicide in plain words: now, how often, with a plan, with intent. Asking does not plant the thought.",
    ),
    (
        "Ask about means",
        "Weapons, medicines, anything the person thought of. Agree who takes them out of reach, and when.",
    ),
    (
        "Call",
        "The supervisor or the clinician on call. When danger is immediate, the emergency number first.",
    ),
    (
        "Make the plan together",
        "Six steps, below; the person keeps a copy.",
    ),
];

/// Source of the signs, of naloxone and help with breathing, of the risk after a break and of using alone: SAMHSA,
/// Overdose Prevention and Response Toolkit, PEP23-03-00-001, 2025.
const OVERDOSE: [Step; 6] = [
    (
        "Check now",
        "Is the person awake, and breathing as usual? If they are hard to wake, breathe slowly or not at all, gurgle, or have blue or gray lips: call the emergency number, give naloxone, help them breathe, and stay until help has come.",
    ),
    (
        "Offer naloxone",
        "Put it into their hands today, and show them and whoever is around them how it is used. Whoever has had an overdose cannot give it to themselves.",
    ),
    (
        "Speak about tolerance",
        "After a break, even of days, in treatment, in a hospital or in jail, the body is used to less. An amount that was survived before can stop the breathing now.",
    ),
    (
        "Not alone",
        "Ask them not to use alone: somebody should be there, or on the line, who has naloxone or can send help. What is sold may hold fentanyl without their knowing.",
    ),
    (
        "Ask whether it was meant",
        "An overdose can have been an attempt to die. If it was meant, or nobody can tell, go on as for a risk of suicide.",
    ),
    (
        "Tell the medical provider today",
        "What was taken, when, how they came out of it, and what they take now. Ask about medicine for opioid use disorder.",
    ),
];

/// Source of the danger of stopping at once and of the signs of an emergency: ASAM, Clinical Practice Guideline on
/// Alcohol Withdrawal Management, 2020; SAMHSA, TIP 45, 2015.
/// Source of the lower tolerance after withdrawal: SAMHSA, Overdose Prevention and Response Toolkit, 2025.
const WITHDRAWAL: [Step; 5] = [
    (
        "Medical evaluation now",
        "The medical provider sees the person now, or they are taken to where somebody can. Do not leave them alone until then.",
    ),
    (
        "Call the emergency number",
        "For a seizure, confusion, fever, pain in the chest, seeing or hearing what is not there, or when nothing stays down.",
    ),
    (
        "Do not stop all at once",
        "Alcohol and benzodiazepines must not be stopped all at once without medical care: that can cause seizures, and can kill. Say so plainly, and to whoever is with them.",
    ),
    (
        "Ask what and when",
        "What was taken, how much, when last; seizures or confusion in an earlier withdrawal; pregnancy; other medicines. Tell all of it to the medical provider.",
    ),
    (
        "Offer naloxone",
        "After withdrawal the body is used to less, and an overdose is more likely.",
    ),
];

const OTHER: [Step; 5] = [
    (
        "Look at the danger first",
        "If somebody is in danger this minute, the person or anybody else, call the emergency number. Keep yourself and others out of reach of harm.",
    ),
    (
        "Stay",
        "Do not leave the person alone as long as it is safe for you to stay, in the room or on the line.",
    ),
    (
        "Ask plainly",
        "What is happening, since when, who else is in danger, whether there are weapons, whether children are there. Ask where nobody can hear whom they fear.",
    ),
    (
        "Call",
        "The supervisor or the clinician on call; for the body, the medical provider at once. Whether somebody has to be warned, or a report made, is settled with the supervisor today.",
    ),
    (
        "Agree on the next hours",
        "Where the person goes from here, who is with them, and whom they call when it gets worse.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_danger_has_steps_of_its_own() {
        for danger in Danger::ALL {
            for other in Danger::ALL.into_iter().filter(|other| *other != danger) {
                assert_ne!(title(danger), title(other));
                assert_ne!(first(danger), first(other), "{danger:?} {other:?}");
            }
        }
    }
}
