//! The pages over real HTTP.
#![cfg(test)]

#[path = "../../../clinic/tests/common/mod.rs"]
mod common;
