//! A client that sends a write again until it has the whole answer.

use axum::body::Bytes;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode, header};
use serde_json::json;

use crate::client::{Client, Cut};
use crate::sightings::{ATTEMPT, Sightings, UNSENT};

/// No client is cut off this often in a row by chance.
const ATTEMPTS: usize = 100;

/// A write, and what the client was told about it.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) entry: i64,
    /// The version that the client meant to change.
    pub(crate) base: i64,
    /// The text, which is in no other write.
    pub(crate) mark: String,
    pub(crate) answer: Answer,
    /// How the attempts before the answered one ended.
    pub(crate) cuts: Vec<Cut>,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It made this version.
    Made(i64),
    /// The entry is at this version, and that is another change.
    Refused(i64),
}

/// A client that changes one entry, over and over.
#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) name: usize,
    pub(crate) entry: i64,
    pub(crate) client: Client,
    pub(crate) random: fastrand::Rng,
    pub(crate) sightings: Sightings,
}

impl Writer {
    /// Each write is over the version that the answer before it told.
    pub(crate) async fn work(mut self, writes: usize) -> Vec<Told> {
        let (mut base, mut made) = (1, 0);
        let mut all = Vec::new();
        while made < writes {
            let mark = format!("{}.{}", self.name, all.len());
            let told = self.write(base, mark).await;
            match told.answer {
                Answer::Made(version) => {
                    base = version;
                    made += 1;
                }
                Answer::Refused(version) => base = version,
            }
            all.push(told);
        }
        all
    }

    /// Sends the same write until it is answered.
    async fn write(&mut self, base: i64, mark: String) -> Told {
        let mut cuts = Vec::new();
        while let Some(cut) = self.cut() {
            assert!(cuts.len() < ATTEMPTS, "cut off again and again");
            let put = self.put(base, &mark, cuts.len());
            self.send_and_cut(put, &attempt(&mark, cuts.len()), cut)
                .await;
            cuts.push(cut);
        }
        let put = self.put(base, &mark, cuts.len());
        let answer = self.client.send(put).await.unwrap();
        Told {
            entry: self.entry,
            base,
            mark,
            answer: Answer::of(&answer),
            cuts,
        }
    }

    /// Every third connection is cut.
    fn cut(&mut self) -> Option<Cut> {
        Some(match self.random.u8(..18) {
            0 => Cut::BeforeTheRequest,
            1 => Cut::WithinTheHead,
            2 => Cut::WithinTheContent,
            3 => Cut::AfterTheRequest,
            4 => Cut::BeforeTheAnswer,
            5 => Cut::WithinTheAnswer(self.random.usize(1..200)),
            _ => return None,
        })
    }

    async fn send_and_cut(&mut self, mut put: Request<Bytes>, attempt: &str, cut: Cut) {
        if cut == Cut::BeforeTheAnswer {
            put.headers_mut()
                .insert(UNSENT, HeaderValue::from_static("1"));
        }
        let answered = self.sightings.answered(attempt);
        self.client.send_and_cut(put, cut, answered).await;
    }

    fn put(&self, base: i64, mark: &str, attempts: usize) -> Request<Bytes> {
        let content = json!({ "title": "Marks", "body": mark, "author": "a test" });
        Request::builder()
            .method(Method::PUT)
            .uri(format!("/api/entries/{}", self.entry))
            .header(ATTEMPT, attempt(mark, attempts))
            .header(header::IF_MATCH, format!("\"{base}\""))
            .header(header::CONTENT_TYPE, "application/json")
            .body(content.to_string().into())
            .unwrap()
    }
}

impl Answer {
    fn of(answer: &Response<Bytes>) -> Self {
        let tag = answer.headers().get(header::ETAG).map(HeaderValue::to_str);
        let version = tag.unwrap().unwrap().trim_matches('"').parse().unwrap();
        match answer.status() {
            StatusCode::OK => Self::Made(version),
            StatusCode::PRECONDITION_FAILED => Self::Refused(version),
            _ => panic!("{answer:?}"),
        }
    }
}

/// The name of the attempt after this many others.
pub(crate) fn attempt(mark: &str, attempts: usize) -> String {
    format!("{mark}.{attempts}")
}
