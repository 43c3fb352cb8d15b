//! Markdown to HTML, without letting the text bring HTML or scripts of its own.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// The whole text as HTML.
///
/// HTML within the text is shown as text, and links lead only to web pages, mail addresses and
/// places on this site.
pub(crate) fn to_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut page = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut page, Parser::new_ext(markdown, options).map(harmless));
    page
}

/// The first paragraph as plain text, for lists of entries.
pub(crate) fn summary(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            Event::End(TagEnd::Paragraph) => break,
            _ => {}
        }
    }
    text
}

fn harmless(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        Event::Start(Tag::Link {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Link {
            link_type,
            dest_url: safe(dest_url),
            title,
            id,
        }),
        Event::Start(Tag::Image {
            link_type,
            dest_url,
            title,
            id,
        }) => Event::Start(Tag::Image {
            link_type,
            dest_url: safe(dest_url),
            title,
            id,
        }),
        other => other,
    }
}

/// `#` in place of an address with a scheme such as `javascript:`.
fn safe(url: CowStr<'_>) -> CowStr<'_> {
    let scheme = url
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        None | Some("http" | "https" | "mailto") => url,
        Some(before) if before.contains(['/', '?', '#']) => url,
        Some(_) => CowStr::Borrowed("#"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_in_the_text_is_shown_and_not_run() {
        let page = to_html("Before <script>alert(1)</script> after\n\n<div onclick=x>\n");
        assert!(!page.contains("<script"), "{page}");
        assert!(!page.contains("<div"), "{page}");
        assert!(page.contains("&lt;script&gt;"), "{page}");
    }

    #[test]
    fn a_link_cannot_run_a_script() {
        let page = to_html("[a](javascript:alert) [b](JavaScript:alert) [c](/entries/1?x=a:b)");
        assert!(!page.to_lowercase().contains("javascript"), "{page}");
        assert!(page.contains("href=\"/entries/1?x=a:b\""), "{page}");
    }

    #[test]
    fn a_summary_is_the_first_paragraph_without_markup() {
        let text = "One *small* `step`\nfor [all](x).\n\nThe rest.";
        assert_eq!(summary(text), "One small step for all.");
    }
}
