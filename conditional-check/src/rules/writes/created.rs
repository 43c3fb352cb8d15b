//! Writes to what is not there.

use http::{Method, Uri};

use super::{GATES, is_accepted, is_refused};
use crate::rule::Rule;
use crate::scene::{Must, Scene, Stop, broken, same_state, skip};

pub(in crate::rules) const RULES: &[Rule] = &[
    Rule::must(
        "writes/missing-if-match",
        "RFC 9110 §13.1.1",
        "your write to what is missing, with `If-Match: *`, then GET",
        "a refusal, and still nothing there: what was deleted is not written back unseen",
        |scene| Box::pin(missing(scene)),
    )
    .writing()
    .unless_broken(GATES),
    Rule::must(
        "writes/create",
        "RFC 9110 §13.1.2",
        "PUT with `If-None-Match: *` to what may be created, then GET",
        "success, and 200",
        |scene| Box::pin(create(scene)),
    )
    .writing()
    .unless_broken(GATES),
    Rule::must(
        "writes/create-again",
        "RFC 9110 §13.1.2",
        "the same once more, then GET",
        "412, and what was created first",
        |scene| Box::pin(create_again(scene)),
    )
    .writing()
    .after(&["writes/create"])
    .unless_broken(&["writes/create-only", "writes/create-only-changes-nothing"]),
];

async fn missing(scene: &Scene<'_>) -> Must {
    let uri = scene.subject().missing.as_ref();
    let uri = uri.ok_or_else(|| skip("needs the URL of something missing, and none was given"))?;
    is_missing(scene, uri).await?;
    let answer = scene.write_to(uri)?.if_match("*").await?;
    if answer.status().is_success() {
        return Err(broken("the write was done"));
    }
    if is_missing(scene, uri).await.is_err() {
        return Err(broken("the write was refused, and done"));
    }
    answer.is_refusal()
}

async fn create(scene: &Scene<'_>) -> Must {
    let uri = creatable(scene)?;
    is_missing(scene, uri).await?;
    is_accepted(&scene.write_to(uri)?.if_none_match("*").await?)?;
    scene.ask_for(Method::GET, uri).await?.is(200)
}

async fn create_again(scene: &Scene<'_>) -> Must {
    let uri = creatable(scene)?;
    let before = scene.ask_for(Method::GET, uri).await?;
    if same_state(&before, &scene.ask_for(Method::GET, uri).await?).is_err() {
        return Err(skip("tag or content are new each time"));
    }
    is_refused(&scene.write_to(uri)?.if_none_match("*").await?)?;
    same_state(&before, &scene.ask_for(Method::GET, uri).await?)
}

fn creatable<'a>(scene: &Scene<'a>) -> Result<&'a Uri, Stop> {
    let uri = scene.subject().create.as_ref();
    uri.ok_or_else(|| skip("needs the URL of something to create, and none was given"))
}

async fn is_missing(scene: &Scene<'_>, uri: &Uri) -> Must {
    let status = scene.ask_for(Method::GET, uri).await?.status().as_u16();
    match status {
        404 | 410 => Ok(()),
        _ => Err(Stop::Unasked(format!(
            "what should be missing is answered {status}"
        ))),
    }
}
