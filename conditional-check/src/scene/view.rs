//! The resource as one rule finds it.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::{HeaderName, Method, Uri, header};

use super::{Answer, Ask, Must, Stop, Subject, skip};
use crate::date::Date;
use crate::exchange::Exchange;
use crate::tag::Tag;

/// One rule's view.
pub(crate) struct Scene<'a> {
    subject: &'a Subject,
    plain: Answer,
    log: Mutex<Vec<Exchange>>,
}

impl<'a> Scene<'a> {
    /// Asks for the resource as it is now.
    pub(crate) async fn open(subject: &'a Subject) -> Result<Self, Stop> {
        let log = Mutex::new(Vec::new());
        let plain = Ask::new(subject, &log, Method::GET, &subject.target).await?;
        if plain.status() != http::StatusCode::OK {
            return Err(Stop::Unasked(not_ok(&plain)));
        }
        Ok(Self {
            subject,
            plain,
            log: Mutex::new(Vec::new()),
        })
    }

    /// The 200 to a plain GET.
    pub(crate) fn plain(&self) -> &Answer {
        &self.plain
    }

    pub(crate) fn subject(&self) -> &'a Subject {
        self.subject
    }

    /// What the rule sent so far, and what came.
    pub(crate) fn exchanges(&self) -> Vec<Exchange> {
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *log)
    }

    pub(crate) fn get(&self) -> Ask<'_> {
        self.ask(Method::GET)
    }

    pub(crate) fn head(&self) -> Ask<'_> {
        self.ask(Method::HEAD)
    }

    pub(crate) fn ask(&self, method: Method) -> Ask<'_> {
        self.ask_for(method, &self.subject.target)
    }

    pub(crate) fn ask_for<'s>(&'s self, method: Method, target: &'s Uri) -> Ask<'s> {
        Ask::new(self.subject, &self.log, method, target)
    }

    /// The write that the user allowed, with the next of the user's bodies.
    pub(crate) fn write(&self) -> Result<Ask<'_>, Stop> {
        self.write_to(&self.subject.target)
    }

    pub(crate) fn write_to<'s>(&'s self, target: &'s Uri) -> Result<Ask<'s>, Stop> {
        let write = self.subject.write.as_ref();
        let write = write.ok_or_else(|| skip("needs a write, and none was allowed"))?;
        let ask = self.ask_for(write.method.clone(), target);
        Ok(ask.writing(write, 0))
    }

    /// Two writes with different bodies.
    pub(crate) fn two_writes(&self) -> Result<(Ask<'_>, Ask<'_>), Stop> {
        let write = self.subject.two_bodies()?;
        let ask = |which| self.ask(write.method.clone()).writing(write, which);
        Ok((ask(0), ask(1)))
    }

    /// The entity tag of the 200.
    pub(crate) fn tag(&self) -> Result<Tag, Stop> {
        self.plain.tag().ok_or_else(|| skip("the 200 has no ETag"))
    }

    /// The entity tag of the 200 where it is a strong one.
    pub(crate) fn strong_tag(&self) -> Result<Tag, Stop> {
        let tag = self.tag()?;
        if tag.is_weak() {
            return Err(skip("the 200 has only a weak ETag"));
        }
        Ok(tag)
    }

    /// The modification date of the 200.
    pub(crate) fn date(&self) -> Result<Date, Stop> {
        self.plain
            .date(&header::LAST_MODIFIED)
            .ok_or_else(|| skip("the 200 has no Last-Modified"))
    }

    /// A date by which the resource has changed since.
    pub(crate) fn earlier_date(&self) -> Result<Date, Stop> {
        self.date()?
            .before(Duration::from_secs(1))
            .ok_or_else(|| skip("no date is earlier than this Last-Modified"))
    }

    /// Whether the user's own fields include this one.
    pub(crate) fn has_own(&self, name: &HeaderName) -> bool {
        self.subject.headers.contains_key(name)
    }

    /// Waits for the next second.
    pub(crate) async fn next_second(&self) -> Must {
        self.subject.next_second().await
    }
}

/// With what to do, where the status tells.
fn not_ok(answer: &Answer) -> String {
    let status = answer.status();
    let location = answer.field(&header::LOCATION);
    let advice = match (status.as_u16(), location) {
        (301..=303 | 307 | 308, Some(location)) => {
            format!(": ask {}", String::from_utf8_lossy(location))
        }
        (401 | 403, _) => ": send your credentials too (`--header`)".to_owned(),
        _ => String::new(),
    };
    format!("a plain GET is answered {status}, not 200{advice}")
}
