//! Prints how often each case allocates, and how large a handler's future is in bytes, a line each. A program of its own, so that the counting
//! allocator does not stand in the instruction counts.

#![expect(clippy::print_stdout, reason = "a program that measures")]

use conditional_benchmarks::{cases, measure};

fn main() {
    for case in cases::all() {
        println!("{}\t{}", case.name, allocations(&case));
    }
    cases::call_handlers(|name, call| {
        let bytes = allocation_counter::measure(call).bytes_total;
        println!("{name}\t{bytes}");
    });
}

/// Allocations of one request, by the difference of two run lengths.
fn allocations(case: &cases::Case) -> u64 {
    // The first request fills what stays, thread locals for one.
    measure::run(case, 1);
    let count = |requests| allocation_counter::measure(|| measure::run(case, requests)).count_total;
    count(2) - count(1)
}
