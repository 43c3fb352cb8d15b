// Sends a form as the request that it stands for: PUT or DELETE, with its condition in the header.
// Without this script the same forms are sent as POST, with the condition in a hidden field.

const CONDITIONS = { "If-Match": "if_match", "If-None-Match": "if_none_match" };

for (const form of document.querySelectorAll("form[data-method]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // A second press while the first one is under way says nothing new.
    if (form.dataset.sent) return;
    form.dataset.sent = "once";
    send(form).catch(() => complain(form, "The server cannot be reached. Your text is still here."));
  });
}

// A page that is shown again, with the Back button say, can send its forms again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

async function send(form) {
  const fields = new FormData(form);
  const response = await fetch(form.dataset.target ?? form.action, {
    method: form.dataset.method,
    headers: conditions(fields),
    body: form.dataset.method === "DELETE" ? undefined : new URLSearchParams(fields),
  });
  if (response.status === 412) {
    showConflict(form);
  } else if (response.ok) {
    if (response.status === 200) goOnFrom(await response.json(), form);
    location.assign(form.dataset.next);
  } else {
    complain(form, await reason(response));
  }
}

function conditions(fields) {
  const headers = new Headers();
  for (const [header, field] of Object.entries(CONDITIONS)) {
    if (fields.get(field)) headers.set(header, fields.get(field));
  }
  return headers;
}

// Someone who comes back to the form changes the version that was just saved, not the one before it.
function goOnFrom(saved, form) {
  for (const [field, value] of Object.entries(saved)) form.elements[field].value = value;
}

// The refused text goes to a page that shows it beside what has changed.
function showConflict(form) {
  form.method = "post";
  form.action = form.dataset.conflict;
  form.submit();
}

async function reason(response) {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector(".lead")?.textContent ?? response.statusText;
}

function complain(form, text) {
  delete form.dataset.sent;
  const alert = form.querySelector("[role=alert]");
  alert.textContent = text;
  alert.hidden = false;
}
