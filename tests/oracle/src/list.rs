//! `If-Match` and `If-None-Match` as they are written: RFC 9110 §8.8.3, §5.6.1, §13.1.1, §13.1.2.
//!
//! ```text
//! If-Match    = "*" / #entity-tag
//! #element    = [ element ] *( OWS "," OWS [ element ] )    as recipients read it, §5.6.1.2
//! entity-tag  = [ weak ] opaque-tag
//! weak        = %s"W/"
//! opaque-tag  = DQUOTE *etagc DQUOTE
//! etagc       = %x21 / %x23-7E / obs-text                   obs-text = %x80-FF
//! OWS         = *( SP / HTAB )
//! ```

/// An entity-tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// `W/` stands before it.
    pub weak: bool,
    /// What stands between the quotes.
    pub opaque: Vec<u8>,
}

impl Tag {
    /// A strong tag.
    #[must_use]
    pub fn strong(opaque: impl Into<Vec<u8>>) -> Self {
        Self {
            weak: false,
            opaque: opaque.into(),
        }
    }

    /// A weak tag.
    #[must_use]
    pub fn weak(opaque: impl Into<Vec<u8>>) -> Self {
        Self {
            weak: true,
            opaque: opaque.into(),
        }
    }
}

/// The value of a field, all lines of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `*`
    Any,
    /// A list, maybe an empty one.
    List(Vec<Tag>),
    /// Neither: these tags stand before the octet that the grammar does not allow.
    Malformed(Vec<Tag>),
}

/// Reads all lines of a field.
#[must_use]
pub fn read(lines: &[&[u8]]) -> Value {
    // §5.2, §5.3: the lines in order, separated by a comma; "for consistency, use comma SP".
    let combined = lines.join(&b", "[..]);
    // §5.5: white space around a value is not part of it.
    if trim(&combined) == b"*" {
        return Value::Any;
    }
    let mut machine = Machine::default();
    for octet in &combined {
        machine.take(*octet);
    }
    machine.end();
    let tags = machine.tags.into_iter().map(|(tag, _)| tag).collect();
    match machine.state {
        State::Fault => Value::Malformed(tags),
        _ => Value::List(tags),
    }
}

/// The same, if tags without quotes were tags too: whatever stands between commas, has no quote, no
/// white space in it and is neither `*` nor a mark alone.
#[must_use]
pub fn read_with_bare_tags(lines: &[&[u8]]) -> Value {
    let combined = lines.join(&b", "[..]);
    if trim(&combined) == b"*" {
        return Value::Any;
    }
    let mut tags = Vec::new();
    for member in members(&combined) {
        match read(&[member]) {
            Value::List(read) => tags.extend(read),
            Value::Any | Value::Malformed(_) => match bare(trim(member)) {
                Some(tag) => tags.push(tag),
                None => return Value::Malformed(tags),
            },
        }
    }
    Value::List(tags)
}

fn bare(member: &[u8]) -> Option<Tag> {
    let is_other = |octet: &u8| matches!(octet, b'"' | b' ' | b'\t');
    if member.iter().any(is_other) || matches!(member, b"*" | b"W/") {
        return None;
    }
    Some(match member.strip_prefix(b"W/") {
        Some(opaque) => Tag::weak(opaque),
        None => Tag::strong(member),
    })
}

/// What stands between commas that are not inside of quotes.
fn members(combined: &[u8]) -> Vec<&[u8]> {
    let mut is_inside = false;
    let is_between = |octet: &u8| {
        is_inside ^= *octet == b'"';
        *octet == b',' && !is_inside
    };
    combined.split(is_between).collect()
}

/// Where the tags of one line stand, up to its first fault.
#[must_use]
pub fn positions(line: &[u8]) -> Vec<(usize, usize)> {
    let mut machine = Machine::default();
    for octet in line {
        machine.take(*octet);
    }
    machine.end();
    machine.tags.into_iter().map(|(_, place)| place).collect()
}

/// `SP / HTAB` at both ends.
#[must_use]
pub fn trim(text: &[u8]) -> &[u8] {
    let is_white = |octet: &u8| matches!(octet, b' ' | b'\t');
    let start = text.iter().take_while(|octet| is_white(octet)).count();
    let rest = text.get(start..).unwrap_or_default();
    let white = rest
        .iter()
        .rev()
        .take_while(|octet| is_white(octet))
        .count();
    rest.get(..rest.len() - white).unwrap_or_default()
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// An element may begin here.
    #[default]
    Before,
    AfterW,
    AfterSlash,
    Inside,
    /// The element is over; only white space, a comma or the end may follow.
    After,
    Fault,
}

/// The grammar, octet by octet.
#[derive(Debug, Default)]
struct Machine {
    state: State,
    at: usize,
    start: usize,
    tag: Option<Tag>,
    tags: Vec<(Tag, (usize, usize))>,
    end: usize,
}

impl Machine {
    fn take(&mut self, octet: u8) {
        let before = self.state;
        self.state = match (before, octet) {
            // [ element ]: there may be none. OWS around the comma.
            (State::Before, b' ' | b'\t' | b',') => State::Before,
            // weak = %s"W/", case-sensitive
            (State::Before, b'W') => self.begin(true, State::AfterW),
            (State::AfterW, b'/') => State::AfterSlash,
            // opaque-tag = DQUOTE …
            (State::Before, b'"') => self.begin(false, State::Inside),
            (State::AfterSlash, b'"') => State::Inside,
            // … DQUOTE
            (State::Inside, b'"') => {
                self.end = self.at + 1;
                State::After
            }
            // … *etagc …
            (State::Inside, 0x21 | 0x23..=0x7E | 0x80..=0xFF) => {
                self.tag.iter_mut().for_each(|tag| tag.opaque.push(octet));
                State::Inside
            }
            (State::After, b' ' | b'\t') => State::After,
            (State::After, b',') => self.keep(),
            _ => State::Fault,
        };
        self.at += 1;
    }

    fn begin(&mut self, weak: bool, state: State) -> State {
        self.start = self.at;
        self.tag = Some(Tag {
            weak,
            opaque: Vec::new(),
        });
        state
    }

    fn keep(&mut self) -> State {
        if let Some(tag) = self.tag.take() {
            self.tags.push((tag, (self.start, self.end)));
        }
        State::Before
    }

    /// The end of the value: an element that is not over is a fault.
    fn end(&mut self) {
        self.state = match self.state {
            State::After => self.keep(),
            State::Before => State::Before,
            _ => State::Fault,
        };
    }
}
