//! Preconditions come after the checks that every request meets (RFC 9110 §13.2.1): what would be
//! no success without them stays what it is.

use http::{HeaderName, Method, StatusCode, Uri, header};

use crate::rule::Rule;
use crate::scene::{Answer, Ask, Must, Scene, Stop, broken, skip};
use crate::tag::OTHER;

/// Long ago.
const OLD: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

pub(super) const RULES: &[Rule] = &[
    Rule::must(
        "errors/missing-if-match",
        "RFC 9110 §13.2.1",
        "GET of what is missing, with If-Match",
        "the same 404 or 410 as without",
        |scene| Box::pin(missing(scene, |ask| ask.if_match(OTHER))),
    ),
    Rule::must(
        "errors/missing-if-unmodified-since",
        "RFC 9110 §13.2.1",
        "GET of what is missing, with If-Unmodified-Since",
        "the same 404 or 410 as without",
        |scene| Box::pin(missing(scene, |ask| ask.if_unmodified_since(OLD))),
    ),
    Rule::must(
        "errors/missing-if-none-match",
        "RFC 9110 §13.2.1",
        "GET of what is missing, with `If-None-Match: *`, and with the 404's own tag",
        "the same 404 or 410 as without",
        |scene| Box::pin(missing_if_none_match(scene)),
    ),
    Rule::must(
        "errors/unauthorized",
        "RFC 9110 §13.2.1",
        "GET without your credentials, with `If-None-Match: *` and with If-Match",
        "the same 401 or 403 as without: else strangers learn what is there",
        |scene| Box::pin(unauthorized(scene)),
    ),
    Rule::advice(
        "errors/unauthorized-tag",
        "RFC 9110 §13.2.1",
        "GET without your credentials",
        "no ETag of the resource on the 401 or 403",
        |scene| Box::pin(unauthorized_tag(scene)),
    ),
    Rule::must(
        "errors/options",
        "RFC 9110 §13.2.1",
        "OPTIONS with `If-None-Match: *` and with If-Match",
        "the same answer as without: the method selects no representation",
        |scene| Box::pin(options(scene)),
    ),
];

fn missing_uri<'a>(scene: &Scene<'a>) -> Result<&'a Uri, Stop> {
    let missing = scene.subject().missing.as_ref();
    missing.ok_or_else(|| skip("needs the URL of something missing, and none was given"))
}

async fn plain_404<'a>(scene: &Scene<'a>) -> Result<(&'a Uri, Answer), Stop> {
    let uri = missing_uri(scene)?;
    let plain = scene.ask_for(Method::GET, uri).await?;
    match plain.status() {
        StatusCode::NOT_FOUND | StatusCode::GONE => Ok((uri, plain)),
        status => {
            let status = status.as_u16();
            Err(Stop::Unasked(format!(
                "what should be missing is answered {status}"
            )))
        }
    }
}

async fn missing(scene: &Scene<'_>, conditional: fn(Ask<'_>) -> Ask<'_>) -> Must {
    let (uri, plain) = plain_404(scene).await?;
    let ask = conditional(scene.ask_for(Method::GET, uri));
    ask.await?.is(plain.status().as_u16())
}

async fn missing_if_none_match(scene: &Scene<'_>) -> Must {
    let (uri, plain) = plain_404(scene).await?;
    let status = plain.status().as_u16();
    let ask = || scene.ask_for(Method::GET, uri);
    ask().if_none_match("*").await?.is(status)?;
    match plain.tag() {
        Some(tag) => ask().if_none_match(tag.text()).await?.is(status),
        None => Ok(()),
    }
}

/// The user's credentials, where the answer is a refusal without them.
async fn refusal_without(scene: &Scene<'_>) -> Result<(Vec<HeaderName>, Answer), Stop> {
    let names = [header::AUTHORIZATION, header::COOKIE];
    let own: Vec<_> = names
        .into_iter()
        .filter(|name| scene.has_own(name))
        .collect();
    if own.is_empty() {
        return Err(skip("no credentials were given"));
    }
    let refusal = stripped(scene.get(), &own).await?;
    match refusal.status() {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => {
            Ok((own, refusal))
        }
        _ => Err(skip("the server answers without the credentials too")),
    }
}

fn stripped<'a>(ask: Ask<'a>, names: &[HeaderName]) -> Ask<'a> {
    names.iter().fold(ask, Ask::without)
}

async fn unauthorized(scene: &Scene<'_>) -> Must {
    let (own, refusal) = refusal_without(scene).await?;
    let status = refusal.status().as_u16();
    let ask = || stripped(scene.get(), &own);
    ask().if_none_match("*").await?.is(status)?;
    ask().if_match(OTHER).await?.is(status)
}

async fn unauthorized_tag(scene: &Scene<'_>) -> Must {
    let (_, refusal) = refusal_without(scene).await?;
    if refusal.tag().is_some() && refusal.tag() == scene.plain().tag() {
        return Err(broken("the refusal carries the resource's ETag"));
    }
    Ok(())
}

async fn options(scene: &Scene<'_>) -> Must {
    let plain = scene.ask(Method::OPTIONS).await?.status().as_u16();
    let ask = || scene.ask(Method::OPTIONS);
    ask().if_none_match("*").await?.is(plain)?;
    ask().if_match(OTHER).await?.is(plain)
}
