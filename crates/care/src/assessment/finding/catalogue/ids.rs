//! The questions that are named in the code.

use super::QuestionId;

macro_rules! named {
    ($($name:ident = $id:literal;)*) => {
        $(pub(crate) const $name: QuestionId = QuestionId::known($id);)*
    };
}

named! {
    ABSTINENT_DAYS = "history.abstinent_days";
    AGE = "person.age";
    ALERTNESS = "now.alertness";
    ANY_SIGN = "withdrawal.any_sign";
    AS_PRESCRIBED = "dsm.as_prescribed";
    ATTEMPT_LAST = "risk.attempt_last";
    BENZODIAZEPINE = "medications.benzodiazepine";
    BREATHS = "vitals.breaths";
    CAN_KEEP_SAFE = "risk.can_keep_safe";
    CHILD = "person.child";
    CIWA = "scale.ciwa_ar";
    COMPLETED_LEVEL = "history.completed_level";
    COULD_BE_PREGNANT = "person.could_be_pregnant";
    COWS = "scale.cows";
    DAILY_DEPRESSANT = "withdrawal.daily_depressant";
    DAYS = "use.days";
    DAYS_BEFORE_STOP = "use.days_before_stop";
    DEPRESSANTS_SAID = "use.regular_depressants";
    DISORDER_OF = "disorder.of";
    EMERGENCY_CONTACT = "visit.emergency_contact";
    GABAPENTINOID = "medications.gabapentinoid";
    GABAPENTINOID_DAYS = "use.gabapentinoid_days";
    GENDER = "person.gender";
    GRADE = "withdrawal.grade";
    GUARDIAN = "person.guardian";
    HOME_SAFETY = "home.safety";
    HOURS_AGO = "use.hours_ago";
    INJECTED_30D = "use.injected_30d";
    IN_WINDOW = "use.in_window";
    KEEPS_FLUIDS = "withdrawal.keeps_fluids";
    LAST = "use.last";
    LEAVING_24H = "history.leaving_24h";
    LEFT_24H_ON = "history.left_24h_on";
    LEGAL_STATUS = "legal.status";
    LIVES_ALONE = "home.lives_alone";
    LONG_ACTING = "use.long_acting";
    MANDATE = "legal.mandate";
    MANDATE_LEVEL = "legal.mandate_level";
    MEDICINES = "medications.list";
    MOUD_LAST_DOSE = "medications.moud_last_dose";
    NALOXONE = "medications.naloxone";
    NEAR_DAILY = "use.near_daily";
    NEAR_DAILY_IN_WINDOW = "use.near_daily_in_window";
    OPIOID_PAIN = "medications.opioid_pain";
    OVERDOSES = "use.overdoses";
    OVERDOSE_INTENT = "use.overdose_intent";
    OVERDOSE_LAST = "use.overdose_last";
    OVERDOSE_RECENT = "use.overdose_recent";
    OVERNIGHT = "home.somebody_overnight";
    PAYER = "payer.kind";
    PEOPLE = "support.people";
    PREGNANT = "medical.pregnant";
    PRESCRIBERS = "medications.prescribers";
    PULSE = "vitals.pulse";
    RATING = "withdrawal.severity";
    RATING_OF = "withdrawal.now";
    RECENT_DAYS = "use.recent_days";
    RECOVERY_RESIDENCE = "home.recovery_residence";
    REGULAR_WEEKS = "use.regular_weeks";
    RELEASED = "history.released_from_custody";
    RELEASED_ON = "history.released_on";
    REMISSION = "disorder.remission";
    ROUTE = "use.route";
    SEDATIVE_UNPRESCRIBED = "use.sedative_unprescribed";
    SEVERITY = "disorder.severity";
    SEX = "person.sex";
    SPO2 = "vitals.spo2";
    STABILITY = "home.stability";
    STEPPED_DOWN = "disorder.stepped_down";
    SUICIDE = "risk.suicide";
    SUPPORT_GROUPS = "support.groups";
    SYSTOLIC = "vitals.systolic";
    TEMPERATURE = "vitals.temperature";
    TYPE = "use.type";
    USED_30D = "use.used_30d";
    USE_DISORDER_MEDICINES = "medications.for_use_disorder";
    VIOLENCE = "home.violence";
    WORK = "work.status";
}
