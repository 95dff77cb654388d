//! The pages in a real browser, served by the real binary's demonstration.
//!
//! `STEPWELL_TEST_WEBDRIVER` says where chromedriver listens, `STEPWELL_TEST_AXE` where axe-core is; `cargo xtask test`
//! sets both. With `STEPWELL_SHOTS=folder` the walk over all pages also leaves a picture of each.
#![cfg(test)]

mod alerts;
mod assessment;
mod axe;
mod board;
mod branches;
#[expect(dead_code, reason = "the tests of the commands use more of it")]
#[path = "../common/mod.rs"]
mod common;
mod demo;
mod door;
mod driver;
mod first_run;
mod front;
mod gates;
mod groups;
mod hands;
mod inquiries;
mod keys;
mod kiosk;
mod life;
mod phone;
mod plain;
mod rapid;
mod rescue;
mod roster;
mod safety_plan;
mod shared;
mod sick;
mod sign_in;
mod stays;
mod tour;
mod week;

use common::date;
