//! Deciding, beside the `headers` crate: lists of tags short, long and hostile, dates, everything.

mod cpu_time;

use std::hint::black_box;

use conditional_benchmarks::inputs::{self, Current, LATER, by_headers};
use conditional_core::{ETag, Fields, LastModified};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use http::{HeaderValue, Method, header};

use cpu_time::CpuTime;

fn decide(criterion: &mut Criterion<CpuTime>) {
    let current = Current::default();
    for input in inputs::all() {
        let headers = &input.headers;
        let mut group = criterion.benchmark_group(input.group);
        let size: usize = headers.values().map(HeaderValue::len).sum();
        group.throughput(Throughput::Bytes(size as u64));
        group.bench_function(BenchmarkId::new("ours", input.name), |bencher| {
            bencher.iter(|| {
                Fields::new(black_box(&Method::GET), black_box(headers))
                    .evaluate(black_box(&current.ours))
            });
        });
        group.bench_function(BenchmarkId::new("headers", input.name), |bencher| {
            bencher.iter(|| by_headers(&Method::GET, black_box(headers), black_box(&current)));
        });
        group.finish();
    }
}

fn values(criterion: &mut Criterion<CpuTime>) {
    let date = LastModified::from_unix_seconds(784_111_777);
    let mut group = criterion.benchmark_group("values");
    group.bench_function("date, parse", |b| {
        b.iter(|| black_box(LATER).parse::<LastModified>());
    });
    group.bench_function("date, rfc850", |b| {
        b.iter(|| black_box("Sunday, 06-Nov-94 08:49:37 GMT").parse::<LastModified>());
    });
    group.bench_function("date, to header", |b| {
        b.iter(|| HeaderValue::from(black_box(date)));
    });
    group.bench_function("date, echo", |b| {
        b.iter(|| black_box(date).matches_text(black_box(LATER.as_bytes())));
    });
    let many = inputs::many_short_lines();
    group.bench_function("many short lines, walked over by the map alone", |b| {
        b.iter(|| {
            let lines = black_box(&many).get_all(header::IF_NONE_MATCH);
            lines.iter().map(HeaderValue::len).sum::<usize>()
        });
    });
    group.bench_function("tag from u64", |b| {
        b.iter(|| ETag::from(black_box(123_456_u64)));
    });
    group.bench_function("tag strong", |b| {
        b.iter(|| ETag::strong(black_box("v123456")));
    });
    group.bench_function("tag from digest", |b| {
        b.iter(|| ETag::from_digest(black_box(&[7; 32])));
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime);
    targets = decide, values
}
criterion_main!(benches);
