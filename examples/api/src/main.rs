//! `cargo run -p api -- [ADDRESS [DATABASE]]`, as in `cargo run -p api -- 127.0.0.1:3000 sqlite:tasks.sqlite`.
//! Without a database file the tasks are gone when the program ends.

#![expect(clippy::print_stdout, reason = "a program that greets on its terminal")]

use std::error::Error;

use api::Store;
use api::app::app;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next();
    let database = arguments.next();
    let store = Store::open(database.as_deref().unwrap_or("sqlite::memory:")).await?;
    let listener = TcpListener::bind(address.as_deref().unwrap_or("127.0.0.1:3000")).await?;
    let address = listener.local_addr()?;
    println!("the document, to read: http://{address}/");
    println!("curl -i http://{address}/tasks/1");
    println!("curl -i -H 'If-None-Match: \"1\"' http://{address}/tasks/1");
    println!("curl -i -X DELETE http://{address}/tasks/1");
    axum::serve(listener, app(store)).await?;
    Ok(())
}
