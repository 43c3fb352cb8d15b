//! The loop: choose, mutate, run, keep what is new.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use crate::corpus;
use crate::random::Random;
use crate::targets::Target;

/// What a run did.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Run {
    /// How often the target was called.
    pub executions: u64,
    /// How many behaviours it showed.
    pub behaviours: usize,
}

/// Longer inputs are cut.
const LONGEST: usize = 8192;

/// More inputs are not kept.
const MOST: usize = 20_000;

/// How many executions there are between two looks at the clock.
const BETWEEN_LOOKS: usize = 256;

/// Runs a target for this long, at least a few hundred times.
///
/// # Errors
///
/// If the corpus cannot be read, or if the target panicked: then the input is in the corpus.
pub fn run(target: &Target, time: Duration, seed: u64) -> Result<Run, Finding> {
    let mut pool = Pool::of(target)?;
    let mut random = Random::new(seed);
    let (start, mut executions) = (Instant::now(), 0);
    loop {
        for _ in 0..BETWEEN_LOOKS {
            let input = pool.mutant(&mut random, target.words);
            let behaviour = execute(target, &input)?;
            executions += 1;
            pool.keep_if_new(input, behaviour);
        }
        if start.elapsed() >= time {
            break;
        }
    }
    let behaviours = pool.seen.len();
    println!(
        "{:14} {executions:>10} executions, {behaviours} behaviours",
        target.name
    );
    Ok(Run {
        executions,
        behaviours,
    })
}

/// Runs the seeds alone.
///
/// # Errors
///
/// As [`run`].
pub fn run_seeds(target: &Target) -> Result<usize, Finding> {
    Pool::of(target).map(|pool| pool.inputs.len())
}

/// Why a run ended early.
#[derive(Debug)]
#[non_exhaustive]
pub enum Finding {
    /// The corpus cannot be read or written.
    Corpus(std::io::Error),
    /// The target panicked.
    Panic {
        /// The target.
        target: &'static str,
        /// The input, escaped.
        input: String,
        /// The file that holds it now.
        file: String,
    },
}

impl std::error::Error for Finding {}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Corpus(error) => write!(f, "the corpus cannot be used: {error}"),
            Self::Panic {
                target,
                input,
                file,
            } => write!(
                f,
                "`{target}` panicked on `{input}`, which is kept in {file}"
            ),
        }
    }
}

impl From<std::io::Error> for Finding {
    fn from(error: std::io::Error) -> Self {
        Self::Corpus(error)
    }
}

fn execute(target: &Target, input: &[u8]) -> Result<u64, Finding> {
    let run = AssertUnwindSafe(|| (target.run)(input));
    match catch_unwind(run) {
        Ok(behaviour) => Ok(behaviour),
        Err(_) => Err(Finding::Panic {
            target: target.name,
            input: input.escape_ascii().to_string(),
            file: corpus::keep(target.name, input)?.display().to_string(),
        }),
    }
}

/// The inputs to mutate.
struct Pool {
    inputs: Vec<Vec<u8>>,
    seen: HashSet<u64>,
}

impl Pool {
    fn of(target: &Target) -> Result<Self, Finding> {
        let mut pool = Self {
            inputs: corpus::seeds(target.name)?,
            seen: HashSet::new(),
        };
        for seed in &pool.inputs {
            pool.seen.insert(execute(target, seed)?);
        }
        Ok(pool)
    }

    fn keep_if_new(&mut self, input: Vec<u8>, behaviour: u64) {
        if self.inputs.len() < MOST && self.seen.insert(behaviour) {
            self.inputs.push(input);
        }
    }

    fn mutant(&self, random: &mut Random, words: &[&[u8]]) -> Vec<u8> {
        let mut input = random.one_of(&self.inputs).cloned().unwrap_or_default();
        for _ in 0..=random.below(6) {
            self.mutate(&mut input, random, words);
        }
        input.truncate(LONGEST);
        input
    }

    fn mutate(&self, input: &mut Vec<u8>, random: &mut Random, words: &[&[u8]]) {
        let (from, to) = range(input, random);
        match random.below(8) {
            0 => insert(input, from, &[random.octet()]),
            1 | 2 => insert(
                input,
                from,
                random.one_of(words).copied().unwrap_or_default(),
            ),
            3 => drop(input.drain(from..to)),
            4 => {
                let part: Vec<u8> = input.iter().take(to).skip(from).copied().collect();
                insert(input, to, &part.repeat(1 + random.below(4)));
            }
            5 => {
                let other = random.one_of(&self.inputs).cloned().unwrap_or_default();
                let (start, end) = range(&other, random);
                let part: Vec<u8> = other.into_iter().take(end).skip(start).collect();
                insert(input, from, &part);
            }
            6 => {
                let octet = random.octet();
                input.iter_mut().skip(from).take(1).for_each(|o| *o = octet);
            }
            _ => {
                let bit = 1_u8 << random.below(8);
                input.iter_mut().skip(from).take(1).for_each(|o| *o ^= bit);
            }
        }
    }
}

/// Two places in the input, in order.
fn range(input: &[u8], random: &mut Random) -> (usize, usize) {
    let from = random.below(input.len() + 1);
    let most = (input.len() - from).min(64);
    (from, from + random.below(most + 1))
}

fn insert(input: &mut Vec<u8>, at: usize, part: &[u8]) {
    let rest = input.split_off(at);
    input.extend_from_slice(part);
    input.extend(rest);
}
