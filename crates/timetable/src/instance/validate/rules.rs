//! Weights and limits.

use super::{Grid, WEIGHT_MAX, at_most, between, kind_name};
use crate::instance::form::WeightsForm;
use crate::instance::{Invalid, Kind, Limits, Weights};

pub(super) fn weights(w: &WeightsForm) -> Result<Weights, Invalid> {
    let weight = |v: i64, name: &str| between(v, 0, WEIGHT_MAX, &format!("w.{name}"));
    let mut missing = [0i64; 6];
    for kind in Kind::MISSABLE {
        let name = kind_name(kind);
        let Some(&v) = w.miss.get(&kind) else {
            return Err(Invalid::new("w.miss", format!("has no weight for {name}")));
        };
        missing[kind.index()] = weight(v, &format!("miss.{name}"))?;
    }
    Ok(Weights {
        unplaced: weight(w.unplaced, "unplaced")?,
        missing,
        dose_short: weight(w.dose_short, "dose_short")?,
        day_extra: weight(w.day_extra, "day_extra")?,
        gap: weight(w.gap, "gap")?,
        cohort_change: weight(w.cohort_change, "cohort_change")?,
        telehealth_mismatch: weight(w.tele_mismatch, "tele_mismatch")?,
        run_meeting: weight(w.run_meeting, "run_meeting")?,
        small: weight(w.small, "small")?,
    })
}

pub(super) fn limits(w: &WeightsForm, grid: &Grid) -> Result<Limits, Invalid> {
    let most = (grid.days * grid.units) as u32;
    if w.min_days > w.max_days {
        return Err(Invalid::new(
            "w.min_days",
            format!("is {}, above w.max_days {}", w.min_days, w.max_days),
        ));
    }
    if w.day_min > w.day_max {
        return Err(Invalid::new(
            "w.day_min",
            format!("is {}, above w.day_max {}", w.day_min, w.day_max),
        ));
    }
    Ok(Limits {
        days_min: w.min_days,
        days_max: w.max_days,
        day_units_min: w.day_min,
        day_units_max: w.day_max,
        span_units_max: w.span_max,
        floor_units: at_most(w.dose_floor, most, "w.dose_floor")?,
    })
}
