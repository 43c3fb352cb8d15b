//! The command line.

#[cfg(feature = "https")]
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use clap::Parser;
use http::{HeaderName, HeaderValue, Method};

/// Asks a server how it answers conditional requests (RFC 9110 §13), and tells which rules it
/// breaks.
///
/// It reads with GET, HEAD and OPTIONS. It writes only with --write.
/// Exit status: 0 no violation, 1 at least one, 2 it could not ask.
#[derive(Debug, Parser)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a switch each on the command line"
)]
#[command(name = "conditional-check", version)]
pub(crate) struct Args {
    #[cfg_attr(
        feature = "https",
        doc = "The resource, such as <https://staging.example.com/entries/1>."
    )]
    #[cfg_attr(
        not(feature = "https"),
        doc = "The resource, such as <http://127.0.0.1:3000/entries/1>. `https://` needs a build with `--features https`."
    )]
    #[arg(required_unless_present = "rules")]
    pub(crate) url: Option<String>,

    /// A field that goes with every request, `Cookie: session=…`; may be repeated.
    #[arg(long, short = 'H', value_name = "NAME: VALUE", value_parser = header)]
    pub(crate) header: Vec<(HeaderName, HeaderValue)>,

    /// Allows writes to the resource with this method, PUT, PATCH or POST. It is left changed.
    #[arg(long, value_name = "METHOD", requires = "body", value_parser = method)]
    pub(crate) write: Option<Method>,

    /// A body for the writes: text, or a file's with `@`. With two that differ all rules are asked.
    #[arg(long, value_name = "TEXT|@FILE", requires = "write", value_parser = body)]
    pub(crate) body: Vec<Bytes>,

    /// The bodies' media type.
    #[arg(long, value_name = "TYPE", requires = "write", default_value = "")]
    pub(crate) content_type: String,

    /// Expects 428 for a write without a precondition.
    #[arg(long, requires = "write")]
    pub(crate) required: bool,

    /// A path or URL where nothing is.
    #[arg(long, value_name = "PATH")]
    pub(crate) missing: Option<String>,

    /// A path or URL where nothing is, and where something may be created. It stays there.
    #[arg(long, value_name = "PATH", requires = "write")]
    pub(crate) create: Option<String>,

    /// Leaves out a rule, or all of a topic; may be repeated.
    #[arg(long, value_name = "RULE")]
    pub(crate) skip: Vec<String>,

    /// Leaves out the rules that wait for the next second.
    #[arg(long)]
    pub(crate) no_wait: bool,

    /// Counts broken advice as a violation.
    #[arg(long)]
    pub(crate) strict: bool,

    /// Speaks HTTP/2: from the first octet, or as TLS agrees on it.
    #[arg(long)]
    pub(crate) http2: bool,

    /// Trusts the authorities in this PEM file, and not those that the system trusts.
    #[cfg(feature = "https")]
    #[arg(long, value_name = "FILE")]
    pub(crate) cacert: Option<PathBuf>,

    /// Asks an `https://` server whatever certificate it shows.
    #[cfg(feature = "https")]
    #[arg(long, conflicts_with = "cacert")]
    pub(crate) insecure: bool,

    /// How many seconds a request may take.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(crate) timeout: Duration,

    /// Prints JSON instead of a table.
    #[arg(long)]
    pub(crate) json: bool,

    /// Lists the rules, and asks nothing.
    #[arg(long)]
    pub(crate) rules: bool,
}

fn header(text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let (name, value) = text
        .split_once(':')
        .ok_or("a name, a colon and a value are needed, `Cookie: session=…`")?;
    let name = name.trim().parse();
    let value = value.trim().parse();
    Ok((
        name.map_err(|error| format!("the name: {error}"))?,
        value.map_err(|error| format!("the value: {error}"))?,
    ))
}

fn method(text: &str) -> Result<Method, String> {
    let writing = [Method::PUT, Method::PATCH, Method::POST];
    let method = writing.into_iter().find(|method| method == text);
    method.ok_or_else(|| "it is none of PUT, PATCH and POST".to_owned())
}

fn body(text: &str) -> Result<Bytes, String> {
    match text.strip_prefix('@') {
        Some(file) => std::fs::read(file)
            .map(Bytes::from)
            .map_err(|error| format!("{file}: {error}")),
        None => Ok(Bytes::copy_from_slice(text.as_bytes())),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: u64 = text.parse().map_err(|error| format!("{error}"))?;
    Ok(Duration::from_secs(seconds))
}
