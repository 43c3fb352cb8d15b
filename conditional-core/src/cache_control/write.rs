//! Directives to text.

use std::fmt;

use http::HeaderValue;

use super::{
    CacheControl, InvalidCacheControl,
    directive::Directive,
    error::Fault,
    member::{Member, is_quotable},
};
use crate::octets::{self, is_tchar};

impl fmt::Display for CacheControl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for directive in Directive::ALL.into_iter().filter(|d| self.flags.has(*d)) {
            f.write_str(separator)?;
            self.write_directive(directive, f)?;
            separator = ", ";
        }
        for extension in &self.extensions {
            write!(f, "{separator}{extension}")?;
            separator = ", ";
        }
        Ok(())
    }
}

impl CacheControl {
    fn write_directive(&self, directive: Directive, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(directive.name())?;
        let fields = match directive {
            Directive::NoCache => self.no_cache_fields(),
            Directive::Private => self.private_fields(),
            _ => None,
        };
        match (self.seconds.get(directive), fields) {
            (Some(seconds), _) => write!(f, "={seconds}"),
            (None, Some(fields)) => write!(f, "=\"{fields}\""),
            (None, None) => Ok(()),
        }
    }
}

impl From<CacheControl> for HeaderValue {
    fn from(value: CacheControl) -> Self {
        (&value).into()
    }
}

impl From<&CacheControl> for HeaderValue {
    fn from(value: &CacheControl) -> Self {
        octets::header_value(value.to_string().as_bytes())
    }
}

impl fmt::Display for Member<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self.name))?;
        let Some(value) = self.value else {
            return Ok(());
        };
        let quote = if value.is_quoted { "\"" } else { "" };
        write!(f, "={quote}{}{quote}", String::from_utf8_lossy(value.text))
    }
}

/// The text of an extension directive.
pub(super) fn extension(name: &str, value: Option<&str>) -> Result<String, InvalidCacheControl> {
    let fault = |advice| Err(Fault { at: 0, advice }.into());
    if name.is_empty() || !name.bytes().all(is_tchar) {
        return fault("the name of a directive has letters, digits and hyphens only");
    }
    if Directive::named(name.as_bytes()).is_some() {
        return fault("this directive is registered: call its own method, such as `with_no_cache`");
    }
    match value {
        None => Ok(name.to_owned()),
        Some(value) if !value.is_empty() && value.bytes().all(is_tchar) => {
            Ok(format!("{name}={value}"))
        }
        Some(value) if value.bytes().all(is_quotable) => {
            Ok(format!("{name}=\"{}\"", escape(value)))
        }
        Some(_) => fault("the value of a directive is one line of text"),
    }
}

fn escape(value: &str) -> String {
    let mut escaped = String::new();
    for letter in value.chars() {
        if matches!(letter, '\\' | '"') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
