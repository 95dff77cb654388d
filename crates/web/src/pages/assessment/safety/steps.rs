//! What to do first in each kind of danger, in our own words. They support whoever sits with the person and decide
//! nothing.

use care::followup::signal::Matter;

/// A step: its short name, and what it means.
pub(super) type Step = (&'static str, &'static str);

/// What the steps of a matter are for, as their heading says it.
pub(super) const fn title(matter: Matter) -> &'static str {
    match matter {
        Matter::Suicide => "Now, for a risk of suicide",
        Matter::Unsafe => "Now, for somebody who said they are not safe",
        Matter::Overdose => "Now, for an overdose",
        Matter::Withdrawal => "Now, for dangerous withdrawal",
        Matter::CoUse => "Now, for depressants taken together",
        Matter::Pregnancy => "Now, for a pregnancy",
        Matter::Medical => "Now, for acute danger to the body",
        Matter::Mental => "Now, for psychosis or mania",
        Matter::Others => "Now, for danger to others",
        Matter::Home => "Now, for danger at home",
        Matter::Minor => "Today, for somebody under age",
        Matter::Priority => "Today, for somebody who comes first by law",
    }
}

/// What to do first, in order.
pub(super) const fn first(matter: Matter) -> &'static [Step] {
    match matter {
        Matter::Suicide => &SUICIDE,
        Matter::Unsafe => &UNSAFE,
        Matter::Overdose => &OVERDOSE,
        Matter::Withdrawal => &WITHDRAWAL,
        Matter::CoUse => &CO_USE,
        Matter::Pregnancy => &PREGNANCY,
        Matter::Medical => &MEDICAL,
        Matter::Mental => &MENTAL,
        Matter::Others => &OTHERS,
        Matter::Home => &HOME,
        Matter::Minor => &MINOR,
        Matter::Priority => &PRIORITY,
    }
}

/// That whoever is not there is called first, and again, is ours.
const SUICIDE: [Step; 6] = [
    (
        "Call them",
        "If they are not with you: now, by the rules for being in touch. Nobody answers: try each other safe way, and again. If danger is immediate and you reach nobody, call the emergency number and say where they may be.",
    ),
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

/// What kind of danger it is was not said: these steps, which are ours, find it out.
const UNSAFE: [Step; 5] = [
    (
        "Call them",
        "Now, by the rules for being in touch. Nobody answers: try each other safe way, and again. Until somebody has spoken with them, it is as grave as it can be.",
    ),
    (
        "Ask what the danger is",
        "In plain words: do they think of killing themselves; what did they take, and when; is somebody hurting them or about to; are they ill, or in withdrawal. Then go on as for that danger.",
    ),
    (
        "Send help",
        "When danger is immediate, call the emergency number and say where they are. Stay on the line until help is there.",
    ),
    (
        "Call the clinician on call",
        "Also when they say that it has passed: who sees or calls them today, and when.",
    ),
    (
        "Agree on the next hours",
        "Where they are, who is with them, what is kept out of reach, and when you speak again. Write it down.",
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
/// Source of medicine on the same day: ASAM, National Practice Guideline for the Treatment of Opioid Use Disorder, 2020
/// focused update; SAMHSA, TIP 63, 2021. Source of the scores: Wesson and Ling 2003. Published; the order is ours.
const WITHDRAWAL: [Step; 6] = [
    (
        "Medical evaluation now",
        "The medical provider sees the person now, or they are taken to where somebody can. Do not leave them alone until then.",
    ),
    (
        "Call the emergency number",
        "For a seizure, confusion, fever, pain in the chest, seeing or hearing what is not there, or when nothing stays down.",
    ),
    (
        "Opioids: medicine today",
        "Offer methadone or buprenorphine today; a prescriber decides which. Buprenorphine waits until withdrawal is plain, as by a COWS of 8 or more; methadone does not have to wait. Keep the person comfortable until then, have them drink, and score the COWS again after the first dose. Getting through withdrawal alone treats nothing: the medicine goes on.",
    ),
    (
        "Alcohol and benzodiazepines: not all at once",
        "They must not be stopped all at once without medical care: that can cause seizures, and can kill. Say so plainly, and to whoever is with them.",
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

/// Source of the danger together and of not withholding treatment: FDA, Drug Safety Communications of 31 August 2016
/// (opioids with depressants), 20 September 2017 (buprenorphine and methadone), 19 December 2019 (gabapentinoids).
const CO_USE: [Step; 5] = [
    (
        "Check now",
        "Is the person awake, and breathing as usual? If they are hard to wake or breathe slowly, go on as for an overdose: emergency number, naloxone, breathing.",
    ),
    (
        "Ask what is taken together",
        "Opioids, alcohol, benzodiazepines, sleeping pills, gabapentin or pregabalin, muscle relaxants: which, how much, when last, who prescribes them. Each slows the breathing; together they stop it.",
    ),
    (
        "Offer naloxone",
        "Into their hands today, and shown to whoever is around them. It reverses the opioid part only, so help is called in any case.",
    ),
    (
        "Do not stop all at once",
        "Benzodiazepines and alcohol are tapered with a prescriber. Medicine for opioid use disorder is not withheld because of them: without it the danger is greater.",
    ),
    (
        "Tell the prescriber within the hour",
        "The prescribers of each are to know of the others; with the person's consent, they speak to each other.",
    ),
];

/// Source of keeping on the medicine and of the danger of stopping: SAMHSA, Advisory on pregnant people with opioid use
/// disorder, 2023. Source of the preference: 42 U.S.C. 300x-27.
const PREGNANCY: [Step; 5] = [
    (
        "Ask about danger signs",
        "Bleeding, contractions, pain, headache with trouble seeing, a seizure, less movement of the child: then the emergency number, and a hospital with obstetrics.",
    ),
    (
        "Do not stop opioids, alcohol or sedatives at once",
        "Withdrawal can harm both. From alcohol and sedatives it belongs in a hospital; for opioids methadone or buprenorphine is begun or kept on.",
    ),
    (
        "Call the prescriber today",
        "Medicine for opioid use disorder is offered the same day, and its dose often has to rise as the pregnancy goes on.",
    ),
    (
        "Obstetric care",
        "Make the appointment together today, and say who takes them there.",
    ),
    (
        "A place at once",
        "A pregnant person comes before others. If there is no place here, find one elsewhere with the state's help, and begin prenatal care and counseling about the risks within two days.",
    ),
];

/// Source of the signs in somebody who took stimulants: ASAM and AAAP, Clinical Practice Guideline on the Management
/// of Stimulant Use Disorder, 2023. Source of the signs of a failing liver: BMJ 2016. The order is ours.
const MEDICAL: [Step; 5] = [
    (
        "Call the emergency number",
        "For pain in the chest, trouble breathing, a temperature from 39 °C (102 °F), a seizure, an injured head, new confusion, vomiting blood, black stool, yellow skin with confusion, or fever in somebody who injects.",
    ),
    (
        "Stay, and keep them safe",
        "Awake: sitting or lying as they breathe best. Hard to wake but breathing: on their side. Not breathing: begin to help them breathe. Nothing to eat or drink.",
    ),
    (
        "Cool whoever is overheated",
        "After stimulants: out of the sun, light clothes, cool cloths, quiet. Do not hold them down.",
    ),
    (
        "Measure and write down",
        "Pulse, blood pressure, temperature, breaths a minute, oxygen, with the time; what was taken and when; medicines and allergies.",
    ),
    (
        "Hand over",
        "Tell the ambulance or the medical provider all of it, and whom to call. Somebody from here finds out today how it went.",
    ),
];

/// Source of calm surroundings first, and of medical causes: ASAM and AAAP, Clinical Practice Guideline on the
/// Management of Stimulant Use Disorder, 2023.
const MENTAL: [Step; 5] = [
    (
        "Look at the danger first",
        "If they may hurt themselves or anybody, call the emergency number. Keep a way out for both of you.",
    ),
    (
        "Make it calm",
        "A quiet room, few people, a low voice, short sentences. Do not argue about what they see, hear or believe; say that you see they are frightened.",
    ),
    (
        "Think of the body",
        "New confusion, fever, a racing pulse, withdrawal from alcohol or sedatives, stimulants in the last days: then it is a medical emergency as well.",
    ),
    (
        "Ask about suicide and about voices",
        "In plain words: do the voices tell you to do something? If there is any risk, go on as for a risk of suicide too.",
    ),
    (
        "Call the clinician on call",
        "Who sees the person now, where, and who stays until then. Mania that goes on needs a prescriber the same day.",
    ),
];

/// The duty to warn or protect differs by state; these steps are ours.
const OTHERS: [Step; 5] = [
    (
        "Look at the danger first",
        "If somebody is in danger this minute, call the emergency number. Keep yourself and others out of reach; do not take a weapon from anybody.",
    ),
    (
        "Ask plainly",
        "Whom, how, when, with what; whether it was done before; what would keep it from happening today.",
    ),
    (
        "Call the clinician on call",
        "Do not decide alone, and do not let the person leave before somebody has decided, as long as that is safe for you.",
    ),
    (
        "Warn or protect",
        "Whether somebody has to be warned, or the police told, follows the law of the state. The director settles it today, and what is told is the least that protects.",
    ),
    (
        "Agree on the next hours",
        "Who takes weapons out of reach, who is with the person, and when they are seen again. Write down who was told and when.",
    ),
];

/// Source of asking alone, and of safety before confrontation: SAMHSA, TIP 25. That choking and weapons are the
/// worst signs is a consensus.
const HOME: [Step; 5] = [
    (
        "Ask alone",
        "Where nobody can hear whom they fear, on no line that is shared. Never ask the other person about it.",
    ),
    (
        "Ask for the worst signs",
        "Choked, threatened with a weapon, a gun in the home, worse lately, pregnant, afraid for their life: each is a danger of death. Then nobody goes home before there is a plan.",
    ),
    (
        "A safe place tonight",
        "Call the domestic violence line or a shelter together, if the person wants that. If they go home, agree on a sign, a bag, a way out and a time to call.",
    ),
    (
        "Children and others who cannot protect themselves",
        "If they are in danger, a report may have to be made by the law of the state. Settle it with the director today, and tell the person first if that is safe.",
    ),
    (
        "Be careful how you reach them",
        "Use only the numbers and times that are safe, leave no message that says who you are, and write nothing that the other could see.",
    ),
];

/// Source of adolescent care as a program of its own: SAMHSA, Advisory on intensive outpatient treatment, 2021. That
/// consent differs by state, and between outpatient and residential care: Kerwin and others, 2015.
const MINOR: [Step; 4] = [
    (
        "Age first",
        "Under 12 no program here fits: the child's doctor and child services. From 12 to 17 care is an adolescent program, with the family where that is safe.",
    ),
    (
        "Who may consent",
        "The law of the state says whether the young person may consent alone, and to what. Ask the director before anything is begun or told to anybody.",
    ),
    (
        "Ask alone as well",
        "About suicide, violence, abuse and pregnancy, without the parents in the room. Say first what cannot be kept between you.",
    ),
    (
        "Report what has to be reported",
        "Abuse and neglect have to be reported in every state. Settle it with the director today.",
    ),
];

/// Source: 45 CFR 96.126 for people who inject (14 days, or 120 with interim services within 48 hours of the request);
/// 42 U.S.C. 300x-23 and 300x-27. They bind programs that are paid from the block grant.
const PRIORITY: [Step; 4] = [
    (
        "Offer the next place",
        "Pregnant people first, then people who inject, in programs that are paid from the block grant; an admission within 14 days of the request.",
    ),
    (
        "If there is none",
        "Tell the state's office that the program is full, and ask it for another place today.",
    ),
    (
        "Interim services within 48 hours",
        "Counseling and testing about HIV and tuberculosis, the risks of sharing needles and how to lower them, and a referral for treatment of either; for pregnant people prenatal care as well.",
    ),
    (
        "Write down the clock",
        "When the request was made, what was offered and when, and who keeps in touch until there is a place.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_danger_has_steps_of_its_own() {
        for matter in Matter::ALL {
            for other in Matter::ALL.into_iter().filter(|other| *other != matter) {
                assert_ne!(title(matter), title(other));
                assert_ne!(first(matter), first(other), "{matter:?} {other:?}");
            }
        }
    }
}
