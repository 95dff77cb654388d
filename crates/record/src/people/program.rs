//! Levels of care offered at sites.

use crate::{Read, RecordError, Tx, Value};
use care::Line;
use care::people::pathway::Pathway;
use care::people::program::Program;

statements! {
    INSERT = "INSERT INTO program (organization_id, program_id, site_id, name, name_es, level, adolescents, \
        pathway) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    UPDATE = "UPDATE program SET name = $3, name_es = $4, adolescents = $5, pathway = $6 \
        WHERE organization_id = $1 AND program_id = $2";
    ALL: Program = "SELECT {} FROM program WHERE organization_id = $1 ORDER BY site_id, name, program_id";
}

documents! { Pathway }

row! { Program of _ { id = program_id, site = site_id, name, name_es, level, adolescents, pathway } }

/// Adds a program.
pub fn insert(tx: &mut Tx<'_>, program: &Program) -> Result<(), RecordError> {
    let Program {
        id,
        site,
        name,
        name_es,
        level,
        adolescents,
        pathway,
    } = program;
    let pathway = pathway.as_ref().map(Value::document).transpose()?;
    tx.run(
        INSERT,
        args![
            *id,
            *site,
            name.as_str(),
            name_es.as_ref().map(Line::as_str),
            level.code(),
            i64::from(*adolescents),
            pathway.unwrap_or(Value::Null)
        ],
    )
    .map(drop)
}

/// Changes what a program is called, whom it is for, and its phases. Its site and its level stay: stays were made by them.
pub fn update(tx: &mut Tx<'_>, program: &Program) -> Result<(), RecordError> {
    let adolescents = i64::from(program.adolescents);
    let pathway = program.pathway.as_ref();
    let pathway = pathway.map(Value::document).transpose()?;
    tx.run(
        UPDATE,
        args![
            program.id,
            program.name.as_str(),
            program.name_es.as_ref().map(Line::as_str),
            adolescents,
            pathway.unwrap_or(Value::Null)
        ],
    )
    .map(drop)
}

/// Every program of an organization.
pub fn all(read: &mut impl Read) -> Result<Vec<Program>, RecordError> {
    read.all(ALL, args![])
}
