//! A request through a router, in time: the cases whose instructions are counted.

mod cpu_time;

use conditional_benchmarks::{cases, measure};
use criterion::{Criterion, criterion_group, criterion_main};

use cpu_time::CpuTime;

fn router(criterion: &mut Criterion<CpuTime>) {
    let runtime = measure::runtime();
    let mut group = criterion.benchmark_group("router");
    for case in cases::all() {
        group.bench_function(case.name, |bencher| {
            bencher.iter(|| runtime.block_on(measure::answer(&case)));
        });
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = router
}
criterion_main!(benches);
