//! How requests reach the server that is checked.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{Request, Response};

/// A future on the heap, so that [`Transport`] can be a trait object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Something that takes requests to a server and brings the answers back.
///
/// The crate has two: `HttpTransport` (feature `command`) and `InProcess` (feature `tower`). A
/// client of your own is a few lines. It must send the fields as they are, follow no redirects,
/// decode no content and cache nothing. Two requests may be on their way at once.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use bytes::Bytes;
/// use conditional_check::{BoxFuture, Transport, Unreachable};
/// use http::{Request, Response};
///
/// /// A server that knows one thing to say.
/// struct Constant(&'static str);
///
/// impl Transport for Constant {
///     fn send(&self, _: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, Unreachable>> {
///         Box::pin(async { Ok(Response::new(Bytes::from_static(self.0.as_bytes()))) })
///     }
///     fn now(&self) -> SystemTime {
///         SystemTime::now()
///     }
///     fn wait(&self, _: Duration) -> BoxFuture<'_, ()> {
///         Box::pin(async {})
///     }
/// }
///
/// let sent = Constant("Hello!").send(Request::new(Bytes::new()));
/// # let waker = std::task::Waker::noop();
/// # let mut cx = std::task::Context::from_waker(waker);
/// # let mut sent = sent;
/// # let std::task::Poll::Ready(answer) = sent.as_mut().poll(&mut cx) else { panic!() };
/// assert_eq!(answer.unwrap().body(), "Hello!");
/// ```
pub trait Transport: Send + Sync {
    /// Sends the request and collects the whole answer.
    ///
    /// # Errors
    ///
    /// [`Unreachable`] where no complete answer comes, for whatever reason.
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, Unreachable>>;

    /// The time by the clock that [`wait`](Self::wait) goes by.
    fn now(&self) -> SystemTime;

    /// Lets this much time pass, on the server's side too.
    fn wait(&self, time: Duration) -> BoxFuture<'_, ()>;
}

/// No answer came.
///
/// ```
/// use conditional_check::Unreachable;
///
/// let error = Unreachable::new("connection refused");
/// assert_eq!(error.to_string(), "connection refused");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreachable {
    reason: String,
}

impl Unreachable {
    /// With the reason, in words for the person who reads the report.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl Error for Unreachable {}
