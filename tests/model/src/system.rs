//! All of it together, for the checker.

use stateright::{Model, Property};

pub use crate::cache::{Request, Stored};
use crate::replica::{Row, Rules, Second};
pub use crate::writer::{Copy, Writer};
use crate::writer::{change, put};

/// The model: [`Rules`] and its bounds.
///
/// # Properties
///
/// - `no update is lost`: a change that is in the row stays in it, whoever writes after it;
/// - `no acknowledged write is lost`: nor does one whose client was told 200;
/// - `no 304 is stale`: a 304 names a state that the server had when the request was sent, or later.
///
/// And, so that none of them holds for want of events: `all are written`, `a write is refused`,
/// `a copy is confirmed`.
#[derive(Clone, Debug)]
pub struct System {
    /// What is followed.
    pub rules: Rules,
    /// The last second.
    pub end: Second,
    /// How many clients write: at most two.
    pub writers: usize,
    /// How many crashes there may be.
    pub crashes: u8,
    /// How often the row is changed by something that asks nobody: a job, an administrator.
    pub jobs: u8,
    /// Whether the cache takes part.
    pub cache: bool,
}

/// The first second.
const FIRST: Second = 3;

/// Where everything stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    now: Second,
    row: Row,
    writers: [Writer; 2],
    stored: Option<Stored>,
    request: Request,
    crashes: u8,
    jobs: u8,
    /// The changes that were ever in the row.
    applied: u8,
    /// Those whose clients know it.
    acknowledged: u8,
    seen: Seen,
}

/// What has happened, as far as the properties ask.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Seen {
    refused: bool,
    confirmed: bool,
    stale: bool,
}

/// One step of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// A second passes.
    Tick,
    /// A writer reads the page at a replica.
    Read(usize, Replica),
    /// A writer reads what the cache has.
    ReadStored(usize),
    /// A writer's request is checked at a replica.
    Check(usize, Replica),
    /// The replica that checked it writes the row.
    Write(usize),
    /// The replica that wrote answers.
    Answer(usize),
    /// The replica that checked, or wrote, goes down; the client gets no answer.
    Crash(usize),
    /// A job changes the row, in one transaction, by the clock of a replica.
    Change(Replica),
    /// The cache asks for the page.
    Ask,
    /// A replica takes the validators and decides.
    Decide(Replica),
    /// It renders the page.
    Render,
}

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Replica {
    /// Its clock is right.
    OnTime,
    /// Its clock is late by the skew.
    Late,
}

impl Model for System {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        // Whoever made the first version did it just now.
        let now = [Replica::OnTime, Replica::Late].map(|replica| self.clock(replica, FIRST));
        now.map(State::of).to_vec()
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        if state.now < self.end {
            actions.push(Action::Tick);
        }
        if state.jobs < self.jobs {
            actions.extend(Replica::BOTH.map(Action::Change));
        }
        for (writer, stage) in state.writers.iter().enumerate().take(self.writers) {
            self.steps_of(writer, stage, state, actions);
        }
        if self.cache {
            match state.request {
                Request::None => actions.push(Action::Ask),
                Request::Sent { .. } => actions.extend(Replica::BOTH.map(Action::Decide)),
                Request::Rendering { .. } => actions.push(Action::Render),
            }
        }
    }

    fn next_state(&self, state: &State, action: Action) -> Option<State> {
        let mut next = state.clone();
        match action {
            Action::Tick => next.now += 1,
            Action::Read(writer, replica) => self.read(&mut next, writer, replica),
            Action::ReadStored(writer) => read_stored(&mut next, writer),
            Action::Check(writer, replica) => self.check(&mut next, writer, replica)?,
            Action::Write(writer) => self.write(&mut next, writer),
            Action::Answer(writer) => acknowledge(&mut next, writer),
            Action::Crash(writer) => crash(&mut next, writer),
            Action::Change(replica) => self.change(&mut next, replica),
            Action::Ask => ask(&mut next),
            Action::Decide(replica) => self.decide(&mut next, replica),
            Action::Render => self.render(&mut next),
        }
        // What changes nothing is no step.
        (next != *state).then_some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("no update is lost", |_, state: &State| {
                state.applied & !state.row.content == 0
            }),
            Property::always("no acknowledged write is lost", |_, state: &State| {
                state.acknowledged & !state.row.content == 0
            }),
            Property::always("no 304 is stale", |_, state: &State| !state.seen.stale),
            Property::sometimes("all are written", |system: &Self, state: &State| {
                (0..system.writers).all(|writer| state.acknowledged & change(writer) != 0)
            }),
            Property::sometimes("a write is refused", |system: &Self, state: &State| {
                state.seen.refused || system.writers < 2
            }),
            Property::sometimes("a copy is confirmed", |system: &Self, state: &State| {
                state.seen.confirmed || !system.cache
            }),
        ]
    }
}

impl State {
    /// The beginning, with a row of this date.
    fn of(modified: Second) -> Self {
        Self {
            now: FIRST,
            row: Row {
                version: 0,
                modified,
                content: 0,
            },
            writers: [Writer::Idle; 2],
            stored: None,
            request: Request::None,
            crashes: 0,
            jobs: 0,
            applied: 0,
            acknowledged: 0,
            seen: Seen::default(),
        }
    }
}

impl Replica {
    const BOTH: [Self; 2] = [Self::OnTime, Self::Late];

    const fn from_index(index: usize) -> Self {
        match index {
            0 => Self::OnTime,
            _ => Self::Late,
        }
    }
}

impl System {
    /// What the clock of a replica says at this second.
    const fn clock(&self, replica: Replica, now: Second) -> Second {
        match replica {
            Replica::OnTime => now,
            Replica::Late => now - self.rules.skew,
        }
    }

    fn steps_of(&self, writer: usize, stage: &Writer, state: &State, actions: &mut Vec<Action>) {
        match stage {
            Writer::Idle => {
                actions.extend(Replica::BOTH.map(|replica| Action::Read(writer, replica)));
                if state.stored.is_some() {
                    actions.push(Action::ReadStored(writer));
                }
            }
            Writer::Holds(_) => {
                actions.extend(Replica::BOTH.map(|replica| Action::Check(writer, replica)));
            }
            Writer::Checked { .. } => actions.push(Action::Write(writer)),
            Writer::Written(_) => actions.push(Action::Answer(writer)),
            Writer::Done => {}
        }
        let is_served = matches!(stage, Writer::Checked { .. } | Writer::Written(_));
        if is_served && state.crashes < self.crashes {
            actions.push(Action::Crash(writer));
        }
    }

    fn read(&self, state: &mut State, writer: usize, replica: Replica) {
        let answer = self
            .rules
            .answer(&state.row, self.clock(replica, state.now));
        let copy = Copy {
            told: answer.told,
            content: state.row.content,
        };
        take(state, writer, copy);
    }

    /// The request arrives: with a precondition that fails it is refused, without any it is 428, and
    /// in both cases the client reads again.
    fn check(&self, state: &mut State, writer: usize, replica: Replica) -> Option<()> {
        let stage = state.writers.get_mut(writer)?;
        let Writer::Holds(copy) = *stage else {
            return None;
        };
        let now = self.clock(replica, state.now);
        *stage = match self.rules.allows_write(&copy.told, &state.row, now) {
            Some(true) => Writer::Checked {
                copy,
                replica: replica as usize,
                version: state.row.version,
            },
            Some(false) => {
                state.seen.refused = true;
                Writer::Idle
            }
            None => Writer::Idle,
        };
        Some(())
    }

    fn write(&self, state: &mut State, writer: usize) {
        let now = |replica| self.clock(Replica::from_index(replica), state.now);
        let Some(&Writer::Checked {
            copy,
            replica,
            version,
        }) = state.writers.get(writer)
        else {
            return;
        };
        let modified = now(replica);
        let stage = if self.rules.where_version && state.row.version != version {
            // No row changed: 412.
            state.seen.refused = true;
            Writer::Idle
        } else {
            state.row = put(state.row, copy, writer, modified);
            state.applied |= change(writer);
            Writer::Written(copy)
        };
        set(state, writer, stage);
    }

    fn change(&self, state: &mut State, replica: Replica) {
        state.jobs += 1;
        state.row = Row {
            version: state.row.version + 1,
            modified: self.clock(replica, state.now),
            ..state.row
        };
    }

    fn decide(&self, state: &mut State, replica: Replica) {
        let Request::Sent {
            conditions,
            version,
        } = state.request
        else {
            return;
        };
        let now = self.clock(replica, state.now);
        let row = state.row;
        let is_not_modified = |conditions| self.rules.is_not_modified(&conditions, &row, now);
        if conditions.is_some_and(is_not_modified) {
            state.seen.confirmed = true;
            state.request = Request::None;
            if let Some(stored) = state.stored {
                state.seen.stale |= stored.version < version;
                state.stored = Some(stored.freshened(self.rules.answer(&row, now)));
            }
        } else {
            state.request = Request::Rendering {
                replica: replica as usize,
                validated: row,
            };
        }
    }

    /// The page is rendered of what the row is by now, under the validators that were taken before.
    fn render(&self, state: &mut State) {
        let Request::Rendering { replica, validated } = state.request else {
            return;
        };
        let now = self.clock(Replica::from_index(replica), state.now);
        state.stored = Stored::of(self.rules.answer(&validated, now), state.row);
        state.request = Request::None;
    }
}

fn set(state: &mut State, writer: usize, stage: Writer) {
    if let Some(place) = state.writers.get_mut(writer) {
        *place = stage;
    }
}

/// A writer that finds its own change in the page knows that it was written after all.
fn take(state: &mut State, writer: usize, copy: Copy) {
    if copy.content & change(writer) == 0 {
        set(state, writer, Writer::Holds(copy));
    } else {
        state.acknowledged |= change(writer);
        set(state, writer, Writer::Done);
    }
}

fn read_stored(state: &mut State, writer: usize) {
    if let Some(stored) = state.stored {
        let copy = Copy {
            told: stored.told,
            content: stored.content,
        };
        take(state, writer, copy);
    }
}

fn acknowledge(state: &mut State, writer: usize) {
    state.acknowledged |= change(writer);
    set(state, writer, Writer::Done);
}

/// The client has no answer, and sends the same request again.
fn crash(state: &mut State, writer: usize) {
    state.crashes += 1;
    let stage = match state.writers.get(writer) {
        Some(&(Writer::Checked { copy, .. } | Writer::Written(copy))) => Writer::Holds(copy),
        _ => return,
    };
    set(state, writer, stage);
}

fn ask(state: &mut State) {
    state.request = Request::Sent {
        conditions: state.stored.map(|stored| stored.conditions()),
        version: state.row.version,
    };
}
