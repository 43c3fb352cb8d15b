//! `instructions` prints what each case costs and how it stands beside its limit, and exits with 1
//! where a limit does not hold; `instructions deciding` and `instructions wire` print the other
//! tables. `instructions run …`, `decide …` and `receive …` are what callgrind counts.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that measures"
)]

use std::process::ExitCode;

use conditional_benchmarks::deciding::{self, By};
use conditional_benchmarks::limits::{DECIDING, FUTURE, Standing};
use conditional_benchmarks::{cases, measure, wire};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let reported = match arguments.as_slice() {
        ["run", name, count] => {
            let case = cases::all()
                .into_iter()
                .find(|case| case.name == *name)
                .unwrap();
            measure::run(&case, count.parse().unwrap());
            return ExitCode::SUCCESS;
        }
        ["decide", by, name, count] => {
            let by = if *by == "us" { By::Us } else { By::Headers };
            deciding::run(name, by, count.parse().unwrap());
            return ExitCode::SUCCESS;
        }
        ["receive", name, count] => {
            wire::run(name, count.parse().unwrap());
            return ExitCode::SUCCESS;
        }
        ["deciding"] => report_deciding(),
        ["wire"] => report_wire(),
        _ => report(),
    };
    reported.unwrap_or_else(|| {
        println!("skipped: instructions are counted by valgrind, which is not installed");
        ExitCode::SUCCESS
    })
}

fn report() -> Option<ExitCode> {
    let cases = cases::all();
    let costs = measure::costs(&cases)?;
    println!("| case | instructions | allocations |\n|---|--:|--:|");
    for case in &cases {
        let cost = costs.get(case.name)?;
        println!(
            "| {} | {} | {} |",
            case.name, cost.instructions, cost.allocations
        );
    }
    println!(
        "\n| case | beside | instructions | at most | allocations more | at most | limit |\n\
         |---|---|--:|--:|--:|--:|---|"
    );
    let standings = Standing::all(&costs);
    standings.iter().for_each(print);
    let all_hold =
        standings.iter().all(Standing::holds) & report_sizes() & report_deciding_limits()?;
    Some(ExitCode::from(u8::from(!all_hold)))
}

/// Whether the limit holds.
fn report_sizes() -> bool {
    let [bare, guarded] = measure::sizes_of_futures();
    let holds = guarded <= bare + FUTURE;
    println!("\n| future of a handler, bytes | bare | guarded | more | at most | limit |");
    println!("|---|--:|--:|--:|--:|---|");
    let (more, verdict) = (guarded.saturating_sub(bare), verdict(holds));
    println!("| 304 by tag or date, JSON | {bare} | {guarded} | {more} | {FUTURE} | {verdict} |");
    holds
}

/// Whether all of them hold.
fn report_deciding_limits() -> Option<bool> {
    println!(
        "\n| deciding | `headers` / ours, in instructions | at least | limit |\n\
         |---|--:|--:|---|"
    );
    let mut all_hold = true;
    for (name, at_least) in DECIDING {
        let ratio = Decided::count(name)?.ratio();
        let holds = ratio >= at_least;
        let verdict = verdict(holds);
        println!("| {name} | {ratio:.1} × | {at_least:.1} × | {verdict} |");
        all_hold &= holds;
    }
    Some(all_hold)
}

/// What an input takes to be decided.
struct Decided {
    ours: u64,
    theirs: u64,
}

impl Decided {
    fn count(name: &str) -> Option<Self> {
        Some(Self {
            ours: measure::instructions(&["decide", "us", name], 30)?,
            theirs: measure::instructions(&["decide", "headers", name], 30)?,
        })
    }

    #[expect(clippy::cast_precision_loss, reason = "thousands of instructions")]
    fn ratio(&self) -> f64 {
        self.theirs as f64 / self.ours as f64
    }
}

fn verdict(holds: bool) -> &'static str {
    if holds { "holds" } else { "**broken**" }
}

fn print(standing: &Standing) {
    let limit = standing.limit;
    let verdict = verdict(standing.holds());
    let (ratio, at_most) = match limit.ratio {
        Some(at_most) => (
            format!("{:.3} ×", standing.ratio()),
            format!("{at_most:.2} ×"),
        ),
        None => ("–".to_owned(), "–".to_owned()),
    };
    println!(
        "| {} | {} | {ratio} | {at_most} | {} | {} | {verdict} |",
        limit.case,
        limit.beside,
        standing.allocations(),
        limit.allocations
    );
}

fn report_deciding() -> Option<ExitCode> {
    println!("| input | instructions | `headers` | `headers` / ours |\n|---|--:|--:|--:|");
    for name in deciding::names() {
        let decided = Decided::count(&name)?;
        let (Decided { ours, theirs }, ratio) = (&decided, decided.ratio());
        println!("| {name} | {ours} | {theirs} | {ratio:.1} × |");
    }
    Some(ExitCode::SUCCESS)
}

#[expect(clippy::cast_precision_loss, reason = "thousands of instructions")]
fn report_wire() -> Option<ExitCode> {
    let [ignored, guarded] = wire::NAMES.map(|name| measure::instructions(&["receive", name], 50));
    let (ignored, guarded) = (ignored?, guarded?);
    println!("| request | instructions | × ignored |\n|---|--:|--:|");
    for (name, cost) in wire::NAMES.iter().zip([ignored, guarded]) {
        println!(
            "| {name} | {cost} | {:.3} × |",
            cost as f64 / ignored as f64
        );
    }
    Some(ExitCode::SUCCESS)
}
