//! The lines of one header field, borrowed from wherever they stand.

use std::slice;

use http::{
    HeaderMap, HeaderValue,
    header::{self, ValueIter},
};

use super::field::ConditionalField::{
    self, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince,
};
use super::present::Present;

/// All lines of one field, in order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Lines<'a> {
    /// The field is not there.
    #[default]
    Absent,
    /// Nearly always: one line.
    One(&'a HeaderValue),
    /// Several lines, in the map they came in.
    InMap(&'a HeaderMap, ConditionalField),
    /// Several lines, kept by `Preconditions`. Not a slice, which would make all variants larger.
    Kept(&'a Vec<HeaderValue>),
}

impl<'a> Lines<'a> {
    /// Looks `field` up.
    #[inline]
    pub(crate) fn find(headers: &'a HeaderMap, field: ConditionalField) -> Self {
        let mut values = headers.get_all(field.header_name()).iter();
        match (values.next(), values.next()) {
            (None, _) => Self::Absent,
            (Some(only), None) => Self::One(only),
            (Some(_), Some(_)) => Self::InMap(headers, field),
        }
    }

    pub(crate) fn is_present(self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// The value of a field that allows one line only: further lines make it invalid.
    pub(crate) fn single(self) -> Option<&'a HeaderValue> {
        match self {
            Self::One(only) => Some(only),
            Self::Absent | Self::InMap(..) | Self::Kept(_) => None,
        }
    }

    #[inline]
    pub(crate) fn iter(self) -> LinesIter<'a> {
        match self {
            Self::Absent => LinesIter::One(None),
            Self::One(only) => LinesIter::One(Some(only)),
            Self::InMap(headers, field) => {
                LinesIter::InMap(headers.get_all(field.header_name()).iter())
            }
            Self::Kept(lines) => LinesIter::Kept(lines.iter()),
        }
    }
}

/// The iterator of [`Lines::iter`].
#[derive(Debug)]
pub(crate) enum LinesIter<'a> {
    One(Option<&'a HeaderValue>),
    InMap(ValueIter<'a, HeaderValue>),
    Kept(slice::Iter<'a, HeaderValue>),
}

impl<'a> Iterator for LinesIter<'a> {
    type Item = &'a HeaderValue;

    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::One(line) => line.take(),
            Self::InMap(lines) => lines.next(),
            Self::Kept(lines) => lines.next(),
        }
    }
}

/// The fields of the five steps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Steps<'a> {
    pub(super) present: Present,
    pub(super) if_match: Lines<'a>,
    pub(super) if_unmodified_since: Lines<'a>,
    pub(super) if_none_match: Lines<'a>,
    pub(super) if_modified_since: Lines<'a>,
    pub(super) if_range: Lines<'a>,
}

/// Up to this many headers, walking over all of them is faster than looking five up.
const FEW: usize = 16;

impl<'a> Steps<'a> {
    /// None of them.
    pub(super) const NONE: Self = Self {
        present: Present::NONE,
        if_match: Lines::Absent,
        if_unmodified_since: Lines::Absent,
        if_none_match: Lines::Absent,
        if_modified_since: Lines::Absent,
        if_range: Lines::Absent,
    };

    /// Finds the fields.
    // Inlined: a caller that decides once needs no call, and no copy of what it returns.
    #[inline]
    pub(super) fn of(headers: &'a HeaderMap) -> Self {
        let mut found = Self::NONE;
        if headers.len() <= FEW {
            found.walk(headers);
        } else {
            found.look_up(headers, |_| true);
        }
        found
    }

    /// Finds the fields where they stand, or those that are known to be there.
    pub(super) fn find(&mut self, headers: &'a HeaderMap, present: Option<Present>) {
        match present {
            Some(present) => self.look_up(headers, |field| present.has(field)),
            None if headers.len() <= FEW => self.walk(headers),
            None => self.look_up(headers, |_| true),
        }
    }

    #[inline]
    fn walk(&mut self, headers: &'a HeaderMap) {
        for (name, value) in headers {
            let (lines, field) = match *name {
                header::IF_MATCH => (&mut self.if_match, IfMatch),
                header::IF_UNMODIFIED_SINCE => (&mut self.if_unmodified_since, IfUnmodifiedSince),
                header::IF_NONE_MATCH => (&mut self.if_none_match, IfNoneMatch),
                header::IF_MODIFIED_SINCE => (&mut self.if_modified_since, IfModifiedSince),
                header::IF_RANGE => (&mut self.if_range, IfRange),
                _ => continue,
            };
            *lines = match lines {
                Lines::Absent => Lines::One(value),
                _ => Lines::InMap(headers, field),
            };
            self.present = self.present.with(field);
        }
    }

    /// Each is found where its name is a constant.
    fn look_up(&mut self, headers: &'a HeaderMap, is_wanted: impl Fn(ConditionalField) -> bool) {
        let mut find = |field| {
            if !is_wanted(field) {
                return Lines::Absent;
            }
            let lines = Lines::find(headers, field);
            if lines.is_present() {
                self.present = self.present.with(field);
            }
            lines
        };
        self.if_match = find(IfMatch);
        self.if_unmodified_since = find(IfUnmodifiedSince);
        self.if_none_match = find(IfNoneMatch);
        self.if_modified_since = find(IfModifiedSince);
        self.if_range = find(IfRange);
    }
}
