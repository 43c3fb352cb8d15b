//! Where a quoted tag stands in a line: fast, and without a look at the grammar.

/// How many positions are tested at a time.
const BLOCK: usize = 32;

/// Whether `confirm` accepts one of the positions of `quoted` in `line`. It is asked in order, and
/// not about those behind a `barred` byte.
pub(crate) fn any_position(
    line: &[u8],
    quoted: &[u8],
    barred: u8,
    confirm: impl FnMut(usize) -> bool,
) -> bool {
    Search::new(line, quoted, barred).is_some_and(|search| search.any(confirm))
}

/// Four bytes make a candidate: both quotes, the last one between them, and one further inside.
///
/// Each is a view of the line, shifted so that all four of a position have one index; comparing the
/// views is what a compiler does sixteen or thirty-two positions at a time.
struct Search<'a> {
    line: &'a [u8],
    quoted: &'a [u8],
    barred: u8,
    /// The first eight bytes, compared at once before all are.
    head: Option<&'a [u8; 8]>,
    inside: u8,
    last: u8,
    /// Opening, inside, last, closing.
    views: [&'a [u8]; 4],
}

impl<'a> Search<'a> {
    fn new(line: &'a [u8], quoted: &'a [u8], barred: u8) -> Option<Self> {
        let &[.., last, _] = quoted else { return None };
        // Twelve is a multiple of many: no short text repeated over and over has a quote every so
        // many bytes and none there.
        let inside = quoted.len().min(24) / 2;
        let positions = (line.len() + 1).checked_sub(quoted.len())?;
        let view = |shift: usize| line.get(shift..shift + positions);
        let views = [
            view(0)?,
            view(inside)?,
            view(quoted.len() - 2)?,
            view(quoted.len() - 1)?,
        ];
        Some(Self {
            line,
            quoted,
            barred,
            head: quoted.first_chunk(),
            inside: *quoted.get(inside)?,
            last,
            views,
        })
    }

    fn any(&self, mut confirm: impl FnMut(usize) -> bool) -> bool {
        let [opening, inside, last, closing] = self.views.map(<[u8]>::as_chunks::<BLOCK>);
        let mut start = 0;
        for (((opening, inside), last), closing) in
            opening.0.iter().zip(inside.0).zip(last.0).zip(closing.0)
        {
            if self.any_end(last, closing)
                && self.any_in_block(start, [opening, inside, last, closing], &mut confirm)
            {
                return true;
            }
            start += BLOCK;
        }
        self.any_in_block(
            start,
            [opening.1, inside.1, last.1, closing.1],
            &mut confirm,
        )
    }

    /// Whether the end of the tag is there at all. The lists of ordinary clients hold tags of one
    /// length, so this tells more than their quotes.
    #[inline]
    fn any_end(&self, last: &[u8; BLOCK], closing: &[u8; BLOCK]) -> bool {
        let is_end =
            |(last, closing): (&u8, &u8)| u8::from(*last == self.last) & u8::from(*closing == b'"');
        let ends = last.iter().zip(closing).map(is_end);
        ends.fold(0, |any, is_end| any | is_end) != 0
    }

    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "a block of constant length is compared as a whole"
    )]
    fn any_in_block(
        &self,
        start: usize,
        [opening, inside, last, closing]: [&[u8]; 4],
        confirm: &mut impl FnMut(usize) -> bool,
    ) -> bool {
        let mut marks = [0; BLOCK];
        let mut found = 0;
        for ((((mark, opening), inside), last), closing) in marks
            .iter_mut()
            .zip(opening)
            .zip(inside)
            .zip(last)
            .zip(closing)
        {
            *mark = u8::from(*opening == b'"')
                & u8::from(*inside == self.inside)
                & u8::from(*last == self.last)
                & u8::from(*closing == b'"');
            found |= *mark;
        }
        found != 0
            && any_marked(&marks, |mark| {
                self.is_at(start + mark) && confirm(start + mark)
            })
    }

    fn is_at(&self, at: usize) -> bool {
        let Some((before, rest)) = self.line.split_at_checked(at) else {
            return false;
        };
        (self.head.is_none() || self.head == rest.first_chunk())
            && before.last() != Some(&self.barred)
            && rest.starts_with(self.quoted)
    }
}

/// Whether `accepts` accepts the index of one of the `marks`; each of them is 0 or 1.
fn any_marked(marks: &[u8; BLOCK], mut accepts: impl FnMut(usize) -> bool) -> bool {
    let (words, _) = marks.as_chunks::<8>();
    let mut start = 0;
    for word in words {
        let mut left = u64::from_le_bytes(*word);
        while left != 0 {
            if accepts(start + left.trailing_zeros() as usize / 8) {
                return true;
            }
            left &= left - 1;
        }
        start += 8;
    }
    false
}
