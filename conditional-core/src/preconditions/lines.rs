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

/// The fields of steps 1 to 4.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_field_names,
    reason = "these are the names of the fields"
)]
pub(super) struct Steps<'a> {
    pub(super) if_match: Lines<'a>,
    pub(super) if_unmodified_since: Lines<'a>,
    pub(super) if_none_match: Lines<'a>,
    pub(super) if_modified_since: Lines<'a>,
}

/// Up to this many headers, walking over all of them is faster than looking four up.
const FEW: usize = 16;

impl<'a> Steps<'a> {
    /// Finds the fields.
    #[inline]
    pub(super) fn find(headers: &'a HeaderMap) -> Self {
        if headers.len() <= FEW {
            Self::walk(headers)
        } else {
            Self::look_up(headers)
        }
    }

    #[inline]
    fn walk(headers: &'a HeaderMap) -> Self {
        let mut found = Self::default();
        for (name, value) in headers {
            let (lines, field) = match *name {
                header::IF_MATCH => (&mut found.if_match, IfMatch),
                header::IF_UNMODIFIED_SINCE => (&mut found.if_unmodified_since, IfUnmodifiedSince),
                header::IF_NONE_MATCH => (&mut found.if_none_match, IfNoneMatch),
                header::IF_MODIFIED_SINCE => (&mut found.if_modified_since, IfModifiedSince),
                _ => continue,
            };
            *lines = match lines {
                Lines::Absent => Lines::One(value),
                _ => Lines::InMap(headers, field),
            };
        }
        found
    }

    /// Each is found where its name is a constant.
    fn look_up(headers: &'a HeaderMap) -> Self {
        Self {
            if_match: Lines::find(headers, IfMatch),
            if_unmodified_since: Lines::find(headers, IfUnmodifiedSince),
            if_none_match: Lines::find(headers, IfNoneMatch),
            if_modified_since: Lines::find(headers, IfModifiedSince),
        }
    }
}
