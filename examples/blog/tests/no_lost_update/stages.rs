//! Where in the server's work the connections were cut.

use crate::client::Cut;
use crate::repeating::{Answer, Told, attempt};
use crate::sightings::{Seen, Sightings};

/// How many connections were cut at each stage.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stages {
    /// The server never saw the request.
    pub(crate) before_the_request_was_read: usize,
    /// It had begun, and the write was not made.
    pub(crate) before_the_commit: usize,
    /// The write was made, by this attempt or by one before it, and the client got not an octet.
    pub(crate) after_the_commit: usize,
    /// The same, and the client got a part of the answer.
    pub(crate) within_the_answer: usize,
}

impl Stages {
    pub(crate) fn of(told: &[Told], sightings: &Sightings) -> Self {
        let mut stages = Self::default();
        for told in told {
            let made_by = made_by(told, sightings);
            for (number, &cut) in told.cuts.iter().enumerate() {
                let seen = sightings.get(&attempt(&told.mark, number));
                let is_made = made_by.is_some_and(|made_by| made_by <= number);
                stages.count(seen, is_made, cut);
            }
        }
        stages
    }

    fn count(&mut self, seen: Option<Seen>, is_made: bool, cut: Cut) {
        let stage = match (seen, is_made, cut) {
            (None, ..) => &mut self.before_the_request_was_read,
            (_, false, _) => &mut self.before_the_commit,
            (_, true, Cut::WithinTheAnswer(_)) => &mut self.within_the_answer,
            (_, true, _) => &mut self.after_the_commit,
        };
        *stage += 1;
    }

    /// Each stage was met.
    pub(crate) fn are_complete(&self) -> bool {
        self.before_the_request_was_read > 0
            && self.before_the_commit > 0
            && self.after_the_commit > 0
            && self.within_the_answer > 0
    }
}

/// The number of the attempt that made the write: the one whose answer says so. Where a client was told
/// of its write and no attempt was seen to make it, the last one that could have: the server noticed
/// that the client was gone when the write was made already.
fn made_by(told: &Told, sightings: &Sightings) -> Option<usize> {
    let seen = |number| sightings.get(&attempt(&told.mark, number));
    let all = 0..=told.cuts.len();
    if let Some(made) = all.clone().find(|&number| seen(number) == Some(Seen::Made)) {
        return Some(made);
    }
    let is_whole = |number: usize| told.cuts.get(number) != Some(&Cut::WithinTheContent);
    let may_have_made = |&number: &usize| seen(number) == Some(Seen::Begun) && is_whole(number);
    let is_made = matches!(told.answer, Answer::Made(_));
    is_made.then(|| all.rev().find(may_have_made))?
}
