//! A page of the list, and its validator.

use axum::http::{HeaderName, header};
use conditional_axum::{Collection, ETag, Resource};

use crate::content::Part;
use crate::failure::Failure;
use crate::store::Store;
use crate::task::Task;

/// Some of the tasks, and whether there are more.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) tasks: Vec<Task>,
    /// The last task of this page, where another page follows.
    next: Option<i64>,
}

impl Page {
    /// Loads it, with one task more than it shows.
    pub(crate) async fn load(store: &Store, part: Part) -> Result<Self, Failure> {
        let limit = part.limit.clamp(1, 100);
        let mut tasks = store.after(part.after, i64::from(limit) + 1).await?;
        let next = if tasks.len() > usize::from(limit) {
            tasks.truncate(usize::from(limit));
            tasks.last().map(|task| task.id)
        } else {
            None
        };
        Ok(Self { tasks, next })
    }

    /// `Link` to the next page, on the 200 and the 304.
    pub(crate) fn link(&self, part: Part) -> Option<[(HeaderName, String); 1]> {
        let next = self.next?;
        let limit = part.limit;
        let link = format!("</tasks?after={next}&limit={limit}>; rel=\"next\"");
        Some([(header::LINK, link)])
    }
}

/// A deletion moves it too, and so does a first task after this page.
impl Resource for Page {
    fn etag(&self) -> Option<ETag> {
        let versions = self.tasks.iter().map(|task| (task.id, task.version));
        Collection::from_members(versions).with(self.next).etag()
    }
}
