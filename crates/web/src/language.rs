//! The languages of the public pages. Their words stand beside those of mail, in a crate that use cases share.

pub use ::language::Language;
