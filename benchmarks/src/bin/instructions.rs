//! `instructions` prints what each case costs and how it stands beside its limit, and exits with 1
//! where a limit does not hold; `instructions run CASE COUNT` is what it has callgrind count.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that measures"
)]

use std::process::ExitCode;

use conditional_benchmarks::limits::Standing;
use conditional_benchmarks::{cases, measure};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [run, name, count] if run == "run" => {
            let case = cases::all()
                .into_iter()
                .find(|case| case.name == *name)
                .unwrap();
            measure::run(&case, count.parse().unwrap());
            ExitCode::SUCCESS
        }
        _ => report(),
    }
}

fn report() -> ExitCode {
    let cases = cases::all();
    let Some(costs) = measure::costs(&cases) else {
        println!("skipped: instructions are counted by valgrind, which is not installed");
        return ExitCode::SUCCESS;
    };
    println!("| case | instructions | allocations |\n|---|--:|--:|");
    for case in &cases {
        let cost = costs[case.name];
        println!(
            "| {} | {} | {} |",
            case.name, cost.instructions, cost.allocations
        );
    }
    println!(
        "\n| case | beside | instructions | goal | | allocations more | at most | limit | |\n\
         |---|---|--:|--:|---|--:|--:|--:|---|"
    );
    let standings = Standing::all(&costs);
    standings.iter().for_each(print);
    ExitCode::from(u8::from(!standings.iter().all(Standing::holds)))
}

fn print(standing: &Standing) {
    let Standing {
        limit,
        ratio,
        allocations,
    } = standing;
    let goal = if standing.reaches_goal() {
        "reached"
    } else {
        "missed"
    };
    let verdict = if standing.holds() {
        "holds"
    } else {
        "**broken**"
    };
    println!(
        "| {} | {} | {ratio:.3} × | {:.2} × | {goal} | {allocations} | {} | {:.3} × | {verdict} |",
        limit.case, limit.beside, limit.goal, limit.allocations, limit.ratio
    );
}
