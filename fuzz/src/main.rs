//! Runs the targets for a time, and says how often.

#![expect(
    clippy::print_stdout,
    reason = "a run says on the terminal what it did"
)]

use std::error::Error;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use conditional_fuzz::engine;
use conditional_fuzz::targets::{TARGETS, Target};

const USAGE: &str = "usage: conditional-fuzz SECONDS [TARGET] [SEED]";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let seconds: u32 = arguments.next().ok_or(USAGE)?.parse()?;
    let chosen = chosen(arguments.next().as_deref())?;
    let seed = match arguments.next() {
        Some(seed) => seed.parse()?,
        None => SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs(),
    };
    let share = Duration::from_secs(seconds.into()) / u32::try_from(chosen.len())?;
    let mut total = 0;
    for target in chosen {
        total += engine::run(target, share, seed)?.executions;
    }
    println!("{total} executions, no finding (seed {seed})");
    Ok(())
}

fn chosen(name: Option<&str>) -> Result<Vec<&'static Target>, String> {
    let Some(name) = name else {
        return Ok(TARGETS.iter().collect());
    };
    let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    match TARGETS.iter().find(|target| target.name == name) {
        Some(target) => Ok(vec![target]),
        None => Err(format!(
            "no target `{name}`: there are {}",
            names.join(", ")
        )),
    }
}
