//! Levels of care offered at sites.

use crate::people::site::line;
use crate::{Read, RecordError, Tx};
use care::LevelOfCare;
use care::people::program::Program;

statements! {
    INSERT = "INSERT INTO program (organization_id, program_id, site_id, name, level, adolescents) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    ALL = "SELECT program_id, site_id, name, level, adolescents FROM program WHERE organization_id = $1 \
        ORDER BY site_id, name, program_id";
}

/// Adds a program.
pub fn insert(tx: &mut Tx<'_>, program: &Program) -> Result<(), RecordError> {
    let Program {
        id,
        site,
        name,
        level,
        adolescents,
    } = program;
    tx.run(
        INSERT,
        args![
            *id,
            *site,
            name.as_str(),
            level.code(),
            i64::from(*adolescents)
        ],
    )
    .map(drop)
}

/// Every program of an organization.
pub fn all(read: &mut impl Read) -> Result<Vec<Program>, RecordError> {
    read.all(ALL, args![])?
        .iter()
        .map(|row| {
            let level = LevelOfCare::from_code(&row.get::<String>(3)?);
            let level = level.ok_or_else(|| RecordError::damaged("a level of care"))?;
            Ok(Program {
                id: row.get(0)?,
                site: row.get(1)?,
                name: line(row, 2)?,
                level,
                adolescents: row.get::<i64>(4)? == 1,
            })
        })
        .collect()
}
