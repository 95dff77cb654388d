//! What to run.

use anyhow::{Result, bail};

use super::stage::{STAGES, Stage};

/// The flags of `cargo xtask test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub only: Vec<String>,
    pub skip: Vec<String>,
    pub keep_going: bool,
    pub help: bool,
}

pub fn help() -> String {
    let usage = "\
cargo xtask test [--only STAGE,…] [--skip STAGE,…] [--keep-going]

  --only STAGE,…   run these stages and no others
  --skip STAGE,…   leave these out
  --keep-going     run the rest when a stage failed

With CI=true in the environment, a tool that is missing is a failure; otherwise its stage is skipped, loudly.

Stages, in their order:
";
    let stages = STAGES
        .iter()
        .map(|stage| format!("  {:<9} {}\n", stage.name, stage.about));
    std::iter::once(usage.to_owned()).chain(stages).collect()
}

impl Options {
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let (flag, value) = match argument.split_once('=') {
                Some((flag, value)) => (flag, Some(value.to_owned())),
                None => (argument.as_str(), None),
            };
            let mut stages = || names(flag, value.clone().or_else(|| rest.next().cloned()));
            match flag {
                "--only" => options.only.extend(stages()?),
                "--skip" => options.skip.extend(stages()?),
                "--keep-going" => options.keep_going = true,
                "--help" | "-h" => options.help = true,
                _ => bail!("there is no flag `{flag}`\n\n{}", help()),
            }
        }
        Ok(options)
    }

    /// The stages that remain, in their order.
    pub fn chosen(&self) -> Vec<&'static Stage> {
        let named = |names: &[String], stage: &Stage| names.iter().any(|name| name == stage.name);
        let wanted = |stage: &&Stage| self.only.is_empty() || named(&self.only, stage);
        STAGES
            .iter()
            .filter(wanted)
            .filter(|stage| !named(&self.skip, stage))
            .collect()
    }
}

fn names(flag: &str, value: Option<String>) -> Result<Vec<String>> {
    let Some(value) = value else {
        bail!("`{flag}` needs the names of stages, for example `{flag} clippy,unit`")
    };
    let known: Vec<&str> = STAGES.iter().map(|stage| stage.name).collect();
    let named: Vec<String> = value
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect();
    if let Some(unknown) = named.iter().find(|name| !known.contains(&name.as_str())) {
        bail!(
            "there is no stage `{unknown}`; the stages are {}",
            known.join(", ")
        );
    }
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(line: &str) -> Result<String> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let stages = Options::parse(&arguments)?.chosen();
        Ok(stages
            .iter()
            .map(|stage| stage.name)
            .collect::<Vec<_>>()
            .join(" "))
    }

    #[test]
    fn flags_choose_stages_in_their_order() {
        assert_eq!(
            chosen("").expect("all"),
            "format clippy docs unit http browser deny"
        );
        assert_eq!(chosen("--only unit,format").expect("two"), "format unit");
        assert_eq!(chosen("--only=unit --only deny").expect("two"), "unit deny");
        assert_eq!(
            chosen("--skip browser,http --keep-going").expect("five"),
            "format clippy docs unit deny"
        );
    }

    #[test]
    fn mistakes_are_said() {
        for (line, word) in [
            ("--only lint", "`lint`"),
            ("--only", "needs"),
            ("--fast", "`--fast`"),
        ] {
            let error = chosen(line).expect_err("a mistake").to_string();
            assert!(error.contains(word), "{error}");
        }
    }
}
