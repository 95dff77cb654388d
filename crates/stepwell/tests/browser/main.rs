//! The pages in a real browser, served by the real binary's demonstration.
//!
//! `STEPWELL_TEST_WEBDRIVER` says where chromedriver listens, `STEPWELL_TEST_AXE` where axe-core is; `cargo xtask test`
//! sets both. With `STEPWELL_SHOTS=folder` the walk over all pages also leaves a picture of each.
#![cfg(test)]

mod assessment;
mod axe;
mod demo;
mod door;
mod driver;
mod front;
mod groups;
mod inquiries;
mod keys;
mod plain;
mod roster;
mod sign_in;
mod stays;
mod tour;
