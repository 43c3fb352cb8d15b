//! Binds the address and serves the blog until it is told to stop.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program that greets on its terminal, and says there why it cannot start"
)]

use std::error::Error;
use std::io::IsTerminal as _;
use std::process::ExitCode;

use blog::app::app;
use blog::args::Args;
use blog::greeting::greeting;
use blog::start::start;
use clap::Parser as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

#[tokio::main]
async fn main() -> ExitCode {
    match run(Args::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("blog: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> Result<(), Box<dyn Error>> {
    log_to_terminal(args.log.clone());
    let (state, listener) = start(args).await?;
    let first = state.store.entry(1).await?;
    println!(
        "{}",
        greeting(listener.local_addr()?, first.as_ref(), state.build)
    );
    let store = state.store.clone();
    axum::serve(listener, app(state))
        .with_graceful_shutdown(told_to_stop())
        .await?;
    store.close().await;
    Ok(())
}

fn log_to_terminal(levels: Targets) {
    let log = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    tracing_subscriber::registry().with(log).with(levels).init();
}

/// Ends with Ctrl-C, or with SIGTERM where there is such a thing.
async fn told_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};

    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
