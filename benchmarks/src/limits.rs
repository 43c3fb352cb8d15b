//! What a case may cost beside the one it is compared with.

use std::collections::HashMap;

use crate::measure::Cost;

/// At most so many times the instructions, and so many allocations more.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    pub case: &'static str,
    pub beside: &'static str,
    /// What the project wants to reach.
    pub goal: f64,
    /// What was reached, or the goal where that is more: it must not get worse.
    pub ratio: f64,
    pub allocations: i64,
}

const FLOOR: &str = "floor: constant 304 + ETag";

/// All limits.
pub const LIMITS: [Limit; 8] = [
    limit("guarded 304, static tag", FLOOR, 1.10, 0).missed_by(1.13),
    limit("guarded 304, async tag made per request", FLOOR, 1.18, 1).missed_by(1.19),
    limit(
        "guarded 304, async tag made per request",
        "by hand, TypedHeader",
        0.87,
        0,
    )
    .missed_by(0.88),
    limit("guarded 304, by date", FLOOR, 1.10, 0).missed_by(1.21),
    limit("guarded 200, 2 bytes", "bare 200, 2 bytes + ETag", 1.10, 0).missed_by(1.13),
    limit("guarded 200, 10 KiB", "bare 200, 10 KiB + ETag", 1.01, 0).missed_by(1.011),
    limit("6 extractors, 2 shared", "6 extractors, 0 shared", 1.01, 0),
    limit("6 extractors, 6 shared", "6 extractors, 0 shared", 1.03, 0),
];

const fn limit(case: &'static str, beside: &'static str, goal: f64, allocations: i64) -> Limit {
    Limit {
        case,
        beside,
        goal,
        ratio: goal,
        allocations,
    }
}

impl Limit {
    /// The goal stays where it is; what is measured today is the limit.
    const fn missed_by(self, ratio: f64) -> Self {
        Self { ratio, ..self }
    }
}

/// How a case stands beside the one it is compared with.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    pub limit: Limit,
    pub ratio: f64,
    pub allocations: i64,
}

/// Another compiler moves the counts by so much.
const TOLERANCE: f64 = 0.03;

impl Standing {
    /// All limits beside what was counted.
    #[must_use]
    pub fn all(costs: &HashMap<&'static str, Cost>) -> Vec<Self> {
        LIMITS.iter().map(|limit| Self::of(*limit, costs)).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "thousands of instructions")]
    fn of(limit: Limit, costs: &HashMap<&'static str, Cost>) -> Self {
        let (case, beside) = (costs[limit.case], costs[limit.beside]);
        Self {
            limit,
            ratio: case.instructions as f64 / beside.instructions as f64,
            allocations: case.allocations.cast_signed() - beside.allocations.cast_signed(),
        }
    }

    /// Whether the limit holds, with the tolerance.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.ratio <= self.limit.ratio * (1.0 + TOLERANCE)
            && self.allocations <= self.limit.allocations
    }

    /// Whether the goal is reached, without any tolerance.
    #[must_use]
    pub fn reaches_goal(&self) -> bool {
        self.ratio <= self.limit.goal && self.allocations <= self.limit.allocations
    }
}
