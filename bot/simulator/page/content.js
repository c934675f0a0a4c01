// What a message holds beside text: pictures, files, places, polls and the rest.

import { fileAddress } from "./api.js";
import { el, face, fileSize, fullName, icon } from "./dom.js";

/** Nodes for the media of a message; empty for plain text. */
export function media(message, act) {
  for (const [kind, show] of Object.entries(KINDS)) {
    if (message[kind] !== undefined) return [show(message[kind], message, act)];
  }
  return [];
}

const KINDS = {
  photo: (sizes, message) => photo(sizes, message),
  animation: (file) => moving(file, true),
  video: (file) => moving(file, false),
  audio: (file) => sound(file, [file.performer, file.title].filter(Boolean).join(" – ") || file.file_name),
  voice: (file) => sound(file, "Voice message"),
  video_note: (file) => el("div", { class: "note" }, moving(file, false)),
  sticker: (file) => sticker(file),
  document: (file) => documentRow(file),
  venue: (venue) => place(venue.location, venue.title, venue.address),
  location: (location) => place(location, "Location", `${location.latitude.toFixed(5)}, ${location.longitude.toFixed(5)}`),
  contact: (contact) => contactCard(contact),
  poll: (poll, message, act) => pollCard(poll, message, act),
  dice: (dice) => el("div", { class: "dice", role: "img", "aria-label": `${dice.emoji} shows ${dice.value}` },
    el("span", { class: "dice-face", text: dice.emoji }), el("span", { class: "dice-value", text: String(dice.value) })),
};

export function photo(sizes, message) {
  const size = sizes[sizes.length - 1];
  const image = el("img", {
    src: fileAddress(size.file_id), alt: message.caption ? "Photo with a caption" : "Photo",
    width: size.width, height: size.height, loading: "lazy",
  });
  const box = el("a", { class: "photo", href: fileAddress(size.file_id), target: "_blank", rel: "noopener", "aria-label": "Open the photo" }, image);
  // A photo named by an address is never fetched, so there is nothing to show.
  image.addEventListener("error", () => box.replaceChildren(el("span", { class: "photo-none" }, icon("file"), "Photo from the web")));
  if (message.has_media_spoiler) {
    const cover = el("button", { type: "button", class: "photo-cover", text: "Show the photo" });
    cover.addEventListener("click", (event) => {
      event.preventDefault();
      cover.remove();
    });
    box.append(cover);
  }
  return box;
}

/** The photos and videos of an album, in rows of two or three. */
export function album(messages, act) {
  const grid = el("div", { class: `album album-${Math.min(messages.length, 4)}` });
  for (const message of messages) grid.append(...media(message, act));
  return grid;
}

function moving(file, isLoop) {
  const video = el("video", { class: "video", src: fileAddress(file.file_id), controls: !isLoop, loop: isLoop, muted: isLoop, preload: "metadata", "aria-label": isLoop ? "Animation" : "Video" });
  const box = el("div", { class: "video-box" }, video);
  video.addEventListener("error", () => box.replaceChildren(documentRow({ ...file, file_name: file.file_name ?? "Video" })));
  return box;
}

function sound(file, title) {
  const player = el("audio", { controls: true, preload: "none", src: fileAddress(file.file_id), "aria-label": title });
  return el("div", { class: "sound" }, el("span", { class: "sound-title", text: title }), player);
}

function sticker(file) {
  const box = el("div", { class: "sticker" });
  const image = el("img", { src: fileAddress(file.file_id), alt: `Sticker ${file.emoji ?? ""}`, width: 180, height: 180 });
  image.addEventListener("error", () => box.replaceChildren(el("span", { class: "sticker-emoji", text: file.emoji ?? "🙂" })));
  box.append(image);
  return box;
}

function documentRow(file) {
  const extension = (file.file_name ?? "").split(".").pop().slice(0, 4);
  return el(
    "a", { class: "file", href: fileAddress(file.file_id), download: file.file_name ?? "file" },
    el("span", { class: "file-icon", "aria-hidden": "true", text: extension.length < 5 ? extension : "" }),
    el("span", { class: "file-text" },
      el("span", { class: "file-name", text: file.file_name ?? "File" }),
      el("span", { class: "file-size", text: fileSize(file.file_size) || "from the web" })),
  );
}

function place(location, title, detail) {
  return el(
    "div", { class: "place" },
    el("div", { class: "place-map", role: "img", "aria-label": `Map of ${title}, not drawn in this preview` }, icon("place")),
    el("div", { class: "place-text" },
      el("span", { class: "place-title", text: title }),
      el("span", { class: "place-detail", text: detail })),
  );
}

function contactCard(contact) {
  const name = fullName(contact);
  return el(
    "div", { class: "contact" }, face(contact.user_id ?? name.length, name),
    el("div", { class: "contact-text" },
      el("span", { class: "contact-name", text: name }),
      el("span", { class: "contact-phone", text: contact.phone_number })),
  );
}

function pollCard(poll, message, act) {
  const kind = poll.type === "quiz" ? "Quiz" : poll.is_anonymous ? "Anonymous poll" : "Poll";
  const chosen = act.votes?.(poll.id) ?? [];
  const isOver = poll.is_closed || chosen.length > 0;
  const options = poll.options.map((option, number) => {
    const share = poll.total_voter_count ? Math.round((100 * option.voter_count) / poll.total_voter_count) : 0;
    const isRight = poll.correct_option_ids?.includes(number) && isOver;
    const bar = el("span", { class: "poll-bar" });
    bar.style.setProperty("--share", isOver ? `${share}%` : "0%");
    return el(
      "button",
      { type: "button", class: `poll-option ${chosen.includes(number) ? "chosen" : ""} ${isRight ? "right" : ""}`, disabled: poll.is_closed, "aria-pressed": String(chosen.includes(number)), on: { click: () => act.vote?.(message, number) } },
      el("span", { class: "poll-share", text: isOver ? `${share}%` : "" }),
      el("span", { class: "poll-text", text: option.text }),
      bar,
    );
  });
  const voters = poll.total_voter_count === 1 ? "1 vote" : `${poll.total_voter_count || "No"} votes`;
  return el(
    "div", { class: "poll" },
    el("p", { class: "poll-question", text: poll.question }),
    el("p", { class: "poll-kind", text: poll.is_closed ? "Final results" : kind }),
    el("div", { class: "poll-options" }, options),
    poll.explanation && isOver ? el("p", { class: "poll-explanation", text: poll.explanation }) : null,
    el("p", { class: "poll-votes", text: voters }),
  );
}

const SERVICE = {
  new_chat_members: (users, by) => users.length === 1 && users[0].id === by.id
    ? `${fullName(by)} joined the group`
    : `${fullName(by)} added ${users.map(fullName).join(", ")}`,
  left_chat_member: (user, by) => user.id === by.id ? `${fullName(by)} left the group` : `${fullName(by)} removed ${fullName(user)}`,
  group_chat_created: (_, by) => `${fullName(by)} created the group`,
  supergroup_chat_created: (_, by) => `${fullName(by)} created the group`,
  migrate_to_chat_id: () => "The group was upgraded to a supergroup",
  migrate_from_chat_id: () => "The group was upgraded to a supergroup",
  pinned_message: (pinned, by) => `${fullName(by)} pinned “${snippet(pinned)}”`,
  forum_topic_created: (topic, by) => `${fullName(by)} created the topic “${topic.name}”`,
  forum_topic_edited: (topic, by) => topic.name ? `${fullName(by)} renamed the topic to “${topic.name}”` : `${fullName(by)} changed the topic’s icon`,
  forum_topic_closed: (_, by) => `${fullName(by)} closed the topic`,
  forum_topic_reopened: (_, by) => `${fullName(by)} reopened the topic`,
};

/** The words of a service message, or null for any other. */
export function serviceText(message) {
  for (const [kind, words] of Object.entries(SERVICE)) {
    if (message[kind] !== undefined) return words(message[kind], message.from ?? { first_name: "Someone" });
  }
  return null;
}

const LABELS = {
  photo: "🖼 Photo", video: "🎬 Video", animation: "GIF", audio: "🎵 Audio", voice: "🎤 Voice message",
  video_note: "🎬 Video message", document: "📎 File", venue: "📍 Place", location: "📍 Location",
  contact: "👤 Contact", poll: "📊 Poll", dice: "🎲 Dice",
};

/** One line that stands for a message: in the list of chats, above a reply. */
export function snippet(message, length = 90) {
  const service = serviceText(message);
  if (service) return service;
  let text = message.text ?? message.caption;
  if (message.sticker) text = `${message.sticker.emoji ?? ""} Sticker`;
  else if (message.poll) text = `📊 ${message.poll.question}`;
  else if (!text) {
    const kind = Object.keys(LABELS).find((name) => message[name] !== undefined);
    text = message.document && kind === "document" ? `📎 ${message.document.file_name ?? "File"}` : LABELS[kind] ?? "Message";
  }
  const line = text.replace(/\s+/g, " ");
  return line.length > length ? `${line.slice(0, length)}…` : line;
}
