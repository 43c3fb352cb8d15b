//! The grammar of entity-tags and their lists (RFC 9110 §8.8.3, §5.6.1) as one small automaton.
//!
//! ```text
//! If-Match    = "*" / #entity-tag
//! entity-tag  = [ %s"W/" ] DQUOTE *etagc DQUOTE
//! etagc       = %x21 / %x23-7E / obs-text
//! ```
//!
//! [`State::next`] is that grammar, one byte at a time. [`read`] runs it over a whole line: the
//! transitions of each byte stand in one 64-bit row, so that a step is a single shift and the
//! automaton reads about one byte per clock cycle, whatever the bytes are.

/// Where a reader of a list of entity-tags stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// No member read yet: only here may `*` stand.
    Fresh,
    /// After `*`, which must be the only member.
    Any,
    /// After a comma that follows a tag.
    Between,
    /// After the `W` of `W/"…"`.
    W,
    /// After `W/`.
    Weak,
    /// Between the quotes.
    Quoted,
    /// After the closing quote.
    Closed,
    /// After a byte that the grammar does not allow: nothing more is read.
    Fault,
}

impl State {
    /// The grammar: what `byte` leads to from here.
    pub(crate) const fn next(self, byte: u8) -> Self {
        match (self, byte) {
            (Self::Fresh | Self::Any | Self::Between | Self::Closed, b' ' | b'\t')
            | (Self::Fresh | Self::Any | Self::Between, b',') => self,
            (Self::Closed, b',') => Self::Between,
            (Self::Fresh, b'*') => Self::Any,
            (Self::Fresh | Self::Between, b'W') => Self::W,
            (Self::W, b'/') => Self::Weak,
            (Self::Fresh | Self::Between | Self::Weak, b'"') => Self::Quoted,
            (Self::Quoted, b'"') => Self::Closed,
            (Self::Quoted, _) if is_etagc(byte) => Self::Quoted,
            _ => Self::Fault,
        }
    }

    const ALL: [Self; 8] = [
        Self::Fresh,
        Self::Any,
        Self::Between,
        Self::W,
        Self::Weak,
        Self::Quoted,
        Self::Closed,
        Self::Fault,
    ];

    /// The position of this state's successor in a row of [`ROWS`].
    const fn offset(self) -> u32 {
        self as u32 * BITS
    }

    fn at_offset(offset: u64) -> Self {
        let number = (offset & 63) / u64::from(BITS);
        Self::ALL
            .into_iter()
            .nth(number as usize)
            .unwrap_or(Self::Fault)
    }
}

/// `etagc`: what may stand between the quotes of an entity-tag.
pub(crate) const fn is_etagc(byte: u8) -> bool {
    matches!(byte, 0x21 | 0x23..=0x7E | 0x80..)
}

/// Reads `bytes` on from `state`.
pub(crate) fn read(state: State, bytes: &[u8]) -> State {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let mut offset = u64::from(state.offset());
    for block in blocks {
        // The inside of a long tag is read as a whole.
        if offset & 63 == u64::from(State::Quoted.offset()) && is_inside(block) {
            continue;
        }
        offset = step_over(offset, block);
        if offset & 63 == u64::from(State::Fault.offset()) {
            return State::Fault;
        }
    }
    State::at_offset(step_over(offset, rest))
}

/// A fault is looked for once in so many bytes; besides, a fixed number of steps gets unrolled, and
/// a fixed number of comparisons is done at once.
const BLOCK: usize = 16;

/// Whether all of a block may stand between two quotes.
#[inline]
fn is_inside(block: &[u8; BLOCK]) -> bool {
    block
        .iter()
        .fold(true, |inside, byte| inside & is_etagc(*byte))
}

// Inlined for the constant length of a block.
#[inline]
#[expect(clippy::indexing_slicing, reason = "there is a row for each byte")]
fn step_over(offset: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(offset, |offset, byte| {
        ROWS[usize::from(*byte)] >> (offset & 63)
    })
}

/// The bits of a state in a row: six, since a shift counts modulo 64.
const BITS: u32 = 6;

/// For each byte, the offsets of the successors of all eight states.
#[expect(clippy::indexing_slicing, reason = "there is a row for each byte")]
static ROWS: [u64; 256] = {
    let mut rows = [0; 256];
    let mut byte = 0_u8;
    loop {
        rows[byte as usize] = row(byte);
        if byte == u8::MAX {
            break rows;
        }
        byte += 1;
    }
};

const fn row(byte: u8) -> u64 {
    let mut row = 0;
    let mut states = State::ALL.as_slice();
    while let [state, others @ ..] = states {
        row |= (state.next(byte).offset() as u64) << state.offset();
        states = others;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_the_grammar() {
        for state in State::ALL {
            for byte in 0..=u8::MAX {
                assert_eq!(
                    read(state, &[byte]),
                    state.next(byte),
                    "{state:?} {byte:#x}"
                );
            }
        }
    }

    #[test]
    fn reading_in_blocks_is_reading_byte_by_byte() {
        let long = [&b"\""[..], &[b'x'; 3 * BLOCK], b"\xFF\", "].concat();
        let text = [&b"\"a\", W/\"b\" ,,\t\"\xFF\","[..], &long]
            .concat()
            .repeat(10);
        for end in 0..text.len() {
            let by_byte = text[..end]
                .iter()
                .fold(State::Fresh, |state, byte| state.next(*byte));
            assert_eq!(read(State::Fresh, &text[..end]), by_byte);
            let faulty = [b"x", &text[..end]].concat();
            assert_eq!(read(State::Fresh, &faulty), State::Fault);
        }
    }
}
