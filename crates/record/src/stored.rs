//! What the record itself gives a form before it is sealed. Everything else that is sealed has its form from
//! [`mod@care::stored`] or from whoever calls.

care::stored! {
    crate::assessment::interview::diagnosis::Sealed => "diagnosis";
    crate::assessment::placement::Body => "placement";
    crate::intake::inquiry::log::SealedCall => "inquiry-call";
    crate::followup::signal::Body => "signal";
    crate::stays::episode::KeptClosing => "episode-closing";
}
