//! What an answer depends on must be said (RFC 9110 §12.5.5), and what is one user's must not be
//! kept for all (RFC 9111 §3.5).

use http::{HeaderName, header};

use crate::rule::Rule;
use crate::scene::{Answer, Must, Scene, Stop, broken, skip, titled};

const LANGUAGES: &[&str] = &["de", "fr", "ja", "en"];
const MEDIA_TYPES: &[&str] = &[
    "application/json",
    "text/html",
    "text/plain",
    "application/xml",
];

/// An origin that no server knows.
const ORIGIN: &str = "https://conditional-check.example";

pub(super) const RULES: &[Rule] = &[
    Rule::should(
        "vary/accept-language",
        "RFC 9110 §12.5.5",
        "GET with `Accept-Language:` de, fr, ja, en",
        "`Vary: Accept-Language` where answers differ in tag or content: else caches give all readers one of them",
        |scene| Box::pin(named(scene, header::ACCEPT_LANGUAGE, LANGUAGES)),
    ),
    Rule::should(
        "vary/accept",
        "RFC 9110 §12.5.5",
        "GET with `Accept:` JSON, HTML, text, XML",
        "`Vary: Accept` where answers differ in tag or content: else caches give all clients one of them",
        |scene| Box::pin(named(scene, header::ACCEPT, MEDIA_TYPES)),
    ),
    Rule::should(
        "vary/origin",
        "RFC 9110 §12.5.5",
        "GET with `Origin: https://conditional-check.example`",
        "`Vary: Origin` where the answer repeats the origin: else caches give it to other origins",
        |scene| Box::pin(origin(scene)),
    ),
    Rule::should(
        "private/cookie",
        "RFC 9111 §5.2.2.7",
        "GET with your Cookie, and without",
        "`private`, `no-store` or `Vary: Cookie` where the answers differ",
        |scene| Box::pin(cookie(scene)),
    ),
    Rule::should(
        "private/authorization",
        "RFC 9111 §3.5",
        "GET with your Authorization, and without",
        "neither `public` nor `s-maxage` where the answers differ",
        |scene| Box::pin(authorization(scene)),
    ),
];

async fn named(scene: &Scene<'_>, name: HeaderName, values: &[&str]) -> Must {
    if !is_repeatable(scene).await? {
        return Err(skip("the content is new each time"));
    }
    let mut depends = false;
    for value in values {
        let answer = scene.get().instead(name.clone(), value).await?;
        if !answer.status().is_success() || !differs(scene.plain(), &answer) {
            continue;
        }
        depends = true;
        if !answer.varies_by(&name) || !scene.plain().varies_by(&name) {
            return Err(broken(format!(
                "the answer depends on {name}, and Vary does not say so"
            )));
        }
    }
    if depends {
        return Ok(());
    }
    Err(skip(format!(
        "the answer does not depend on {}",
        titled(&name)
    )))
}

async fn origin(scene: &Scene<'_>) -> Must {
    let answer = scene.get().instead(header::ORIGIN, ORIGIN).await?;
    let allowed = answer.field(&header::ACCESS_CONTROL_ALLOW_ORIGIN);
    if allowed != Some(ORIGIN.as_bytes()) {
        return Err(skip("the answer does not repeat the origin"));
    }
    if !answer.varies_by(&header::ORIGIN) {
        return Err(broken(
            "the answer depends on origin, and Vary does not say so",
        ));
    }
    Ok(())
}

async fn cookie(scene: &Scene<'_>) -> Must {
    depends_on(scene, &header::COOKIE).await?;
    let plain = scene.plain();
    let kept_apart = plain.cache_control_has(&["private", "no-store"]);
    if kept_apart || plain.varies_by(&header::COOKIE) {
        return Ok(());
    }
    Err(broken(
        "shared caches may hand this user's answer to others",
    ))
}

async fn authorization(scene: &Scene<'_>) -> Must {
    depends_on(scene, &header::AUTHORIZATION).await?;
    let plain = scene.plain();
    let shared = plain.cache_control_has(&["public", "s-maxage"]);
    if !shared || plain.varies_by(&header::AUTHORIZATION) {
        return Ok(());
    }
    Err(broken(
        "shared caches may hand this user's answer to others",
    ))
}

/// Skips unless the answer without the user's field is another one.
async fn depends_on(scene: &Scene<'_>, name: &HeaderName) -> Must {
    if !scene.has_own(name) {
        return Err(skip(format!("no {} was given", titled(name))));
    }
    if !is_repeatable(scene).await? {
        return Err(skip("the content is new each time"));
    }
    let without = scene.get().without(name).await?;
    if differs(scene.plain(), &without) {
        return Ok(());
    }
    Err(skip(format!(
        "the answer does not depend on {}",
        titled(name)
    )))
}

async fn is_repeatable(scene: &Scene<'_>) -> Result<bool, Stop> {
    let again = scene.get().await?;
    Ok(!differs(scene.plain(), &again))
}

fn differs(a: &Answer, b: &Answer) -> bool {
    a.status() != b.status()
        || a.body() != b.body()
        || a.field(&header::ETAG) != b.field(&header::ETAG)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;
    use http::Response;

    use super::*;

    fn answer(status: u16, tag: &str, body: &'static str) -> Answer {
        let response = Response::builder().status(status).header("etag", tag);
        Answer::new(response.body(Bytes::from(body)).unwrap(), Duration::ZERO)
    }

    #[test]
    fn answers_differ_by_status_or_tag_or_content() {
        let plain = answer(200, "\"a\"", "text");
        assert!(!differs(&plain, &answer(200, "\"a\"", "text")));
        assert!(differs(&plain, &answer(203, "\"a\"", "text")));
        assert!(differs(&plain, &answer(200, "\"b\"", "text")));
        assert!(differs(&plain, &answer(200, "\"a\"", "other")));
    }
}
