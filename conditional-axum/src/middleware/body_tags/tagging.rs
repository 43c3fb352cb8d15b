//! How a body becomes a tag.

use std::fmt;
use std::iter::Chain;
use std::sync::Arc;
use std::{option, slice};

use bytes::Bytes;
use conditional_core::ETag;
use sha2::{Digest as _, Sha256};

/// The data of a body, frame by frame: what the function of
/// [`hash_with`](super::ConditionalLayer::hash_with) gets.
///
/// Where one frame ends and the next begins depends on how the body was written, and is not the
/// same for equal content. A function must give the same tag however the bytes are cut.
#[derive(Clone, Debug)]
pub struct BodyFrames<'a>(Chain<option::Iter<'a, Bytes>, slice::Iter<'a, Bytes>>);

impl<'a> Iterator for BodyFrames<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(AsRef::as_ref)
    }
}

/// The data frames of a body. Nearly all bodies have one, which needs no list.
#[derive(Debug, Default)]
pub(super) struct Kept {
    first: Option<Bytes>,
    others: Vec<Bytes>,
}

impl Kept {
    pub(super) fn push(&mut self, frame: Bytes) {
        match self.first {
            None => self.first = Some(frame),
            Some(_) => self.others.push(frame),
        }
    }

    pub(super) fn frames(&self) -> BodyFrames<'_> {
        BodyFrames(self.first.iter().chain(&self.others))
    }

    /// The frame, if there is no other one.
    pub(super) fn take_only(&mut self) -> Option<Bytes> {
        if self.others.is_empty() {
            self.first.take()
        } else {
            None
        }
    }
}

impl IntoIterator for Kept {
    type Item = Bytes;
    type IntoIter = Chain<option::IntoIter<Bytes>, std::vec::IntoIter<Bytes>>;

    fn into_iter(self) -> Self::IntoIter {
        self.first.into_iter().chain(self.others)
    }
}

/// The function of [`hash_with`](super::ConditionalLayer::hash_with).
pub(super) type TagFn = dyn Fn(BodyFrames<'_>) -> ETag + Send + Sync;

/// Which tags the layer makes.
#[derive(Clone, Default)]
pub(super) enum Tagging {
    #[default]
    Weak,
    Strong,
    Own(Arc<TagFn>),
}

impl Tagging {
    pub(super) fn start(&self) -> Hashing {
        match self {
            Self::Weak => Hashing::Sha256(Sha256::new(), ETag::weak_from_digest),
            Self::Strong => Hashing::Sha256(Sha256::new(), ETag::from_digest),
            Self::Own(function) => Hashing::Own(Arc::clone(function)),
        }
    }
}

impl fmt::Debug for Tagging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Weak => "Weak",
            Self::Strong => "Strong",
            Self::Own(_) => "Own(<fn>)",
        })
    }
}

/// One body's tag in the making.
pub(super) enum Hashing {
    /// Hashed as the frames come.
    Sha256(Sha256, fn(&[u8; 32]) -> ETag),
    /// Hashed when all are there.
    Own(Arc<TagFn>),
}

impl Hashing {
    pub(super) fn update(&mut self, data: &[u8]) {
        if let Self::Sha256(hasher, _) = self {
            hasher.update(data);
        }
    }

    pub(super) fn finish(&mut self, kept: &Kept) -> Tagged {
        match self {
            Self::Sha256(hasher, render) => {
                let digest = hasher.finalize_reset().into();
                Tagged {
                    etag: render(&digest),
                    digest: Some(digest),
                }
            }
            Self::Own(function) => Tagged {
                etag: function(kept.frames()),
                digest: None,
            },
        }
    }
}

/// What became of a whole body.
#[derive(Debug)]
pub(super) struct Tagged {
    pub(super) etag: ETag,
    /// The SHA-256 digest that the tag was made of.
    pub(super) digest: Option<[u8; 32]>,
}

impl fmt::Debug for Hashing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sha256(..) => "Sha256",
            Self::Own(_) => "Own(<fn>)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_debug_output_tells_how_a_tag_is_made() {
        let own = Tagging::Own(Arc::new(|_| ETag::from(1)));
        for (tagging, name, hashing) in [
            (Tagging::Weak, "Weak", "Sha256"),
            (Tagging::Strong, "Strong", "Sha256"),
            (own, "Own(<fn>)", "Own(<fn>)"),
        ] {
            assert_eq!(format!("{tagging:?}"), name);
            assert_eq!(format!("{:?}", tagging.start()), hashing);
        }
    }
}
