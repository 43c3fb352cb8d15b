//! The command line.

use std::path::PathBuf;

use clap::Parser;
use tracing_subscriber::filter::Targets;

const SAMPLE_FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/files");

/// A blog that answers 304 and 412 before it renders a page or reads a body.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Args {
    /// Address or name, and port, to listen on; port 0 takes a free one.
    #[arg(
        long,
        env,
        default_value = "127.0.0.1:3000",
        value_name = "ADDRESS:PORT",
        value_parser = with_port
    )]
    pub listen: String,

    /// Names, besides `localhost` and addresses, under which browsers reach the blog.
    ///
    /// Requests for other names are refused: they come from a page that gave its own name this
    /// address.
    #[arg(long, env = "BLOG_HOSTS", value_delimiter = ',', value_name = "NAME")]
    pub host: Vec<String>,

    /// Where the entries are: a file, or a PostgreSQL server if built with `--features postgres`.
    ///
    /// `sqlite:PATH`, relative to the working directory, or `postgres://USER@HOST/DATABASE`. One
    /// that is missing is created and filled with sample entries.
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite:blog.sqlite",
        value_name = "URL"
    )]
    pub database: String,

    /// By how many seconds this machine's clock may be ahead of the database's, and how long a
    /// write may take: pages that have nothing but a date are stored by no cache that long.
    #[arg(long, env = "BLOG_MARGIN", default_value = "0", value_name = "SECONDS")]
    pub margin: u32,

    /// Folder of the attachments; by default the one that comes with this example.
    #[arg(long, env = "BLOG_FILES", default_value = SAMPLE_FILES, hide_default_value = true, value_name = "FOLDER")]
    pub files: PathBuf,

    /// What to log: a level, or levels by target such as `blog=info,conditional_axum=debug`.
    #[arg(long, env = "RUST_LOG", default_value = "info", value_name = "FILTER")]
    pub log: Targets,
}

/// What `--listen` means is looked up when it is bound; that it has a port can be said now.
fn with_port(text: &str) -> Result<String, String> {
    let Some((_, port)) = text.rsplit_once(':') else {
        return Err("the port is missing; write, for example, localhost:3000".to_owned());
    };
    match port.parse::<u16>() {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err(format!("{port:?} is not a port; ports are 0 to 65535")),
    }
}
