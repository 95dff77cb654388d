//! Which medicines belong together, as far as it matters here: a short list by name. An allergy to one may be one to
//! another of its class, and some do not go together. It is for looking twice, and says nothing of what is not on it:
//! that nothing is found never says that something is safe.

use crate::Line;
use crate::treatment::medicine::Medicine;

/// How sure what stands beside it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HowSure {
    /// It stands in the prescribing information, or in a communication of the Food and Drug Administration.
    Published,
    /// Practice agrees on it, and the information of each product differs.
    Consensus,
}

/// A class of medicines.
#[derive(Debug)]
pub struct DrugClass {
    /// What it is called.
    pub label: &'static str,
    /// Words by which one of it is named: generic names, products, and the class itself. Each is a whole word in small
    /// letters: "sulfa" is none of "sulfate".
    pub names: &'static str,
    /// Where it comes from that one may stand for another.
    pub source: &'static str,
    /// How sure that is.
    pub sure: HowSure,
}

const OPIOIDS: &str = "\
    opioid opioids opiate opiates codeine morphine hydrocodone vicodin norco lortab oxycodone oxycontin \
    percocet roxicodone hydromorphone dilaudid oxymorphone fentanyl tramadol ultram tapentadol nucynta \
    meperidine demerol methadone methadose dolophine heroin buprenorphine suboxone subutex zubsolv sublocade \
    brixadi butrans belbuca";
/// Of them those that push others from the receptor and hold it.
const BUPRENORPHINE: &str =
    "buprenorphine suboxone subutex zubsolv sublocade brixadi butrans belbuca";
const METHADONE: &str = "methadone methadose dolophine";
const ACAMPROSATE: &str = "acamprosate campral";
const DISULFIRAM: &str = "disulfiram antabuse";
const NALTREXONE: &str = "naltrexone vivitrol revia contrave";
const BENZODIAZEPINES: &str = "\
    benzodiazepine benzodiazepines alprazolam xanax lorazepam ativan diazepam valium clonazepam klonopin \
    chlordiazepoxide librium temazepam restoril oxazepam triazolam halcion midazolam clorazepate clobazam \
    estazolam";
const GABAPENTINOIDS: &str =
    "gabapentinoid gabapentinoids gabapentin neurontin gralise horizant pregabalin lyrica";

/// The classes that are compared.
pub static CLASSES: [DrugClass; 12] = [
    DrugClass {
        label: "penicillins and cephalosporins",
        names: "penicillin penicillins benzylpenicillin bicillin amoxicillin amoxil augmentin ampicillin unasyn \
            dicloxacillin nafcillin oxacillin piperacillin zosyn cephalosporin cephalosporins cephalexin \
            keflex cefadroxil cefazolin cefuroxime cefdinir cefpodoxime cefixime ceftriaxone rocephin \
            cefepime",
        source: "prescribing information of amoxicillin and of cephalexin: not after a serious reaction to another beta-lactam",
        sure: HowSure::Published,
    },
    DrugClass {
        // Not of antibiotics alone: sulfasalazine is one, and is given against inflammation.
        label: "sulfonamides",
        names: "sulfa sulfonamide sulfonamides sulfamethoxazole bactrim septra sulfadiazine sulfasalazine \
            azulfidine",
        source: "prescribing information of sulfamethoxazole and trimethoprim, and of sulfasalazine: not after a reaction to another sulfonamide",
        sure: HowSure::Published,
    },
    DrugClass {
        label: "macrolide antibiotics",
        names: "macrolide macrolides erythromycin azithromycin zithromax clarithromycin biaxin",
        source: "prescribing information of azithromycin: not after a reaction to another macrolide",
        sure: HowSure::Published,
    },
    DrugClass {
        label: "quinolone antibiotics",
        names: "quinolone quinolones fluoroquinolone fluoroquinolones ciprofloxacin cipro levofloxacin levaquin \
            moxifloxacin ofloxacin",
        source: "prescribing information of levofloxacin: not after a reaction to another quinolone",
        sure: HowSure::Published,
    },
    DrugClass {
        label: "tetracyclines",
        names: "tetracycline tetracyclines doxycycline vibramycin minocycline minocin",
        source: "prescribing information of doxycycline: not after a reaction to any tetracycline",
        sure: HowSure::Published,
    },
    DrugClass {
        label: "pain relievers such as aspirin and ibuprofen (NSAIDs)",
        names: "nsaid nsaids aspirin ibuprofen advil motrin naproxen aleve naprosyn ketorolac toradol diclofenac \
            voltaren meloxicam mobic indomethacin etodolac nabumetone ketoprofen piroxicam celecoxib \
            celebrex",
        source: "prescribing information of ibuprofen: not after asthma, hives or another reaction to aspirin or an NSAID",
        sure: HowSure::Published,
    },
    DrugClass {
        label: "opioids",
        names: OPIOIDS,
        source: "practice: reactions within a chemical family repeat, and many that are called allergies are side effects",
        sure: HowSure::Consensus,
    },
    DrugClass {
        label: "benzodiazepines",
        names: BENZODIAZEPINES,
        source: "prescribing information of lorazepam and of alprazolam: not after a reaction to another benzodiazepine",
        sure: HowSure::Published,
    },
    DrugClass {
        label: "gabapentinoids",
        names: GABAPENTINOIDS,
        source: "practice: the two are close to each other",
        sure: HowSure::Consensus,
    },
    DrugClass {
        // What they have in common is an aromatic ring; phenytoin and phenobarbital are not of carbamazepine's own kind.
        label: "aromatic antiseizure medicines such as carbamazepine and phenytoin",
        names: "carbamazepine tegretol oxcarbazepine trileptal eslicarbazepine phenytoin dilantin phenobarbital \
            primidone",
        source: "prescribing information of carbamazepine and of oxcarbazepine: reactions cross to the others in a part of people",
        sure: HowSure::Published,
    },
    DrugClass {
        label: "ACE inhibitors",
        names: "lisinopril zestril prinivil enalapril vasotec benazepril lotensin ramipril captopril quinapril \
            fosinopril",
        source: "prescribing information of lisinopril: not after swelling of the face or throat by another ACE inhibitor",
        sure: HowSure::Published,
    },
    DrugClass {
        label: "phenothiazines",
        names: "phenothiazine phenothiazines promethazine phenergan prochlorperazine compazine chlorpromazine \
            thorazine perphenazine fluphenazine",
        source: "prescribing information of promethazine: not after a reaction to another phenothiazine",
        sure: HowSure::Published,
    },
];

/// Two kinds of medicines that do not go together, or only with somebody who watches.
#[derive(Debug)]
pub struct DrugConflict {
    one: &'static str,
    other: &'static str,
    /// What may happen.
    pub words: &'static str,
    /// Where that comes from.
    pub source: &'static str,
    /// How sure it is.
    pub sure: HowSure,
}

/// Those that are looked for on a list.
pub static CONFLICTS: [DrugConflict; 4] = [
    DrugConflict {
        one: NALTREXONE,
        other: OPIOIDS,
        words: "Naltrexone blocks opioids and can bring on withdrawal at once.",
        source: "prescribing information of naltrexone: not for whoever takes opioids, buprenorphine and methadone included",
        sure: HowSure::Published,
    },
    DrugConflict {
        one: BUPRENORPHINE,
        other: OPIOIDS,
        words: "Buprenorphine with another opioid can bring on withdrawal, and each weakens the other.",
        source: "prescribing information of buprenorphine and naloxone",
        sure: HowSure::Published,
    },
    DrugConflict {
        one: BENZODIAZEPINES,
        other: OPIOIDS,
        words: "Together they slow breathing. A medicine for opioid use disorder is not withheld for it; somebody watches.",
        source: "FDA, boxed warning of August 2016; for buprenorphine and methadone the communication of September 2017",
        sure: HowSure::Published,
    },
    DrugConflict {
        one: GABAPENTINOIDS,
        other: OPIOIDS,
        words: "Together they slow breathing.",
        source: "FDA, safety communication of December 2019",
        sure: HowSure::Published,
    },
];

/// The words of a text, in small letters.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Whether a text has one of these names in it.
fn names_one(text: &str, names: &str) -> bool {
    words(text)
        .iter()
        .any(|word| names.split_whitespace().any(|name| name == word))
}

/// The classes of which something is named in a text.
pub fn classes_in(text: &Line) -> Vec<&'static DrugClass> {
    let named = CLASSES.iter();
    named
        .filter(|class| names_one(text.as_str(), class.names))
        .collect()
}

/// Medicines that are given for a substance use disorder, by the words of the assessment. Most are also given for something
/// else, so that one is taken does not say for what.
const FOR_USE_DISORDER: [(&str, &str); 5] = [
    ("buprenorphine", BUPRENORPHINE),
    ("methadone", METHADONE),
    ("naltrexone", NALTREXONE),
    ("acamprosate", ACAMPROSATE),
    ("disulfiram", DISULFIRAM),
];

/// Which of the medicines for a substance use disorder is named in a text.
pub fn for_use_disorder(text: &Line) -> Option<&'static str> {
    let mut all = FOR_USE_DISORDER.into_iter();
    let found = all.find(|(_, names)| names_one(text.as_str(), names));
    found.map(|(word, _)| word)
}

/// What of a list does not go together: which two, and why. One that is of both kinds conflicts with another one only.
pub fn conflicts<'m>(
    taken: &[&'m Medicine],
) -> Vec<(&'static DrugConflict, &'m Medicine, &'m Medicine)> {
    let mut found = Vec::new();
    for conflict in &CONFLICTS {
        for (at, one) in taken.iter().enumerate() {
            if !names_one(one.name.as_str(), conflict.one) {
                continue;
            }
            for (other_at, other) in taken.iter().enumerate() {
                let is_other = names_one(other.name.as_str(), conflict.other);
                // Two makes of the same kind are one medicine written down twice, and no conflict of this sort.
                let is_same_kind = names_one(other.name.as_str(), conflict.one);
                if at != other_at && is_other && !is_same_kind {
                    found.push((conflict, *one, *other));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::finding::catalogue::ids;
    use crate::assessment::finding::{RawValue, Source, Value};
    use crate::treatment::medicine::TakenToday;

    fn line(text: &str) -> Line {
        Line::parse(text, "a text").unwrap()
    }

    fn medicine(name: &str) -> Medicine {
        Medicine {
            name: line(name),
            dose: None,
            often: None,
            prescriber: None,
            since: None,
            taken: TakenToday::Unknown,
            stopped_on: None,
            stopped_why: None,
            despite: None,
            source: Source::Person,
        }
    }

    #[test]
    fn every_name_is_a_whole_word_in_small_letters_and_of_one_class_only() {
        let mut all = Vec::new();
        for class in &CLASSES {
            assert!(
                !class.source.is_empty() && class.names.contains(' '),
                "{class:?}"
            );
            for name in class.names.split_whitespace() {
                assert_eq!(words(name), [name]);
                all.push(name);
            }
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "a name stands in two classes");
        for conflict in &CONFLICTS {
            assert!(conflict.words.ends_with('.') && !conflict.source.is_empty());
        }
        let mut of_them = BUPRENORPHINE.split_whitespace();
        assert!(of_them.all(|name| names_one(name, OPIOIDS)));
    }

    #[test]
    fn a_class_is_called_after_what_all_of_it_is() {
        // A word that says of some medicines what they are not, and these.
        const NOT_SO: [(&str, &str); 4] = [
            ("antibiotic", "sulfasalazine azulfidine celecoxib celebrex"),
            ("fluoroquinolone", "quinolone quinolones"),
            (
                "carbamazepine kind",
                "phenytoin dilantin phenobarbital primidone",
            ),
            ("penicillins", "macrolide tetracycline sulfa"),
        ];
        for class in &CLASSES {
            for (_, names) in NOT_SO.iter().filter(|(word, _)| class.label.contains(word)) {
                let is_none = |name: &str| names.split_whitespace().any(|one| one == name);
                let mut named = class.names.split_whitespace();
                assert!(!named.any(is_none), "{class:?}");
            }
        }
    }

    #[test]
    fn a_medicine_for_a_use_disorder_is_one_of_the_answers_of_the_assessment() {
        let asked = ids::USE_DISORDER_MEDICINES.question();
        for (word, _) in FOR_USE_DISORDER {
            let raw = RawValue::Several(vec![word.to_owned()]);
            assert!(Value::parse(asked, &raw).is_ok(), "{word}");
            assert_eq!(for_use_disorder(&line(word)), Some(word));
        }
        assert_eq!(
            for_use_disorder(&line("Sublocade 300 mg")),
            Some("buprenorphine")
        );
        assert_eq!(for_use_disorder(&line("Lisinopril")), None);
    }

    #[test]
    fn a_class_is_known_by_whole_words_alone() {
        for (text, label) in [
            ("Amoxicillin 500 mg", Some("penicillins and cephalosporins")),
            ("Keflex", Some("penicillins and cephalosporins")),
            ("Sulfa drugs", Some("sulfonamides")),
            ("Sulfasalazine 500 mg", Some("sulfonamides")),
            // A salt, and no sulfonamide.
            ("Morphine sulfate", Some("opioids")),
            ("Ferrous sulfate", None),
            ("Lisinopril/HCTZ", Some("ACE inhibitors")),
            ("Naltrexone", None),
            ("Vitamin D", None),
        ] {
            let found: Vec<_> = classes_in(&line(text))
                .iter()
                .map(|one| one.label)
                .collect();
            assert_eq!(found, label.into_iter().collect::<Vec<_>>(), "{text}");
        }
    }

    #[test]
    fn what_does_not_go_together_is_told_once_and_nothing_conflicts_with_itself() {
        let told = |names: &[&str]| {
            let all: Vec<Medicine> = names.iter().map(|name| medicine(name)).collect();
            let all: Vec<&Medicine> = all.iter().collect();
            let found = conflicts(&all);
            found
                .iter()
                .map(|(_, one, other)| format!("{} {}", one.name, other.name))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(&["Vivitrol", "Suboxone"]), ["Vivitrol Suboxone"]);
        assert_eq!(
            told(&["Methadone", "Buprenorphine"]),
            ["Buprenorphine Methadone"]
        );
        assert_eq!(told(&["Xanax", "Oxycodone"]), ["Xanax Oxycodone"]);
        assert_eq!(told(&["Lyrica", "Methadone"]), ["Lyrica Methadone"]);
        for none in [
            &["Suboxone", "Sublocade"][..],
            &["Suboxone"],
            &["Methadone", "Oxycodone"],
            &["Lisinopril", "Vitamin D"],
            &[],
        ] {
            assert!(told(none).is_empty(), "{none:?}");
        }
    }
}
