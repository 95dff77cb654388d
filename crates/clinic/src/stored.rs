//! What the use cases give a form before it is sealed.

care::stored! {
    crate::assessment::measure::KeptAnswers => "measure-result";
    crate::mail::Mail => "mail";
    crate::followup::bell::Call => "call";
}
