//! The screens that the pages are looked at on: large and small, light and dark.

use std::fmt;

use serde_json::json;
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverResult;

/// Width in pixels, and the colours that its owner prefers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen {
    width: u32,
    colours: &'static str,
}

/// Higher than screens are: a picture shows most pages as a whole.
const HEIGHT: u32 = 2000;

pub(crate) const SCREENS: [Screen; 4] = [
    Screen::new(1280, "light"),
    Screen::new(1280, "dark"),
    Screen::new(390, "light"),
    Screen::new(390, "dark"),
];

impl Screen {
    const fn new(width: u32, colours: &'static str) -> Self {
        Self { width, colours }
    }

    /// Shows the pages of this browser's current tab on such a screen from now on.
    pub(crate) async fn put_before(self, browser: &WebDriver) -> WebDriverResult<()> {
        let small = self.width < 600;
        let metrics = json!({
            "width": self.width,
            "height": HEIGHT,
            "deviceScaleFactor": 1,
            "mobile": small,
        });
        let feature = json!({ "name": "prefers-color-scheme", "value": self.colours });
        let tools = browser.cdp();
        tools
            .send_raw("Emulation.setDeviceMetricsOverride", metrics)
            .await?;
        let media = json!({ "features": [feature] });
        tools.send_raw("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }
}

/// Back to the window itself, which is so high that nothing has to be scrolled to.
pub(crate) async fn take_away(browser: &WebDriver) -> WebDriverResult<()> {
    let nothing = json!({});
    let tools = browser.cdp();
    tools
        .send_raw("Emulation.clearDeviceMetricsOverride", nothing)
        .await?;
    Ok(())
}

impl fmt::Display for Screen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.width, self.colours)
    }
}
