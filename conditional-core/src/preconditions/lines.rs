//! The lines of one header field, borrowed from wherever they stand.

use std::slice;

use http::{
    HeaderMap, HeaderValue,
    header::{self, ValueIter},
};

use super::field::ConditionalField::{
    self, IfMatch, IfModifiedSince, IfNoneMatch, IfUnmodifiedSince,
};

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
    /// Several lines, kept by `Preconditions`.
    Kept(&'a [HeaderValue]),
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

    #[inline]
    pub(crate) fn is_present(self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// The value of a field that allows one line only: further lines make it invalid.
    #[inline]
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

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self {
            Self::One(line) => line.take(),
            Self::InMap(lines) => lines.next(),
            Self::Kept(lines) => lines.next(),
        }
    }
}

/// The fields of steps 1 to 4, in the order of the steps.
#[inline]
pub(super) fn find(headers: &HeaderMap) -> [Lines<'_>; 4] {
    if headers.len() <= FEW {
        walk(headers)
    } else {
        look_up(headers)
    }
}

/// Up to this many headers, walking over all of them is faster than looking four up.
const FEW: usize = 16;

/// Each is found where its name is a constant.
fn look_up(headers: &HeaderMap) -> [Lines<'_>; 4] {
    [
        Lines::find(headers, IfMatch),
        Lines::find(headers, IfUnmodifiedSince),
        Lines::find(headers, IfNoneMatch),
        Lines::find(headers, IfModifiedSince),
    ]
}

#[inline]
fn walk(headers: &HeaderMap) -> [Lines<'_>; 4] {
    let mut found = [Lines::Absent; 4];
    for (name, value) in headers {
        let [
            if_match,
            if_unmodified_since,
            if_none_match,
            if_modified_since,
        ] = &mut found;
        let (lines, field) = match *name {
            header::IF_MATCH => (if_match, IfMatch),
            header::IF_UNMODIFIED_SINCE => (if_unmodified_since, IfUnmodifiedSince),
            header::IF_NONE_MATCH => (if_none_match, IfNoneMatch),
            header::IF_MODIFIED_SINCE => (if_modified_since, IfModifiedSince),
            _ => continue,
        };
        *lines = match lines {
            Lines::Absent => Lines::One(value),
            _ => Lines::InMap(headers, field),
        };
    }
    found
}
