//! Asking a tower service without a socket.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{self, HeaderValue};
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use tower_service::Service;

use crate::transport::{BoxFuture, Transport, Unreachable};

/// The time that a check in process goes by.
///
/// A service with a clock of its own is checked with that one, and no test has to wait:
///
/// ```
/// use std::sync::{Arc, Mutex};
/// use std::time::{Duration, SystemTime};
///
/// use conditional_check::{BoxFuture, Transport};
/// use conditional_check::in_process::{Clock, InProcess};
///
/// #[derive(Clone)]
/// struct Hand(Arc<Mutex<SystemTime>>);
///
/// impl Clock for Hand {
///     fn now(&self) -> SystemTime {
///         *self.0.lock().unwrap()
///     }
///     fn wait(&self, time: Duration) -> BoxFuture<'_, ()> {
///         *self.0.lock().unwrap() += time;
///         Box::pin(async {})
///     }
/// }
///
/// let hand = Hand(Arc::new(Mutex::new(SystemTime::UNIX_EPOCH)));
/// let _ = hand.wait(Duration::from_secs(1));
/// # use bytes::Bytes;
/// # use http::{Request, Response};
/// # use http_body_util::Full;
/// # let service = tower::service_fn(async |_: Request<Full<Bytes>>| {
/// #     Ok::<_, std::convert::Infallible>(Response::new(Full::<Bytes>::default()))
/// # });
/// let checked = InProcess::new(service).with_clock(hand);
/// assert_eq!(checked.now(), SystemTime::UNIX_EPOCH + Duration::from_secs(1));
/// ```
pub trait Clock: Send + Sync {
    /// The time.
    fn now(&self) -> SystemTime;

    /// Lets time pass.
    fn wait(&self, time: Duration) -> BoxFuture<'_, ()>;
}

/// A tower service as a [`Transport`].
///
/// Answers get a `Date` where they have none, as hyper gives them one, and a 304 loses a
/// `Content-Length` of 0, as hyper takes it away over HTTP/1.1.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// use std::convert::Infallible;
///
/// use bytes::Bytes;
/// use conditional_check::Check;
/// use conditional_check::in_process::InProcess;
/// use http::{Request, Response};
/// use http_body_util::Full;
/// use tower::service_fn;
///
/// let service = service_fn(async |_: Request<Full<Bytes>>| {
///     Ok::<_, Infallible>(Response::new(Full::<Bytes>::from("Hello!")))
/// });
/// let report = Check::new(InProcess::new(service), "/").await;
/// assert_eq!(report.broken().next().unwrap().rule().name(), "validators/present");
/// # }
/// ```
pub struct InProcess<S, B> {
    service: Mutex<S>,
    clock: Arc<dyn Clock>,
    body: PhantomData<fn(B)>,
}

impl<S, B> InProcess<S, B> {
    /// A service that takes bodies of type `B`, by the system's clock.
    pub fn new(service: S) -> Self {
        Self {
            service: Mutex::new(service),
            clock: Arc::new(SystemClock),
            body: PhantomData,
        }
    }

    /// The same by another clock: see the example of [`Clock`].
    #[must_use]
    pub fn with_clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }
}

impl<S, B, R> Transport for InProcess<S, B>
where
    S: Service<Request<B>, Response = Response<R>> + Clone + Send,
    S::Future: Send,
    S::Error: fmt::Display,
    B: From<Bytes> + Send,
    R: http_body::Body<Error: fmt::Display> + Send,
    R::Data: Send,
{
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, Unreachable>> {
        let service = self.service.lock();
        let service = service.unwrap_or_else(PoisonError::into_inner).clone();
        Box::pin(async move {
            let answer = answer(service, request).await?;
            Ok(as_hyper_sends(answer, self.clock.now()))
        })
    }

    fn now(&self) -> SystemTime {
        self.clock.now()
    }

    fn wait(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.clock.wait(time)
    }
}

impl<S, B> fmt::Debug for InProcess<S, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InProcess").finish_non_exhaustive()
    }
}

async fn answer<S, B, R>(
    mut service: S,
    mut request: Request<Bytes>,
) -> Result<Response<Bytes>, Unreachable>
where
    S: Service<Request<B>, Response = Response<R>, Error: fmt::Display>,
    B: From<Bytes>,
    R: http_body::Body<Error: fmt::Display>,
{
    let unreachable = |error: S::Error| Unreachable::new(format!("the service failed: {error}"));
    let headers = request.headers_mut();
    headers
        .entry(header::HOST)
        .or_insert(HeaderValue::from_static("localhost"));
    poll_fn(|cx| service.poll_ready(cx))
        .await
        .map_err(unreachable)?;
    let response = service.call(request.map(B::from)).await;
    let (parts, body) = response.map_err(unreachable)?.into_parts();
    let body = body.collect().await;
    let body = body.map_err(|error| Unreachable::new(format!("the content broke off: {error}")))?;
    Ok(Response::from_parts(parts, body.to_bytes()))
}

fn as_hyper_sends(mut answer: Response<Bytes>, now: SystemTime) -> Response<Bytes> {
    let not_modified = answer.status() == StatusCode::NOT_MODIFIED;
    let headers = answer.headers_mut();
    let zero = HeaderValue::from_static("0");
    if not_modified && headers.get(header::CONTENT_LENGTH) == Some(&zero) {
        headers.remove(header::CONTENT_LENGTH);
    }
    if let Ok(date) = HeaderValue::try_from(httpdate::fmt_http_date(now)) {
        headers.entry(header::DATE).or_insert(date);
    }
    answer
}

/// The system's.
struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn wait(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(futures_timer::Delay::new(time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(status: StatusCode, length: &'static str) -> Response<Bytes> {
        let mut answer = Response::new(Bytes::new());
        *answer.status_mut() = status;
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static(length));
        as_hyper_sends(answer, SystemTime::UNIX_EPOCH)
    }

    #[test]
    fn only_a_304_loses_the_length_that_a_framework_made_up() {
        for (status, length, stays) in [
            (StatusCode::NOT_MODIFIED, "0", false),
            (StatusCode::NOT_MODIFIED, "7", true),
            (StatusCode::OK, "0", true),
        ] {
            let answer = sent(status, length);
            let has_length = answer.headers().contains_key(header::CONTENT_LENGTH);
            assert_eq!(has_length, stays, "{status}, {length}");
        }
    }

    #[test]
    fn an_answer_has_the_date_on_which_it_was_sent() {
        let answer = sent(StatusCode::OK, "0");
        assert_eq!(
            answer.headers()[header::DATE],
            "Thu, 01 Jan 1970 00:00:00 GMT"
        );
    }
}
