//! Markdown to HTML, without letting the text bring HTML or scripts of its own.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// A summary has this many characters at most.
const SUMMARY: usize = 320;

/// The whole text as HTML.
///
/// HTML within the text is shown as text, and links lead only to web pages, mail addresses and
/// places on this site. What can be wider than the page scrolls, with the keyboard, too.
pub(crate) fn to_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut page = String::with_capacity(markdown.len() * 3 / 2);
    let events = Parser::new_ext(markdown, options).flat_map(|event| scrolling(harmless(event)));
    html::push_html(&mut page, events);
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
    shortened(text)
}

/// Where the paragraph leads up to something, or is long, it ends in an ellipsis.
fn shortened(mut text: String) -> String {
    let end = text.char_indices().nth(SUMMARY).map(|(end, _)| end);
    if let Some(end) = end {
        text.truncate(end);
        text.truncate(text.rfind(' ').unwrap_or(end));
    }
    if end.is_some() || text.ends_with(':') {
        text.truncate(text.trim_end_matches([':', ',', '.', ' ']).len());
        text.push('…');
    }
    text
}

/// Code and tables with an element around them that takes the focus.
fn scrolling(event: Event<'_>) -> impl Iterator<Item = Event<'_>> {
    let html = |text: &'static str| Some(Event::Html(CowStr::Borrowed(text)));
    let events = match event {
        Event::Start(Tag::CodeBlock(_)) => [html("<pre tabindex=\"0\"><code>"), None],
        Event::Start(Tag::Table(_)) => [html("<div class=\"scroll\" tabindex=\"0\">"), Some(event)],
        Event::End(TagEnd::Table) => [Some(event), html("</div>")],
        event => [Some(event), None],
    };
    events.into_iter().flatten()
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
    fn what_may_have_to_scroll_takes_the_focus() {
        let page = to_html("```http\na: <b>\n```\n\n| a |\n|---|\n| b |\n");
        assert!(
            page.contains("<pre tabindex=\"0\"><code>a: &lt;b&gt;\n</code></pre>"),
            "{page}"
        );
        assert!(
            page.contains("<div class=\"scroll\" tabindex=\"0\"><table>"),
            "{page}"
        );
        assert!(page.contains("</table>\n</div>"), "{page}");
    }

    #[test]
    fn a_summary_that_leads_up_to_something_or_is_long_ends_in_an_ellipsis() {
        assert_eq!(
            summary("The server sends this:\n\n    code"),
            "The server sends this…"
        );
        let long = summary(&"word, ".repeat(SUMMARY));
        assert!(long.chars().count() <= SUMMARY + 1, "{long}");
        assert!(long.ends_with("word…"), "{long}");
        let wide = summary(&"ä".repeat(2 * SUMMARY));
        assert_eq!(wide.chars().count(), SUMMARY + 1);
    }

    #[test]
    fn a_summary_is_the_first_paragraph_without_markup() {
        let text = "One *small* `step`\nfor [all](x).\n\nThe rest.";
        assert_eq!(summary(text), "One small step for all.");
    }
}
