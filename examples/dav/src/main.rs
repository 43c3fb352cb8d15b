//! A calendar whose events two clients can edit: `cargo run -p dav -- [ADDRESS]`, then
//! `curl -i -X PUT -H 'If-None-Match: *' -d 'BEGIN:VCALENDAR…' http://127.0.0.1:3000/calendar/1.ics`
//! creates an event, and the same with `If-Match` and the `ETag` of its answer changes it. Without one of
//! the two it is answered 428; a PROPFIND needs neither.
//!
//! It has what CalDAV clients send for one calendar (RFC 4791): OPTIONS, PROPFIND, REPORT of
//! `calendar-multiget`, GET, PUT and DELETE. `scripts/test-examples` drives it by Python's `caldav`.

#![expect(clippy::print_stdout, reason = "a program that greets on its terminal")]

mod calendar;
mod collections;
mod error;
mod event;
mod multistatus;
mod node;
mod question;
mod xml;

use axum::{Router, routing::any};
use tokio::net::TcpListener;

use crate::calendar::Calendar;

fn app() -> Router {
    Router::new()
        .route("/", any(collections::root))
        .route("/calendar/", any(collections::calendar))
        .route("/calendar/{name}", any(event::event))
        .with_state(Calendar::default())
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1);
    let listener = TcpListener::bind(address.as_deref().unwrap_or("127.0.0.1:3000")).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app()).await
}

#[cfg(test)]
mod tests;
