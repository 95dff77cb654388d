//! An assessment, looked at and added to.

use super::{Asker, Said, said};
use care::assessment::finding::{RawDiagnosis, RawValue, Severity, Substance};
use clinic::assessment::interview;

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
        let entered = interview::enter_diagnosis(clinic, actor, self.fresh(), id, &raw);
        let back =
            interview::take_back_diagnosis(clinic, actor, self.fresh(), id, Substance::Alcohol);
        let answered = interview::answer(clinic, actor, self.fresh(), id, &[statement], None);
        vec![
            ("assessment", said(interview::view(clinic, actor, id))),
            ("answer", said(answered)),
            ("diagnose", said(entered)),
            ("take back", said(back)),
            (
                "complete",
                said(interview::complete(clinic, actor, self.fresh(), id)),
            ),
        ]
    }
}
