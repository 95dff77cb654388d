//! Levels of care offered at sites.

use crate::{Read, RecordError, Tx};
use care::Line;
use care::people::program::Program;

statements! {
    INSERT = "INSERT INTO program (organization_id, program_id, site_id, name, name_es, level, adolescents) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    UPDATE = "UPDATE program SET name = $3, name_es = $4, adolescents = $5 \
        WHERE organization_id = $1 AND program_id = $2";
    ALL: Program = "SELECT {} FROM program WHERE organization_id = $1 ORDER BY site_id, name, program_id";
}

row! { Program of _ { id = program_id, site = site_id, name, name_es, level, adolescents } }

/// Adds a program.
pub fn insert(tx: &mut Tx<'_>, program: &Program) -> Result<(), RecordError> {
    let Program {
        id,
        site,
        name,
        name_es,
        level,
        adolescents,
    } = program;
    tx.run(
        INSERT,
        args![
            *id,
            *site,
            name.as_str(),
            name_es.as_ref().map(Line::as_str),
            level.code(),
            i64::from(*adolescents)
        ],
    )
    .map(drop)
}

/// Changes what a program is called and whom it is for. Its site and its level stay: stays were made by them.
pub fn update(tx: &mut Tx<'_>, program: &Program) -> Result<(), RecordError> {
    let adolescents = i64::from(program.adolescents);
    tx.run(
        UPDATE,
        args![
            program.id,
            program.name.as_str(),
            program.name_es.as_ref().map(Line::as_str),
            adolescents
        ],
    )
    .map(drop)
}

/// Every program of an organization.
pub fn all(read: &mut impl Read) -> Result<Vec<Program>, RecordError> {
    read.all(ALL, args![])
}
