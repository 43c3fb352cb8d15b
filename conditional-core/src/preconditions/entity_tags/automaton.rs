//! The [grammar](super::grammar) as tables: a line of any bytes is read at the same speed.
//!
//! A row holds, for each state, the one that follows it, as a number of bits to shift by: a step
//! through the automaton is a single shift. Only some bytes mean anything to the grammar, so all of
//! them fall into six classes, and there is a row for each four classes in succession. The
//! classes of a block of bytes are found all at once, which leaves a step for every four bytes.

use super::grammar::State;

/// Reads `bytes` on from `state`.
// On its own, whatever else a caller does with the bytes: else a compiler compares them one by one.
#[inline(never)]
pub(crate) fn read(state: State, bytes: &[u8]) -> State {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let mut offset = offset(state);
    for block in blocks {
        offset = read_block(offset, block);
        if offset & MASK == FAULT {
            return State::Fault;
        }
    }
    state_at(read_bytes(offset, rest))
}

/// A compiler compares so many bytes at once; fewer, and it takes them one by one.
const BLOCK: usize = 32;

// Inlined for the block's constant length.
#[inline]
#[expect(
    clippy::indexing_slicing,
    reason = "there is a row for each number of twelve bits"
)]
fn read_block(offset: u32, block: &[u8; BLOCK]) -> u32 {
    let mut classes = [0; BLOCK];
    for (to, byte) in classes.iter_mut().zip(block) {
        *to = class(*byte);
    }
    let (fours, _) = classes.as_chunks::<4>();
    fours.iter().fold(offset, |offset, four| {
        // Four bytes of three bits each become one number of twelve.
        let classes = u32::from_le_bytes(*four);
        let pairs = (classes | classes >> 5) & 0x003F_003F;
        let number = (pairs | pairs >> 10) & 0xFFF;
        ROWS_OF_FOUR[number as usize] >> (offset & MASK)
    })
}

#[inline]
#[expect(clippy::indexing_slicing, reason = "there is a row for each byte")]
fn read_bytes(offset: u32, bytes: &[u8]) -> u32 {
    bytes.iter().fold(offset, |offset, byte| {
        ROWS[usize::from(*byte)] >> (offset & MASK)
    })
}

/// The bits of a state in a row: five, since a shift counts modulo 32.
const BITS: u32 = 5;
const MASK: u32 = 31;
const FAULT: u32 = offset(State::Fault);

/// The position of the successor of `state` in a row.
const fn offset(state: State) -> u32 {
    state as u32 * BITS
}

fn state_at(offset: u32) -> State {
    let number = (offset & MASK) / BITS;
    let mut states = State::ALL.into_iter();
    states.nth(number as usize).unwrap_or(State::Fault)
}

/// A byte of each class: the grammar takes all bytes of a class for the same.
const CLASSES: [u8; 6] = *b"a\", W/";

/// The position in [`CLASSES`] of the byte that stands for `byte`.
#[inline]
fn class(byte: u8) -> u8 {
    // Sums of comparisons, not a `match`: they are what a compiler can do for many bytes at once.
    // The only control character in a header value is the tab.
    let is_space = byte <= b' ';
    u8::from(byte == b'"')
        | (u8::from(byte == b',') * 2)
        | (u8::from(is_space) * 3)
        | (u8::from(byte == b'W') * 4)
        | (u8::from(byte == b'/') * 5)
}

/// For each byte, the offsets of the successors of all states.
#[expect(clippy::indexing_slicing, reason = "there is a row for each byte")]
static ROWS: [u32; 256] = {
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

/// The same for each four classes in succession; the first has the lowest three bits.
static ROWS_OF_FOUR: [u32; 1 << 12] = {
    let mut rows = [ALL_FAULTS; 1 << 12];
    let mut states = State::ALL.as_slice();
    while let [state, others @ ..] = states {
        follow(&mut rows, *state, *state, 0, 0);
        states = others;
    }
    rows
};

/// Writes down where all fours lead from `start` that begin with the `read` classes in `number`,
/// which lead to `state`. Only a few lead anywhere; trying all would take a compiler long.
#[expect(clippy::indexing_slicing, reason = "there is a row for each number")]
const fn follow(rows: &mut [u32; 1 << 12], start: State, state: State, number: usize, read: u32) {
    if matches!(state, State::Fault) {
        return;
    }
    if read == 4 {
        rows[number] ^= (FAULT ^ offset(state)) << offset(start);
        return;
    }
    let mut class = 0;
    while class < CLASSES.len() {
        let next = state.next(CLASSES[class]);
        follow(rows, start, next, number | class << (3 * read), read + 1);
        class += 1;
    }
}

/// Each state leads to a fault.
const ALL_FAULTS: u32 = row(b'\0');

const fn row(byte: u8) -> u32 {
    let mut row = 0;
    let mut states = State::ALL.as_slice();
    while let [state, others @ ..] = states {
        row |= offset(state.next(byte)) << offset(*state);
        states = others;
    }
    row
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn by_byte(state: State, bytes: &[u8]) -> State {
        bytes.iter().fold(state, |state, byte| state.next(*byte))
    }

    #[test]
    fn a_row_is_the_grammar() {
        for state in State::ALL {
            for byte in 0..=u8::MAX {
                let next = state.next(byte);
                assert_eq!(read(state, &[byte]), next, "{state:?} {byte:#x}");
            }
        }
    }

    #[test]
    fn the_grammar_takes_all_bytes_of_a_class_for_the_same() {
        let in_values = |byte: &u8| HeaderValue::from_bytes(&[*byte]).is_ok();
        for byte in (0..=u8::MAX).filter(in_values) {
            let same = CLASSES[usize::from(class(byte))];
            for state in State::ALL {
                assert_eq!(state.next(byte), state.next(same), "{state:?} {byte:#x}");
            }
        }
    }

    #[test]
    fn every_four_bytes_are_read_as_the_grammar_reads_them() {
        let mut block = [b' '; BLOCK];
        for number in 0..CLASSES.len().pow(4) {
            for (place, byte) in (0..).zip(&mut block[..4]) {
                *byte = CLASSES[number / CLASSES.len().pow(place) % CLASSES.len()];
            }
            for state in State::ALL {
                let expected = by_byte(by_byte(state, &block[..4]), b" ");
                assert_eq!(read(state, &block), expected, "{state:?} {block:?}");
            }
        }
    }

    #[test]
    fn reading_in_blocks_is_reading_byte_by_byte() {
        let long = [&b"\""[..], &[b'x'; 3 * BLOCK], b"\xFF\", "].concat();
        let text = [&b"\"a\", W/\"b\" ,,\t\"\xFF\","[..], &long].concat();
        let text = text.repeat(10);
        for end in 0..text.len() {
            let read_text = read(State::Between, &text[..end]);
            assert_eq!(read_text, by_byte(State::Between, &text[..end]));
            let faulty = [b"x", &text[..end]].concat();
            assert_eq!(read(State::Between, &faulty), State::Fault);
        }
    }
}
