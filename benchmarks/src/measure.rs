//! One request through a router, built, answered and drained; and what that costs.

use std::collections::HashMap;
use std::future::Future;
use std::path::PathBuf;
use std::process::Command;

use http_body_util::BodyExt as _;
use tokio::runtime::{Builder, Runtime};
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

/// Answers one.
pub async fn answer(case: &Case) {
    let response = case.app.clone().oneshot(case.request()).await.unwrap();
    response.into_body().collect().await.unwrap();
}

pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    runtime().block_on(future)
}

/// A runtime of this thread, without drivers.
#[must_use]
pub fn runtime() -> Runtime {
    Builder::new_current_thread().build().unwrap()
}

/// What one request of a case costs.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub instructions: u64,
    pub allocations: u64,
}

/// The costs of all cases by name, counted in other processes.
///
/// None where valgrind is not installed.
#[must_use]
pub fn costs(cases: &[Case]) -> Option<HashMap<&'static str, Cost>> {
    let allocations = allocations();
    cases
        .iter()
        .map(|case| {
            let allocations = *allocations.get(case.name)?;
            let instructions = instructions(&["run", case.name], 1000)?;
            Some((
                case.name,
                Cost {
                    instructions,
                    allocations,
                },
            ))
        })
        .collect()
}

/// The sizes of the futures of a bare handler and of the same handler, guarded, in bytes.
#[must_use]
pub fn sizes_of_futures() -> [u64; 2] {
    let counted = allocations();
    ["future, bare", "future, guarded"].map(|name| *counted.get(name).unwrap())
}

fn allocations() -> HashMap<String, u64> {
    let output = Command::new(program("allocations")).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let counted = lines.lines().filter_map(|line| line.split_once('\t'));
    counted
        .map(|(name, count)| (name.to_owned(), count.parse().unwrap()))
        .collect()
}

/// One run of `instructions` with these arguments, counted by callgrind, by the difference of two run
/// lengths that are this many requests apart. None where valgrind is not installed.
#[must_use]
pub fn instructions(arguments: &[&str], requests: u32) -> Option<u64> {
    let (short, long) = (requests / 10, requests / 10 + requests);
    Some((total(arguments, long)? - total(arguments, short)?) / u64::from(requests))
}

fn total(arguments: &[&str], count: u32) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program("instructions"))
        .args(arguments)
        .arg(count.to_string())
        .output()
        .ok()?;
    let report = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = report.lines().find(|line| line.contains("Collected"))?;
    line.rsplit(' ').next()?.parse().ok()
}

/// Another program of this package, built beside this one.
fn program(name: &str) -> PathBuf {
    std::env::current_exe().unwrap().with_file_name(name)
}
