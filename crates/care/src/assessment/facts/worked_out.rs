//! Every fact that is worked out, with what it is worked out from, in an order in which each finds its inputs ready.

mod disorder;
mod drug;
mod overdose;
mod person;
mod together;
mod withdrawal;

pub use disorder::counted;
pub use drug::NEAR_DAILY_DAYS;
pub use person::FERTILE;
pub use withdrawal::{BREATHS_UNDER, COWS_BANDS, edges, grades};

use super::basis::Basis;
use super::layout::FactSlot;
use super::table::{Standing, Table};
use super::view::View;
use crate::assessment::finding::catalogue::LEN;
use crate::assessment::finding::{Interval, QuestionId, Reading, Substance};
use std::sync::LazyLock;

/// A fact once, or one for each substance.
#[derive(Clone, Copy)]
enum Work {
    Once(fn(View<'_>) -> Interval),
    Each(fn(View<'_>, Substance) -> Interval),
}

struct Worked {
    id: QuestionId,
    from: &'static [QuestionId],
    work: Work,
}

macro_rules! worked {
    ($($kind:ident $id:literal = $function:path, from [$($input:literal),*];)*) => {
        &[$(Worked {
            id: QuestionId::known($id),
            from: &[$(QuestionId::known($input)),*],
            work: Work::$kind($function),
        }),*]
    };
}

const ALL: &[Worked] = worked! {
    Once "person.age" = person::age, from [];
    Once "person.child" = person::child, from [];
    Once "person.minor" = person::minor, from [];
    Once "person.older" = person::older, from [];
    Once "person.pregnancy_askable" = person::pregnancy_askable, from ["person.sex"];
    Once "person.pregnancy_possible" = person::pregnancy_possible, from ["person.sex", "person.could_be_pregnant", "medical.pregnant"];
    Each "use.hours_ago" = drug::hours_ago, from ["use.last", "use.days", "medications.benzodiazepine"];
    Each "use.is_depressant" = drug::is_depressant, from [];
    Each "use.is_overdose_risk" = drug::is_overdose_risk, from [];
    Each "use.used_30d" = drug::used_30d, from ["use.days", "use.last"];
    Each "use.stopped" = drug::stopped, from ["use.last"];
    Each "use.recent_days" = drug::recent_days, from ["use.days", "use.last", "use.days_before_stop", "withdrawal.daily_depressant"];
    Each "use.near_daily" = drug::near_daily, from ["use.days", "use.last", "use.days_before_stop", "withdrawal.daily_depressant", "medications.benzodiazepine"];
    Each "use.in_window" = drug::in_window, from ["use.last", "use.days", "use.long_acting"];
    Each "use.near_daily_in_window" = drug::near_daily_in_window, from ["use.near_daily", "use.in_window"];
    Each "use.regular" = drug::regular, from ["use.near_daily", "use.regular_weeks"];
    Once "use.gaba_used" = together::gaba_used, from ["use.used_30d", "use.in_window", "use.type"];
    Once "use.gaba_in_window" = together::gaba_in_window, from ["use.in_window", "use.type"];
    Once "use.several_windows" = together::several_windows, from ["use.in_window"];
    Once "use.gabapentinoid_days" = together::gabapentinoid_days, from ["medications.gabapentinoid", "use.type", "use.days"];
    Once "use.gaba_regular" = together::gaba_regular, from ["use.near_daily_in_window", "use.type", "medications.gabapentinoid"];
    Once "use.depressants_regular" = together::depressants_regular, from ["use.recent_days", "medications.gabapentinoid", "medications.benzodiazepine", "medications.opioid_pain", "use.regular_depressants"];
    Once "use.depressants_used" = together::depressants_used, from ["use.used_30d", "use.in_window"];
    Once "use.depressant_24h" = together::depressant_24h, from ["use.last", "use.days"];
    Once "use.sedative_unprescribed" = together::sedative_unprescribed, from ["medications.benzodiazepine", "dsm.as_prescribed", "use.days"];
    Once "use.supply_used" = together::supply_used, from ["use.days", "use.last", "medications.benzodiazepine"];
    Once "medications.on_moud" = disorder::on_moud, from ["medications.for_use_disorder"];
    Each "disorder.of" = disorder::of, from ["dsm.more", "dsm.cut_down", "dsm.time", "dsm.craving", "dsm.roles", "dsm.relationships", "dsm.given_up", "dsm.hazard", "dsm.harm_known", "dsm.tolerance", "dsm.withdrawal", "dsm.as_prescribed"];
    Once "disorder.severity" = disorder::severity, from ["disorder.of"];
    Once "disorder.stepped_down" = disorder::stepped_down, from ["history.completed_level", "history.abstinent_days", "disorder.remission", "use.last", "use.days"];
    Once "disorder.active" = disorder::active, from ["disorder.of", "disorder.stepped_down"];
    Once "use.opioids_before" = together::opioids_before, from ["use.last", "use.days", "disorder.of"];
    Once "use.naloxone_wanted" = together::naloxone_wanted, from ["use.opioids_before", "use.supply_used", "disorder.of"];
    Once "use.injected" = together::injected, from ["use.injected_30d", "use.route", "use.days"];
    Once "use.any_near_daily" = together::any_near_daily, from ["use.near_daily"];
    Once "use.any_near_daily_72h" = together::any_near_daily_72h, from ["use.near_daily", "use.last"];
    Once "use.overdose_30d" = overdose::within_30d, from ["use.overdose_recent", "use.overdose_last"];
    Once "use.overdose_48h" = overdose::within_48h, from ["use.overdose_last"];
    Once "use.overdose_year" = overdose::within_year, from ["use.overdose_recent", "use.overdose_last", "use.overdoses"];
    Once "use.overdose_maybe_meant" = overdose::maybe_meant, from ["use.overdose_intent", "use.overdose_last", "use.overdose_recent"];
    Once "use.overdose_maybe_meant_90d" = overdose::maybe_meant_90d, from ["use.overdose_intent", "use.overdose_last", "use.overdose_recent"];
    Each "withdrawal.grade" = withdrawal::grade, from ["withdrawal.severity", "withdrawal.now", "scale.ciwa_ar", "scale.cows", "use.last"];
    Once "withdrawal.gaba_grade" = withdrawal::gaba_grade, from ["withdrawal.grade", "use.in_window"];
    Once "withdrawal.any_sign" = withdrawal::any_sign, from ["withdrawal.severity", "withdrawal.now", "scale.ciwa_ar", "scale.cows"];
    Once "withdrawal.vitals_wanted" = withdrawal::vitals_wanted, from ["withdrawal.any_sign", "now.alertness"];
    Once "vitals.breathing" = withdrawal::breathing, from ["vitals.breaths", "vitals.spo2"];
    Once "vitals.circulation" = withdrawal::circulation, from ["vitals.pulse", "vitals.systolic", "vitals.temperature"];
    Once "vitals.storm" = withdrawal::storm, from ["vitals.pulse", "vitals.systolic", "withdrawal.keeps_fluids"];
    Once "history.leaving_24h_now" = person::leaving_24h, from ["history.leaving_24h", "history.left_24h_on"];
    Once "history.released_now" = person::released, from ["history.released_from_custody", "history.released_on"];
    Once "history.released_14d" = person::released_14d, from ["history.released_from_custody", "history.released_on"];
    Once "home.unhoused" = person::unhoused, from ["home.stability", "home.recovery_residence"];
    Once "home.no_home" = person::no_home, from ["home.stability", "home.recovery_residence"];
    Once "home.alone" = person::alone, from ["support.people", "home.somebody_overnight"];
    Once "risk.suicide_not_said" = person::suicide_not_said, from ["risk.suicide"];
};

static FROM: LazyLock<[&'static [QuestionId]; LEN]> = LazyLock::new(|| {
    let mut from: [&'static [QuestionId]; LEN] = [&[]; LEN];
    for worked in ALL {
        from[worked.id.index()] = worked.from;
    }
    from
});

/// What a fact is worked out from.
pub fn inputs(question: QuestionId) -> &'static [QuestionId] {
    FROM[question.index()]
}

/// Substances of which something may be known though nobody named them.
const BY_OTHER_FACTS: [Substance; 4] = [
    Substance::Alcohol,
    Substance::Opioid,
    Substance::Sedative,
    Substance::Other,
];

/// Works out everything.
pub fn all(
    table: &mut Table,
    basis: &Basis,
    named: &[Substance],
    passed: &[i32; Substance::ALL.len()],
) {
    let agreed = table.agrees();
    // Of a substance that nobody named nothing has to be worked out: its facts stand at their safe ends. Medicines and
    // scales may tell of some that nobody named.
    let told = |substance: &Substance| {
        named.is_empty() || named.contains(substance) || BY_OTHER_FACTS.contains(substance)
    };
    for worked in ALL {
        match worked.work {
            Work::Once(work) => {
                let reading = reading(table, basis, named, passed, agreed, work);
                put(table, FactSlot::of(worked.id, None), reading);
            }
            Work::Each(work) => {
                let only = worked.id.question().only;
                let substances = if only.is_empty() {
                    &Substance::ALL
                } else {
                    only
                };
                for substance in substances.iter().filter(|substance| told(substance)) {
                    let of = |view: View<'_>| work(view, *substance);
                    let reading = reading(table, basis, named, passed, agreed, of);
                    put(table, FactSlot::of(worked.id, Some(*substance)), reading);
                }
                table.together(worked.id, named);
            }
        }
    }
}

fn reading(
    table: &Table,
    basis: &Basis,
    named: &[Substance],
    passed: &[i32; Substance::ALL.len()],
    agreed: bool,
    work: impl Fn(View<'_>) -> Interval,
) -> Reading {
    let view = |fear| View {
        table,
        basis,
        named,
        passed,
        fear,
    };
    let plain = work(view(false));
    Reading {
        plain,
        feared: if agreed { plain } else { work(view(true)) },
    }
}

fn put(table: &mut Table, slot: FactSlot, reading: Reading) {
    table.set(slot, reading);
    table.standings[slot.index()] = if reading.is_known() {
        Standing::Known
    } else {
        Standing::NotAsked
    };
}
