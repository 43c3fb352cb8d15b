//! A tab of the browser, as the person in front of it uses it.

use thirtyfour::error::WebDriverResult;
use thirtyfour::extensions::query::{ElementQuery, ElementQueryable as _};
use thirtyfour::{By, WebDriver, WebElement, WindowHandle};

use crate::site::Site;

/// One tab. The driver knows only a current one, so every deed switches to its tab first.
#[derive(Clone, Debug)]
pub(crate) struct Tab<'a> {
    browser: &'a WebDriver,
    site: &'a Site,
    window: WindowHandle,
}

impl<'a> Tab<'a> {
    /// The tab that the browser starts with.
    pub(crate) async fn first(browser: &'a WebDriver, site: &'a Site) -> WebDriverResult<Self> {
        let window = browser.window().await?;
        Ok(Self {
            browser,
            site,
            window,
        })
    }

    /// Two tabs that have opened the same page.
    pub(crate) async fn two(
        browser: &'a WebDriver,
        site: &'a Site,
        path: &str,
    ) -> WebDriverResult<[Self; 2]> {
        let first = Self::first(browser, site).await?;
        let window = browser.new_tab().await?;
        let second = Self {
            window,
            ..first.clone()
        };
        first.open(path).await?;
        second.open(path).await?;
        Ok([first, second])
    }

    /// Goes to a page of the blog.
    pub(crate) async fn open(&self, path: &str) -> WebDriverResult<()> {
        self.to_front().await?;
        self.browser.goto(self.site.url(path)).await
    }

    /// Replaces what is in a field by this text.
    pub(crate) async fn types(&self, field: &str, text: &str) -> WebDriverResult<()> {
        let field = self.find(&format!("#{field}")).await?;
        field.clear().await?;
        field.send_keys(text).await
    }

    /// Presses the button with this text.
    pub(crate) async fn press(&self, button: &str) -> WebDriverResult<()> {
        self.button(button).await?.click().await
    }

    /// Follows the link with this text.
    pub(crate) async fn follow(&self, link: &str) -> WebDriverResult<()> {
        self.with_text("a", link).await?.click().await
    }

    /// Goes back to the page before, as the browser's own button does.
    pub(crate) async fn back(&self) -> WebDriverResult<()> {
        self.to_front().await?;
        self.browser.back().await
    }

    /// Goes on to the page that the reader went back from.
    pub(crate) async fn forward(&self) -> WebDriverResult<()> {
        self.to_front().await?;
        self.browser.forward().await
    }

    /// Loads the page again, as the browser's own button does.
    pub(crate) async fn reload(&self) -> WebDriverResult<()> {
        self.to_front().await?;
        self.browser.refresh().await
    }

    /// Presses it twice, as fast as people do by mistake.
    pub(crate) async fn press_twice(&self, button: &str) -> WebDriverResult<()> {
        let button = self.button(button).await?;
        let mouse = self.browser.action_chain();
        mouse.double_click_element(&button).perform().await
    }

    /// Waits until the page with this heading is there.
    pub(crate) async fn is_at(&self, heading: &str) -> WebDriverResult<()> {
        self.sees("h1", heading).await
    }

    /// Waits until the page with this heading is gone, whichever comes after it.
    pub(crate) async fn leaves(&self, heading: &str) -> WebDriverResult<()> {
        self.to_front().await?;
        let query = self.query("h1").without_text(heading.to_owned());
        query.first().await.map(drop)
    }

    /// Waits until an element has just this text.
    pub(crate) async fn sees(&self, css: &str, text: &str) -> WebDriverResult<()> {
        self.with_text(css, text).await.map(drop)
    }

    /// What is in a field, seen or hidden.
    pub(crate) async fn value(&self, css: &str) -> WebDriverResult<String> {
        let value = self.find(css).await?.value().await?;
        Ok(value.unwrap_or_default())
    }

    /// The text of an element.
    pub(crate) async fn text(&self, css: &str) -> WebDriverResult<String> {
        self.find(css).await?.text().await
    }

    /// The path of the page that is shown.
    pub(crate) async fn path(&self) -> WebDriverResult<String> {
        self.to_front().await?;
        Ok(self.browser.current_url().await?.path().to_owned())
    }

    async fn button(&self, text: &str) -> WebDriverResult<WebElement> {
        self.with_text("button", text).await
    }

    async fn with_text(&self, css: &str, text: &str) -> WebDriverResult<WebElement> {
        self.to_front().await?;
        let query = self.query(css).with_text(text.to_owned());
        query
            .desc(&format!("{css} with the text {text:?}"))
            .first()
            .await
    }

    async fn find(&self, css: &str) -> WebDriverResult<WebElement> {
        self.to_front().await?;
        self.query(css).first().await
    }

    /// An element of the page before may vanish while it is looked at: that is no error.
    fn query(&self, css: &str) -> ElementQuery {
        self.browser.query(By::Css(css)).ignore_errors(true)
    }

    async fn to_front(&self) -> WebDriverResult<()> {
        self.browser.switch_to_window(self.window.clone()).await
    }
}
