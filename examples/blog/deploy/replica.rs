//! The blog as a replica with a build's name of its own, or with a mistake that `check` has to find.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a check that fails must fail loudly"
)]

#[path = "../tests/no_lost_update/unguarded.rs"]
#[expect(dead_code, reason = "other mistakes are for the tests")]
mod unguarded;

use std::env;
use std::time::{Duration, SystemTime};

use blog::app::app;
use blog::args::Args;
use blog::build::Build;
use blog::start::start;
use clap::Parser as _;
use conditional_axum::{GuardSettings, LastModified};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

#[tokio::main]
async fn main() {
    let args = Args::parse();
    let log = tracing_subscriber::fmt::layer().with_ansi(false);
    tracing_subscriber::registry()
        .with(log)
        .with(args.log.clone())
        .init();
    let (state, listener) = start(args).await.unwrap();
    let store = state.store.clone();
    let id = env::var("BLOG_BUILD_NAME").unwrap_or_else(|_| "one".to_owned());
    let blog = state.with_build(Build {
        id: id.leak(),
        date: Build::THIS.date,
    });
    let fault = env::var("BLOG_FAULT").unwrap_or_default();
    let app = match fault.as_str() {
        "" => app(blog),
        "unversioned" => unguarded::checked_too_early(app(blog), &store, 1),
        // The guard's clock is an hour ahead, so that every second is over.
        "fresh-dates" => app(blog.with_guards(GuardSettings::new().clock(|| Some(in_an_hour())))),
        other => panic!("no fault has the name {other:?}"),
    };
    axum::serve(listener, app).await.unwrap();
}

fn in_an_hour() -> LastModified {
    (SystemTime::now() + Duration::from_hours(1)).into()
}
