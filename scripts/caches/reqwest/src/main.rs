//! Answers each address on its standard input with the first line of the page.

use std::error::Error;

use http_cache_reqwest::{Cache, CacheMode, HttpCache, HttpCacheOptions, MokaManager};
use reqwest::Client;
use reqwest_middleware::ClientBuilder;
use tokio::io::{AsyncBufReadExt as _, BufReader, stdin};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let cache = HttpCache {
        mode: CacheMode::Default,
        manager: MokaManager::default(),
        options: HttpCacheOptions::default(),
    };
    let client = Client::builder().no_proxy().build()?;
    let client = ClientBuilder::new(client).with(Cache(cache)).build();
    let mut addresses = BufReader::new(stdin()).lines();
    while let Some(address) = addresses.next_line().await? {
        let text = client
            .get(address)
            .send()
            .await?
            .error_for_status()?
            .text()
            .await?;
        println!("{}", text.lines().next().unwrap_or_default());
    }
    Ok(())
}
