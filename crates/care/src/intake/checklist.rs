//! What an intake gathers before somebody is admitted, and what of it has to be there.

use serde::Deserialize;

codes! {
    /// A row of the checklist, in the order in which it is gathered.
    ChecklistRow {
        /// When they were born.
        Born = "born", "Date of birth";
        /// How they are reached.
        Contact = "contact", "How to reach them";
        /// Where they live, and where they are during telehealth.
        Whereabouts = "whereabouts", "Address and telehealth";
        /// Whom to call in an emergency.
        Emergency = "emergency", "Emergency contacts";
        /// Who pays.
        Payer = "payer", "Who pays";
        /// Who agreed to the care of a minor.
        Guardian = "guardian", "Guardian and consent";
        /// What they signed, on paper as long as it is not kept here.
        Consents = "consents", "Consents";
        /// Whether they are in danger.
        Safety = "safety", "Safety";
        /// Which level of care.
        Placement = "placement", "Placement";
        /// What they do not bear.
        Allergies = "allergies", "Allergies";
        /// What they take.
        Medicines = "medicines", "Medicines";
        /// Where they get it.
        Pharmacy = "pharmacy", "Pharmacy";
        /// Infections and gambling.
        Screens = "screens", "Screens";
    }
}

/// Which rows an admission waits for.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdmissionRows {
    /// The rows.
    pub required: Vec<ChecklistRow>,
    /// Where that comes from.
    pub source: String,
}

impl Default for AdmissionRows {
    /// House rule, where the protocol says nothing: the age and the level, without which nobody is admitted here at all.
    /// Everything else is asked for and holds nobody up, because whoever waits for a paper goes on using meanwhile; days
    /// between asking for help and the first visit are days on which people are lost.
    fn default() -> Self {
        Self {
            required: vec![ChecklistRow::Born, ChecklistRow::Placement],
            source: "House rule: nobody waits for a paper; what is missing is asked for in the first days.".to_owned(),
        }
    }
}

impl AdmissionRows {
    /// Whether an admission waits for a row.
    pub fn requires(&self, row: ChecklistRow) -> bool {
        self.required.contains(&row)
    }
}

/// What a refusal says of the rows that are missing.
pub fn missing_sentence(missing: &[ChecklistRow]) -> String {
    let labels: Vec<String> = missing
        .iter()
        .map(|row| row.label().to_lowercase())
        .collect();
    format!(
        "The checklist still waits for: {}. Fill it in, or have a clinician say why they are admitted without it.",
        labels.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_required_without_a_protocol_is_what_nobody_is_admitted_without() {
        let rows = AdmissionRows::default();
        let required = ChecklistRow::ALL.iter().filter(|row| rows.requires(**row));
        let required: Vec<_> = required.copied().collect();
        assert_eq!(required, [ChecklistRow::Born, ChecklistRow::Placement]);
        assert!(missing_sentence(&required).contains("date of birth, placement"));
    }
}
