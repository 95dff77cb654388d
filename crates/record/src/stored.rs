//! What the record itself gives a form before it is sealed. Everything else that is sealed has its form from
//! [`care::stored`] or from whoever calls.

care::stored! {
    crate::assessment::diagnosis::Sealed => "diagnosis";
    crate::placement::Body => "placement";
    crate::inquiry::log::Said => "inquiry-call";
    crate::signal::Body => "signal";
}
