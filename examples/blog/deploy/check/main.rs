//! Starts PostgreSQL, replicas of the blog and a cache in front of them, all on this machine, and
//! checks that they keep what one blog alone keeps. `examples/blog/deploy/run` builds and calls it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a check that fails must fail loudly, and one that holds tells what it has seen"
)]

mod book;
mod client;
mod cost;
mod load;
mod pages;
mod process;
mod reader;
mod rolling;
mod site;
mod writer;

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand};

use crate::book::Finding;
use crate::site::{Cache, Fault, Settings};

/// What to check.
#[derive(Debug, Parser)]
struct Args {
    /// What stands in front of the replicas.
    #[arg(long, default_value = "nginx")]
    cache: Cache,

    /// How many replicas share the database.
    #[arg(long, default_value_t = 3)]
    replicas: usize,

    /// How many seconds old a date must be before it is sent.
    #[arg(long, default_value_t = 3)]
    margin: u32,

    /// By how many seconds the clock of the first replica is ahead (needs faketime).
    #[arg(long, default_value_t = 0)]
    ahead: u32,

    /// A mistake in the replicas that the check has to find.
    #[arg(long)]
    fault: Option<Fault>,

    #[command(subcommand)]
    what: What,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum What {
    /// Readers and writers at the same time, while replicas, database and cache are started again.
    Load {
        /// How many requests.
        #[arg(long, default_value_t = 100_000)]
        requests: usize,
        /// Leave everything running.
        #[arg(long)]
        calm: bool,
    },
    /// A new build takes the place of the old one, replica by replica.
    Rolling,
    /// What the replicas do for each request, with and without a cache, for 1, 2 and 3 of them.
    Cost {
        /// How many requests for each line.
        #[arg(long, default_value_t = 10_000)]
        requests: usize,
    },
}

/// No check takes so long.
const PATIENCE: Duration = Duration::from_mins(20);

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let settings = Settings {
        cache: args.cache,
        replicas: args.replicas,
        margin: args.margin,
        ahead: args.ahead,
        fault: args.fault,
        by_address: false,
    };
    let checked = async {
        match args.what {
            What::Load { requests, calm } => load::check(&settings, requests, calm).await,
            What::Rolling => rolling::check(&settings).await,
            What::Cost { requests } => cost::table(&settings, requests).await,
        }
    };
    let findings = tokio::time::timeout(PATIENCE, checked).await.unwrap();
    tell(&findings);
    if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// How many findings there are of each kind, with the first of them.
fn tell(findings: &[Finding]) {
    if findings.is_empty() {
        println!("  ok");
    }
    for kind in Finding::KINDS {
        let mut those = findings.iter().filter(|finding| finding.kind() == kind);
        if let Some(first) = those.next() {
            println!("  {kind}: {}, such as: {}", 1 + those.count(), first.what());
        }
    }
}
