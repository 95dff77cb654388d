//! `cargo xtask dist`: what a clinic downloads, as a tarball and as a Debian package.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use crate::{release, shell};

mod control;
mod license;
mod pack;
mod source;
mod third;
mod tree;
mod trial;

/// The Debian that is tried when nobody names one: the oldest whose C library reads the program.
const SUITE: &str = "bookworm";
/// Of this program and of the one that it packs: both have the workspace's.
const VERSION: &str = env!("CARGO_PKG_VERSION");

const HELP: &str = "\
cargo xtask dist [--agpl FILE] [--try [--from OLD.tar.gz|OLD.deb]… [--suite bookworm]]

  --agpl FILE   the full text of the license, when it is in no package of this computer
  --try         as root: makes a clean Debian with debootstrap, installs each package there, founds a clinic, stops,
                installs over it, starts again on the same record, makes a backup, looks at the units
  --from OLD    with --try: begins with this older release, and comes to the new one with its record kept
  --suite NAME  with --try: which Debian

Makes target/dist/stepwell-VERSION-linux-ARCH.tar.gz, target/dist/stepwell_VERSION_ARCH.deb and target/dist/SHA256SUMS
from what `cargo xtask release` makes. The same program packed twice gives the same bytes: every file has the time of
the commit, or of SOURCE_DATE_EPOCH.
";

/// What is asked for.
#[derive(Debug, Default, PartialEq, Eq)]
struct Options {
    help: bool,
    trial: bool,
    agpl: Option<PathBuf>,
    from: Vec<PathBuf>,
    suite: Option<String>,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut rest = arguments.iter();
        while let Some(flag) = rest.next() {
            let mut value = || {
                rest.next()
                    .with_context(|| format!("{flag} needs a value\n\n{HELP}"))
            };
            match flag.as_str() {
                "--help" | "-h" => options.help = true,
                "--try" => options.trial = true,
                "--agpl" => options.agpl = Some(PathBuf::from(value()?)),
                "--from" => options.from.push(PathBuf::from(value()?)),
                "--suite" => options.suite = Some(value()?.clone()),
                _ => bail!("there is no flag `{flag}`\n\n{HELP}"),
            }
        }
        let only_tried = !options.from.is_empty() || options.suite.is_some();
        ensure!(
            options.trial || !only_tried,
            "--from and --suite belong to --try\n\n{HELP}"
        );
        Ok(options)
    }
}

/// What was made.
#[derive(Debug)]
struct Made {
    tarball: PathBuf,
    deb: PathBuf,
}

/// Makes both, and tries them when asked. True when the program is small enough.
pub fn run(arguments: &[String]) -> Result<bool> {
    let options = Options::parse(arguments)?;
    if options.help {
        print!("{HELP}");
        return Ok(true);
    }
    if options.trial {
        // Said before minutes of building.
        trial::possible(&options.from)?;
    }
    if !release::run(&[])? {
        return Ok(false);
    }
    let folder = release::folder()?;
    let made = make(&folder, options.agpl.as_deref())?;
    if options.trial {
        let suite = options.suite.as_deref().unwrap_or(SUITE);
        trial::run(&made, &options.from, suite)?;
    }
    Ok(true)
}

fn make(folder: &Path, agpl: Option<&Path>) -> Result<Made> {
    let program = folder.join("stepwell");
    let said = shell::run_quietly(std::process::Command::new(&program).arg("--version"))?;
    ensure!(
        said.trim() == format!("stepwell {VERSION}"),
        "the program says `{}`, and this is {VERSION}",
        said.trim()
    );
    let source = source::source()?;
    let texts = vec![
        ("share/doc/stepwell/copyright", license::document(agpl)?),
        ("share/doc/stepwell/third-party.txt", third::document()?),
        ("share/doc/stepwell/build.txt", source.document(VERSION)),
    ];
    let arch = std::env::consts::ARCH;
    let named = format!("stepwell-{VERSION}-linux-{arch}");
    let stage = folder.join("stage");
    tree::emptied(&stage)?;

    let prefix = stage.join(&named);
    tree::stage(&prefix, &program, &texts)?;
    tree::add_installer(&prefix)?;
    let tarball = folder.join(format!("{named}.tar.gz"));
    pack::tarball(&prefix, &tarball, source.seconds)?;

    let package = stage.join("deb");
    tree::stage(&package.join("usr"), &program, &texts)?;
    tree::move_units(&package.join("usr"))?;
    let version = control::version(VERSION);
    let debian_arch = control::architecture(arch);
    control::add(&package, &program, &version, debian_arch)?;
    let deb = folder.join(format!("stepwell_{version}_{debian_arch}.deb"));
    pack::deb(&package, &deb, source.seconds)?;

    std::fs::remove_dir_all(&stage)?;
    let sums = pack::sums(folder, &[&tarball, &deb])?;
    print!("{sums}");
    Ok(Made { tarball, deb })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Options> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::parse(&words)
    }

    #[test]
    fn flags_are_understood_and_what_only_a_trial_reads_needs_one() {
        let options = parsed("--try --from a.deb --from b.tar.gz --suite trixie").expect("flags");
        assert!(options.trial);
        assert_eq!(options.from, [Path::new("a.deb"), Path::new("b.tar.gz")]);
        assert_eq!(options.suite.as_deref(), Some("trixie"));
        for line in ["--from a.deb", "--suite trixie", "--agpl", "--tyr"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
