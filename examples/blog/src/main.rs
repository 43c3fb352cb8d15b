//! Binds the address and serves the blog until it is told to stop.

#![expect(clippy::print_stdout, reason = "a program that greets on its terminal")]

use std::error::Error;
use std::io::IsTerminal as _;

use blog::app::app;
use blog::args::Args;
use blog::files::Files;
use blog::greeting::greeting;
use blog::state::AppState;
use blog::store::Store;
use clap::Parser as _;
use tokio::net::TcpListener;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let log = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    tracing_subscriber::registry()
        .with(log)
        .with(args.log)
        .init();
    let store = Store::open(&args.database).await?;
    let state = AppState {
        store: store.clone(),
        files: Files::new(args.files),
    };
    let listener = TcpListener::bind(args.listen).await?;
    println!(
        "{}",
        greeting(listener.local_addr()?, store.entry(1).await?.as_ref())
    );
    axum::serve(listener, app(state))
        .with_graceful_shutdown(told_to_stop())
        .await?;
    store.close().await;
    Ok(())
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
