//! [`Running`]: what is alive at this moment.

use tokio::sync::watch;

/// Counts the parts of an application that are running: a future holds a [`Ticket`] while it lives.
#[derive(Clone, Debug)]
pub(crate) struct Running(watch::Sender<usize>);

impl Running {
    pub(crate) fn none() -> Self {
        Self(watch::Sender::new(0))
    }

    pub(crate) fn enter(&self) -> Ticket {
        self.0.send_modify(|count| *count += 1);
        Ticket(self.clone())
    }

    /// Waits until exactly this many are running.
    pub(crate) async fn until(&self, expected: usize) {
        let mut count = self.0.subscribe();
        count.wait_for(|count| *count == expected).await.unwrap();
    }
}

/// Counts as long as it lives.
#[derive(Debug)]
pub(crate) struct Ticket(Running);

impl Drop for Ticket {
    fn drop(&mut self) {
        self.0.0.send_modify(|count| *count -= 1);
    }
}
