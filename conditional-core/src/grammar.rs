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
            (Self::Fresh | Self::Any | Self::Between | Self::Closed, b' ' | b'\t') => self,
            (Self::Fresh | Self::Any | Self::Between, b',') => self,
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

/// Reads `bytes` on from `state`, up to the block that holds a fault.
pub(crate) fn read(state: State, bytes: &[u8]) -> State {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let mut offset = u64::from(state.offset());
    for block in blocks {
        offset = block.iter().fold(offset, step);
        if State::at_offset(offset) == State::Fault {
            return State::Fault;
        }
    }
    State::at_offset(rest.iter().fold(offset, step))
}

/// Looks for a fault that often: a fixed length lets the compiler unroll the reading.
const BLOCK: usize = 16;

fn step(offset: u64, byte: &u8) -> u64 {
    ROWS[usize::from(*byte)] >> (offset & 63)
}

/// The bits of a state in a row: six, since a shift counts modulo 64.
const BITS: u32 = 6;

/// For each byte, the offsets of all eight successors.
static ROWS: [u64; 256] = rows();

#[expect(
    clippy::indexing_slicing,
    reason = "runs at compile time, where it cannot panic unseen"
)]
const fn rows() -> [u64; 256] {
    let mut rows = [0; 256];
    let mut byte = 0;
    while byte <= 255 {
        let mut from = 0;
        while from < State::ALL.len() {
            let state = State::ALL[from];
            rows[byte as usize] |= (state.next(byte as u8).offset() as u64) << state.offset();
            from += 1;
        }
        byte += 1;
    }
    rows
}
