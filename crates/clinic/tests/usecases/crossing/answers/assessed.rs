//! An assessment, looked at and added to.

use super::{Asker, Said, said};
use care::finding::{RawDiagnosis, RawValue, Severity, Substance};
use clinic::assessment;

impl Asker<'_> {
    /// An assessment, looked at and added to.
    pub(super) fn assessments(&self) -> Vec<Said> {
        let (clinic, actor, id) = (&self.world.clinic, self.actor, self.ids.patient);
        let statement = crate::assessment::said("home.use_around", RawValue::YesNo(true));
        let raw = RawDiagnosis {
            substance: Substance::Alcohol,
            severity: Severity::Mild,
            remission: None,
            controlled_environment: false,
            maintenance_medication: false,
        };
        let entered = assessment::enter_diagnosis(clinic, actor, self.fresh(), id, &raw);
        let back =
            assessment::take_back_diagnosis(clinic, actor, self.fresh(), id, Substance::Alcohol);
        let answered = assessment::answer(clinic, actor, self.fresh(), id, &[statement], None);
        vec![
            ("assessment", said(assessment::view(clinic, actor, id))),
            ("answer", said(answered)),
            ("diagnose", said(entered)),
            ("take back", said(back)),
            (
                "complete",
                said(assessment::complete(clinic, actor, self.fresh(), id)),
            ),
        ]
    }
}
