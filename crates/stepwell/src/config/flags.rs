//! The flags that stand for settings of the file.

use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Which installation a command is about.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Installation")]
pub struct PlaceFlags {
    /// The configuration file [default: ./stepwell.toml, if it exists]
    #[arg(long, env = "STEPWELL_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    // What is a bare address in a help text would be a link in documentation.
    #[arg(
        long,
        env = "STEPWELL_DATABASE",
        value_name = "FILE|URL",
        hide_env_values = true,
        help = "The database: a file, or postgresql://user@host/name [default: ./stepwell.db]"
    )]
    pub database: Option<String>,
    /// The file with the master key, mode 0600 [default: stepwell.key beside the database]
    #[arg(long, env = "STEPWELL_MASTER_KEY_FILE", value_name = "FILE")]
    pub master_key_file: Option<PathBuf>,
    /// Where signed checkpoints of the journal are kept besides the database
    #[arg(long, env = "STEPWELL_CHECKPOINTS_FILE", value_name = "FILE")]
    pub checkpoints_file: Option<PathBuf>,
}

/// How pages are served.
#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Serving")]
pub struct ServeFlags {
    /// The address to listen on [default: 127.0.0.1:8080]
    #[arg(long, env = "STEPWELL_LISTEN", value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,
    // What is a bare address in a help text would be a link in documentation.
    #[arg(
        long,
        env = "STEPWELL_BASE_URL",
        value_name = "URL",
        help = "The address people type, such as https://clinic.example.org [default: http://localhost:PORT]"
    )]
    pub base_url: Option<String>,
    /// The clinic's own protocol [default: the standard one that Stepwell brings along]
    #[arg(long, env = "STEPWELL_PROTOCOL", value_name = "FILE.toml")]
    pub protocol: Option<PathBuf>,
    /// The telephone number on the public pages
    #[arg(long, env = "STEPWELL_PUBLIC_PHONE", value_name = "NUMBER")]
    pub public_phone: Option<String>,
    /// Where somebody who found a weakness writes, in security.txt [default: the public telephone number]
    #[arg(long, env = "STEPWELL_SECURITY_CONTACT", value_name = "mailto:ADDRESS")]
    pub security_contact: Option<String>,
    /// The number to call when a life is in danger, on the public pages [default: 911]
    #[arg(long, env = "STEPWELL_EMERGENCY_NUMBER", value_name = "NUMBER")]
    pub emergency_number: Option<String>,
    /// The crisis line on the pages for the public and for people in care [default: 988]
    #[arg(long, env = "STEPWELL_CRISIS_NUMBER", value_name = "NUMBER")]
    pub crisis_number: Option<String>,
    /// Within how many minutes of opening time a request for help is called back [default: 120]
    #[arg(long, env = "STEPWELL_CALL_BACK_MINUTES", value_name = "MINUTES")]
    pub call_back_minutes: Option<u32>,
    /// Believe the proxy in front about who is calling (X-Forwarded-For)
    #[arg(long, env = "STEPWELL_TRUSTED_PROXY")]
    pub trusted_proxy: bool,
}
