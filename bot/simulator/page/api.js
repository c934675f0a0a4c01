// Talking to the simulator: requests of the people's side and its feed of events.

export class Refusal extends Error {}

async function request(method, path, body, headers = {}) {
  let response;
  try {
    response = await fetch(`/sim/${path}`, { method, body, headers });
  } catch {
    throw new Refusal("The simulator does not answer.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refusal(answer.error ?? `The simulator answered ${response.status}.`);
  return answer;
}

export const look = (path) => request("GET", path);

export const act = (path, body) =>
  request("POST", path, JSON.stringify(body), { "Content-Type": "application/json" });

/** Send a file as it is, with the other fields beside it. */
export function actWithFile(path, body, field, file) {
  const form = new FormData();
  form.append("json", JSON.stringify(body));
  form.append(field, file, file.name);
  return request("POST", path, form);
}

/** Where a file's content is, for an image or a link. */
export const fileAddress = (fileId) => `/sim/files/${encodeURIComponent(fileId)}`;

/** Follow the feed; `onEvent` gets each event, `onLink` whether the feed is up. */
export function follow(onEvent, onLink) {
  const source = new EventSource("/sim/events");
  source.addEventListener("message", (message) => {
    const event = JSON.parse(message.data);
    if (event.kind === "hello") onLink(true);
    else onEvent(event);
  });
  source.addEventListener("error", () => onLink(false));
}
