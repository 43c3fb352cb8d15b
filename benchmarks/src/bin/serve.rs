//! Serves the cases that are compared over loopback, on one thread, until it is ended; prints the
//! address.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a program that measures"
)]

use conditional_benchmarks::cases;
use tokio::net::TcpListener;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}", listener.local_addr().unwrap());
    axum::serve(listener, cases::served()).await.unwrap();
}
