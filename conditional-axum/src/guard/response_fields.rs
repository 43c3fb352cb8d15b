//! The fields of the answer that the attribute declares: on the 200 and on the 304 alike.

use axum::http::{Extensions, HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, IntoResponseParts, Response, ResponseParts};

use crate::event;

/// What a `headers` function returned, as fields.
#[derive(Debug, Default)]
pub struct Computed {
    headers: HeaderMap,
    extensions: Extensions,
}

impl Computed {
    /// Lets the parts write their fields.
    ///
    /// # Errors
    ///
    /// The response of the part that could not.
    #[expect(clippy::result_large_err, reason = "a box would be an allocation")]
    pub(crate) fn of(parts: impl IntoResponseParts) -> Result<Self, Response> {
        let mut is_written = false;
        let response = (parts, Written(&mut is_written), ()).into_response();
        if !is_written {
            return Err(response);
        }
        let (mut parts, _) = response.into_parts();
        // The validators are told by the functions of that name.
        parts.headers.remove(header::ETAG);
        parts.headers.remove(header::LAST_MODIFIED);
        Ok(Self {
            headers: parts.headers,
            extensions: parts.extensions,
        })
    }
}

/// The part after the user's own: it is reached where they could be written.
struct Written<'w>(&'w mut bool);

impl IntoResponseParts for Written<'_> {
    type Error = std::convert::Infallible;

    fn into_response_parts(self, parts: ResponseParts) -> Result<ResponseParts, Self::Error> {
        *self.0 = true;
        Ok(parts)
    }
}

impl Computed {
    /// With the `Cache-Control` that is declared beside the function, unless that gave one itself.
    #[must_use]
    pub fn with_cache_control(mut self, value: HeaderValue) -> Self {
        self.headers.entry(header::CACHE_CONTROL).or_insert(value);
        self
    }

    /// With the `Vary` that is declared beside the function.
    #[must_use]
    pub fn with_vary(mut self, line: HeaderValue) -> Self {
        extend_vary(&mut self.headers, line);
        self
    }

    /// Adds them; where the answer has one of these fields already, it keeps its own value.
    pub fn add_to(self, response: &mut Response) {
        let headers = response.headers_mut();
        for name in self.headers.keys() {
            let ours = self.headers.get_all(name);
            if name == header::VARY {
                warn_of_other_names(headers, |their| ours.iter().any(|our| declares(our, their)));
                for line in ours {
                    extend_vary(headers, line.clone());
                }
            } else if !headers.contains_key(name) {
                for line in ours {
                    headers.append(name, line.clone());
                }
            } else if headers.get_all(name) != ours {
                event::overridden(name);
            }
        }
        response.extensions_mut().extend(self.extensions);
    }
}

/// Adds the declared `Cache-Control`; where the answer has its own, that stays.
pub fn add_cache_control(response: &mut Response, ours: HeaderValue) {
    let headers = response.headers_mut();
    match headers.get(header::CACHE_CONTROL) {
        None => {
            headers.insert(header::CACHE_CONTROL, ours);
        }
        Some(theirs) if *theirs == ours => {}
        Some(_) => event::overridden(&header::CACHE_CONTROL),
    }
}

/// Adds to `Vary` what is declared.
pub fn add_vary(response: &mut Response, ours: HeaderValue) {
    let headers = response.headers_mut();
    warn_of_other_names(headers, |their| declares(&ours, their));
    extend_vary(headers, ours);
}

/// Warns where the answer varies by a field name that is not declared.
fn warn_of_other_names(headers: &HeaderMap, is_declared: impl Fn(&str) -> bool) {
    let mut theirs = headers.get_all(header::VARY).iter().flat_map(names);
    if theirs.any(|their| !is_declared(their)) {
        event::overridden(&header::VARY);
    }
}

fn declares(ours: &HeaderValue, their: &str) -> bool {
    names(ours).any(|our| our.eq_ignore_ascii_case(their))
}

/// Adds the line, unless every field name in it is there already.
fn extend_vary(headers: &mut HeaderMap, ours: HeaderValue) {
    if !headers.contains_key(header::VARY) {
        headers.insert(header::VARY, ours);
        return;
    }
    let theirs = || headers.get_all(header::VARY).iter().flat_map(names);
    let holds = |name: &str| theirs().any(|their| their == "*" || their.eq_ignore_ascii_case(name));
    if !names(&ours).all(holds) {
        headers.append(header::VARY, ours);
    }
}

fn names(line: &HeaderValue) -> impl Iterator<Item = &str> {
    let line = line.to_str().unwrap_or_default();
    line.split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty())
}
