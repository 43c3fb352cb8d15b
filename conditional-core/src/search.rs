//! Where a quoted tag stands in a line: fast, and without a look at the grammar.

use memchr::{memchr_iter, memmem};

/// From this length on, the set-up of `memmem` is worth its speed.
pub(crate) const LONG: usize = 1024;

/// How many positions are tested at a time.
const BLOCK: usize = 32;

/// Whether `confirm` accepts one of the positions of `quoted` in `line`. It is asked in order, and
/// not about those behind a `barred` byte.
pub(crate) fn any_position(
    line: &[u8],
    quoted: &[u8],
    barred: u8,
    mut confirm: impl FnMut(usize) -> bool,
) -> bool {
    let first = if line.len() < LONG {
        Some(0)
    } else {
        memmem::find(line, quoted)
    };
    let Some((before, rest)) = first.and_then(|first| line.split_at_checked(first)) else {
        return false;
    };
    if rest.starts_with(quoted) && before.last() != Some(&barred) && confirm(before.len()) {
        return true;
    }
    let Some(search) = Search::new(rest, quoted, barred) else {
        return false;
    };
    search.any(|at| confirm(before.len() + at))
}

/// The search for positions from 1 on.
///
/// Four bytes make a candidate: the one before, both quotes, and the last one between them. Each is
/// a view of the line, shifted so that all four of a position have one index; comparing the views
/// is what a compiler does sixteen or thirty-two positions at a time.
struct Search<'a> {
    line: &'a [u8],
    quoted: &'a [u8],
    barred: u8,
    last: u8,
    /// Before, opening, last, closing.
    views: [&'a [u8]; 4],
}

impl<'a> Search<'a> {
    fn new(line: &'a [u8], quoted: &'a [u8], barred: u8) -> Option<Self> {
        let &[.., last, _] = quoted else { return None };
        let positions = line.len().checked_sub(quoted.len())?;
        let view = |shift: usize| line.get(shift..shift + positions);
        let views = [
            view(0)?,
            view(1)?,
            view(quoted.len() - 1)?,
            view(quoted.len())?,
        ];
        Some(Self {
            line,
            quoted,
            barred,
            last,
            views,
        })
    }

    fn any(&self, mut confirm: impl FnMut(usize) -> bool) -> bool {
        let [before, opening, last, closing] = self.views.map(<[u8]>::as_chunks::<BLOCK>);
        let mut start = 1;
        for (((before, opening), last), closing) in
            before.0.iter().zip(opening.0).zip(last.0).zip(closing.0)
        {
            if self.any_in_block(start, [before, opening, last, closing], &mut confirm) {
                return true;
            }
            start += BLOCK;
        }
        self.any_in_block(
            start,
            [before.1, opening.1, last.1, closing.1],
            &mut confirm,
        )
    }

    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "a block of constant length is compared as a whole"
    )]
    fn any_in_block(
        &self,
        start: usize,
        [before, opening, last, closing]: [&[u8]; 4],
        confirm: &mut impl FnMut(usize) -> bool,
    ) -> bool {
        let mut marks = [0; BLOCK];
        let mut found = 0;
        for ((((mark, before), opening), last), closing) in marks
            .iter_mut()
            .zip(before)
            .zip(opening)
            .zip(last)
            .zip(closing)
        {
            *mark = u8::from(*before != self.barred)
                & u8::from(*opening == b'"')
                & u8::from(*last == self.last)
                & u8::from(*closing == b'"');
            found |= *mark;
        }
        found != 0
            && memchr_iter(1, &marks)
                .map(|mark| start + mark)
                .any(|at| self.starts_at(at) && confirm(at))
    }

    fn starts_at(&self, at: usize) -> bool {
        self.line
            .get(at..)
            .is_some_and(|rest| rest.starts_with(self.quoted))
    }
}
