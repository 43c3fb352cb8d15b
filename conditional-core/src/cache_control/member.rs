//! Text to members: `name`, `name=token` or `name="quoted text"`, between commas.

use super::error::Fault;
use crate::octets::is_tchar;

/// One member of the list, not yet understood.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member<'a> {
    /// Where it begins.
    pub(super) at: usize,
    pub(super) name: &'a [u8],
    pub(super) value: Option<Value<'a>>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'a> {
    /// Without the quotes; escapes as they came.
    pub(super) text: &'a [u8],
    pub(super) is_quoted: bool,
}

/// Reads members one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Members<'a> {
    text: &'a [u8],
    rest: &'a [u8],
}

impl<'a> Members<'a> {
    pub(super) const fn new(text: &'a [u8]) -> Self {
        Self { text, rest: text }
    }

    /// The next member. After a fault, the next call continues after the next comma.
    pub(super) const fn next(&mut self) -> Result<Option<Member<'a>>, Fault> {
        self.skip_empty();
        if self.rest.is_empty() {
            return Ok(None);
        }
        let at = self.at();
        match self.member(at) {
            Ok(member) => Ok(Some(member)),
            Err(fault) => {
                self.skip_member();
                Err(fault)
            }
        }
    }

    const fn member(&mut self, at: usize) -> Result<Member<'a>, Fault> {
        let name = self.token();
        if name.is_empty() {
            return Err(Fault {
                at,
                advice: "a directive opens with its name, as in no-cache",
            });
        }
        let value = match self.rest {
            [b'=', rest @ ..] => {
                self.rest = rest;
                match self.value() {
                    Ok(value) => Some(value),
                    Err(fault) => return Err(fault),
                }
            }
            _ => None,
        };
        self.skip_whitespace();
        match self.rest {
            [] | [b',', ..] => Ok(Member { at, name, value }),
            _ => Err(Fault {
                at: self.at(),
                advice: "separate directives with a comma",
            }),
        }
    }

    const fn value(&mut self) -> Result<Value<'a>, Fault> {
        if let [b'"', rest @ ..] = self.rest {
            self.rest = rest;
            return self.quoted();
        }
        let at = self.at();
        let text = self.token();
        if text.is_empty() {
            return Err(Fault {
                at,
                advice: "a value follows the equals sign, without a space",
            });
        }
        Ok(Value {
            text,
            is_quoted: false,
        })
    }

    const fn quoted(&mut self) -> Result<Value<'a>, Fault> {
        let opened = self.rest;
        loop {
            self.rest = match self.rest {
                [] => {
                    return Err(Fault {
                        at: self.at(),
                        advice: "close the value with a double quote",
                    });
                }
                [b'"', rest @ ..] => {
                    let text = opened.split_at(opened.len() - self.rest.len()).0;
                    self.rest = rest;
                    return Ok(Value {
                        text,
                        is_quoted: true,
                    });
                }
                [b'\\', byte, rest @ ..] | [byte, rest @ ..] if is_quotable(*byte) => rest,
                _ => {
                    return Err(Fault {
                        at: self.at(),
                        advice: "a value must not hold a control character",
                    });
                }
            };
        }
    }

    const fn token(&mut self) -> &'a [u8] {
        let start = self.rest;
        while let [byte, rest @ ..] = self.rest {
            if !is_tchar(*byte) {
                break;
            }
            self.rest = rest;
        }
        start.split_at(start.len() - self.rest.len()).0
    }

    const fn skip_empty(&mut self) {
        while let [b' ' | b'\t' | b',', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    const fn skip_whitespace(&mut self) {
        while let [b' ' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    const fn skip_member(&mut self) {
        while let [byte, rest @ ..] = self.rest {
            if *byte == b',' {
                break;
            }
            self.rest = rest;
        }
    }

    const fn at(&self) -> usize {
        self.text.len() - self.rest.len()
    }
}

/// What may stand in a quoted value, as it is or after a backslash (RFC 9110 §5.6.4).
pub(super) const fn is_quotable(byte: u8) -> bool {
    matches!(byte, b'\t' | b' '..=b'~' | 0x80..)
}
