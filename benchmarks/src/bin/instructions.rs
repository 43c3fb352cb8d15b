//! `instructions` prints a table of instructions and allocations; `instructions run CASE COUNT` is
//! what it has callgrind count.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that measures"
)]

use conditional_benchmarks::{cases, measure};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["run", name, count] => {
            let case = cases::all()
                .into_iter()
                .find(|case| case.name == *name)
                .unwrap();
            measure::run(&case, count.parse().unwrap());
        }
        _ => table(),
    }
}

fn table() {
    println!("| case | instructions | allocations |");
    println!("|---|--:|--:|");
    for case in cases::all() {
        let instructions = measure::instructions(case.name);
        let instructions = instructions.map_or_else(|| "no valgrind".to_owned(), |n| n.to_string());
        println!(
            "| {} | {instructions} | {} |",
            case.name,
            measure::allocations(&case)
        );
    }
}
