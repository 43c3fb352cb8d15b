//! One request through a router, built, answered and drained; and what that costs.

use std::future::Future;
use std::process::Command;

use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::cases::Case;

/// Answers `count` requests.
pub fn run(case: &Case, count: u32) {
    block_on(async {
        for _ in 0..count {
            answer(case).await;
        }
    });
}

async fn answer(case: &Case) {
    let response = case.app.clone().oneshot(case.request()).await.unwrap();
    response.into_body().collect().await.unwrap();
}

fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

/// Allocations of one request.
#[must_use]
pub fn allocations(case: &Case) -> u64 {
    // The first request may fill what stays, thread locals for one.
    run(case, 1);
    let count = |requests| allocation_counter::measure(|| run(case, requests)).count_total;
    count(2) - count(1)
}

const SHORT: u32 = 100;
const LONG: u32 = 1100;

/// Instructions of one request, counted by callgrind in a second process, by the difference of two
/// run lengths; none where valgrind is not installed.
#[must_use]
pub fn instructions(name: &str) -> Option<u64> {
    Some((total(name, LONG)? - total(name, SHORT)?) / u64::from(LONG - SHORT))
}

fn total(name: &str, count: u32) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().ok()?)
        .args(["run", name, &count.to_string()])
        .output()
        .ok()?;
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = report.lines().find(|line| line.contains("Collected"))?;
    line.rsplit(' ').next()?.parse().ok()
}
