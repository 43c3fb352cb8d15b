//! The handlers. What guards each of them stands above it, and so it stands in the documents.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, NoContent, Response};
use conditional_axum::{Current, ETag, condition};

use crate::content::{Content, Part, Place};
use crate::document::{ContentFaults, PartFaults, PlaceFaults};
use crate::failure::Failure;
use crate::page::Page;
use crate::store::{Found, Store};
use crate::task::{Draft, Patch, Task};

/// The tasks of a page.
#[derive(Debug)]
pub(crate) struct Tasks(pub(crate) Vec<Task>);

/// A task that is new.
#[derive(Debug)]
pub(crate) struct Created(Task);

async fn load_page(State(store): &State<Store>, part: &Part) -> Result<Page, Failure> {
    Page::load(store, *part).await
}

fn links(page: &Page, part: &Part) -> Option<[(HeaderName, String); 1]> {
    page.link(*part)
}

/// The task, for reads and writes alike; of one that was deleted, that it was.
async fn load(State(store): &State<Store>, place: &Place) -> Result<Option<Task>, Failure> {
    match store.find(place.id).await? {
        Found::Task(task) => Ok(Some(task)),
        Found::Deleted => Err(Failure::Gone),
        Found::Nothing => Ok(None),
    }
}

/// The tasks by their numbers, a page at a time; `Link` leads to the next page.
#[condition(resource = load_page, extract(State<Store>), headers = links, cache_control = "no-cache")]
#[utoipa::path(
    get,
    path = "/tasks",
    params(Part),
    responses(
        (status = 200, body = [Task], headers(("Link" = String, description = "The next page."))),
        PartFaults,
    ),
)]
pub(crate) async fn list(Current(page): Current<Page>, _: Part) -> Tasks {
    Tasks(page.tasks)
}

/// A new task.
#[utoipa::path(
    post,
    path = "/tasks",
    request_body = Draft,
    responses(
        (status = 201, body = Task, headers(("Location" = String), ("ETag" = String))),
        ContentFaults,
    ),
)]
pub(crate) async fn create(
    State(store): State<Store>,
    Content(draft): Content<Draft>,
) -> Result<Created, Failure> {
    Ok(Created(store.insert(draft).await?))
}

/// One task.
#[condition(resource = load, extract(State<Store>), cache_control = "no-cache")]
#[utoipa::path(
    get,
    path = "/tasks/{id}",
    params(Place),
    responses((status = 200, body = Task), PlaceFaults),
)]
pub(crate) async fn show(Current(task): Current<Task>, _: Place) -> Json<Task> {
    Json(task)
}

/// The task is what the content says.
#[condition(resource = load, required)]
#[utoipa::path(
    put,
    path = "/tasks/{id}",
    params(Place),
    request_body = Draft,
    responses((status = 200, body = Task), PlaceFaults, ContentFaults),
)]
pub(crate) async fn replace(
    State(store): State<Store>,
    _: Place,
    Current(task): Current<Task>,
    Content(draft): Content<Draft>,
) -> Result<(ETag, Json<Task>), Failure> {
    write(&store, task, |_| draft).await
}

/// What the content names is changed, the rest stays.
#[condition(resource = load, required)]
#[utoipa::path(
    patch,
    path = "/tasks/{id}",
    params(Place),
    request_body(content(
        (Patch = "application/merge-patch+json"),
        (Patch = "application/json"),
    )),
    responses((status = 200, body = Task), PlaceFaults, ContentFaults),
)]
pub(crate) async fn change(
    State(store): State<Store>,
    _: Place,
    Current(task): Current<Task>,
    Content(patch): Content<Patch>,
) -> Result<(ETag, Json<Task>), Failure> {
    write(&store, task, |task| patch.applied_to(task)).await
}

/// The task is deleted; its number is not used again.
#[condition(resource = load, required)]
#[utoipa::path(
    delete,
    path = "/tasks/{id}",
    params(Place),
    responses((status = 204), PlaceFaults),
)]
pub(crate) async fn remove(
    State(store): State<Store>,
    _: Place,
    Current(task): Current<Task>,
) -> Result<NoContent, Failure> {
    if store.delete((&task).into()).await? {
        Ok(NoContent)
    } else {
        Err(Failure::Overtaken)
    }
}

/// Writes over the very version that was checked.
async fn write(
    store: &Store,
    task: Task,
    change: impl FnOnce(Task) -> Draft,
) -> Result<(ETag, Json<Task>), Failure> {
    let checked = (&task).into();
    let written = store.update(checked, change(task)).await?;
    let task = written.ok_or(Failure::Overtaken)?;
    Ok((ETag::from(task.version), Json(task)))
}

impl IntoResponse for Tasks {
    fn into_response(self) -> Response {
        Json(self.0).into_response()
    }
}

impl IntoResponse for Created {
    fn into_response(self) -> Response {
        let Self(task) = self;
        let location = [(header::LOCATION, format!("/tasks/{}", task.id))];
        let tag = ETag::from(task.version);
        (StatusCode::CREATED, tag, location, Json(task)).into_response()
    }
}
