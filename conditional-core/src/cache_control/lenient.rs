//! Reading what others wrote: malformed members are skipped, of contradicting ones the strictest counts.

use http::{HeaderMap, header::CACHE_CONTROL};

use super::{
    CacheControl,
    argument::{field_names, number},
    directive::{Argument, Directive},
    member::{Member, Members, Value},
};

impl CacheControl {
    /// Reads all `Cache-Control` lines of a response, whatever they hold.
    ///
    /// Malformed members are skipped. Of contradicting directives the most restrictive counts
    /// (RFC 9111 §4.2.1): `private` over `public`, the shorter of two durations, `no-cache` over
    /// `no-cache="field"`. A duration that cannot be read counts as 0: the response is stale at once.
    ///
    /// ```
    /// use conditional_core::CacheControl;
    /// use http::{HeaderMap, HeaderValue, header::CACHE_CONTROL};
    ///
    /// let mut headers = HeaderMap::new();
    /// headers.append(CACHE_CONTROL, HeaderValue::from_static("public, =, max-age=60"));
    /// headers.append(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    /// assert!(CacheControl::from_headers(&headers).is_no_store());
    /// ```
    #[must_use]
    pub fn from_headers(headers: &HeaderMap) -> Self {
        let mut read = Self::new();
        for line in headers.get_all(CACHE_CONTROL) {
            let mut members = Members::new(line.as_bytes());
            loop {
                match members.next() {
                    Ok(Some(member)) => read.restrict(member),
                    Ok(None) => break,
                    Err(_) => {}
                }
            }
        }
        read
    }

    fn restrict(&mut self, member: Member<'_>) {
        let Some(directive) = Directive::named(member.name) else {
            return self.extensions.push(member.to_string());
        };
        match directive.argument() {
            Argument::Seconds => self.shorten(directive, member.value),
            Argument::FieldNames => self.widen(directive, member.value),
            Argument::Nothing if directive == Directive::Public && self.is_private() => {}
            Argument::Nothing => self.flags = self.flags.with(directive),
        }
    }

    fn shorten(&mut self, directive: Directive, value: Option<Value<'_>>) {
        let seconds = value.and_then(|value| number(value.text)).unwrap_or(0);
        let shortest = self
            .seconds
            .get(directive)
            .map_or(seconds, |known| known.min(seconds));
        self.flags = self.flags.with(directive);
        self.seconds = self.seconds.with(directive, shortest);
    }

    /// Without field names that can be read, the directive applies to the whole response.
    fn widen(&mut self, directive: Directive, value: Option<Value<'_>>) {
        let known = self.flags.has(directive);
        self.flags = self.flags.with(directive);
        let fields = match directive {
            Directive::NoCache => &mut self.no_cache_fields,
            _ => &mut self.private_fields,
        };
        let names = value.and_then(|value| field_names(value.text));
        *fields = match (known, fields.take(), names) {
            (false, _, Some(names)) => Some(names.to_owned().into()),
            (true, Some(others), Some(names)) => Some(format!("{others}, {names}").into()),
            _ => None,
        };
    }
}
