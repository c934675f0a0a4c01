// The left side: who one is, and the chats of that person.

import { serviceText, snippet } from "./content.js";
import { el, face, fullName, listTime } from "./dom.js";

const LANGUAGES = { en: "English", ja: "日本語", vi: "Tiếng Việt", th: "ไทย" };

/** The people to choose from. `unread(userId)` is how much each has not seen. */
export function drawPeople(holder, people, current, unread, onChoose) {
  const focused = holder.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  holder.replaceChildren(...people.map((person) => {
    const count = unread(person.id);
    const language = LANGUAGES[person.language_code?.slice(0, 2)] ?? person.language_code ?? "";
    const isCurrent = person.id === current.id;
    return el(
      "button",
      { type: "button", class: "person", "data-id": person.id, "aria-current": isCurrent ? "true" : null, "aria-label": [fullName(person), language, person.note, count ? `${count} unread` : ""].filter(Boolean).join(", "), title: [person.note, language].filter(Boolean).join(" · "), on: { click: () => onChoose(person) } },
      el("span", { class: "person-face" }, face(person.id, fullName(person)), count && !isCurrent ? el("span", { class: "badge", text: short(count) }) : null),
      el("span", { class: "person-name", text: person.first_name }),
      el("span", { class: "person-language", text: person.language_code?.slice(0, 2).toUpperCase() ?? "–" }),
    );
  }));
  if (focused) holder.querySelector(`[data-id="${focused}"]`)?.focus();
}

/** The chats of a person, the newest first. */
export function drawChats(list, chats, options, onOpen) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  const sorted = [...chats].sort((a, b) => (b.last_message?.date ?? 0) - (a.last_message?.date ?? 0));
  // The bot's own chat leads while nothing has been said in it.
  sorted.sort((a, b) => Number(isFresh(b)) - Number(isFresh(a)));
  list.replaceChildren(...sorted.map((info) => el("li", {}, chatRow(info, options, onOpen))));
  if (focused) list.querySelector(`[data-id="${focused}"]`)?.focus();
}

function isFresh(info) {
  return info.chat.type === "private" && !info.last_message;
}

function chatRow(info, options, onOpen) {
  const count = options.unread(info.chat.id);
  const title = options.title(info);
  const isOpen = info.chat.id === options.openId;
  return el(
    "button",
    { type: "button", class: "chat", "data-id": info.chat.id, "aria-current": isOpen ? "page" : null, on: { click: () => onOpen(info) } },
    options.face(info),
    el("span", { class: "chat-text" },
      el("span", { class: "chat-line" },
        el("span", { class: "chat-name", text: title }),
        info.last_message ? el("time", { class: "chat-time", text: listTime(info.last_message.date) }) : null),
      el("span", { class: "chat-line" },
        el("span", { class: "chat-last" }, lastLine(info, options)),
        count ? el("span", { class: "badge" }, el("span", { text: short(count) }), el("span", { class: "unseen", text: " unread" })) : null)),
  );
}

function lastLine(info, options) {
  const message = info.last_message;
  if (!message) return [el("span", { class: "faint", text: info.chat.type === "private" ? "Press to start" : "No messages yet" })];
  const isOwn = message.from?.id === options.viewer.id;
  const needsName = serviceText(message) === null && (isOwn || info.chat.type !== "private");
  return [
    needsName ? el("span", { class: "chat-who", text: `${isOwn ? "You" : message.from?.first_name ?? ""}: ` }) : null,
    snippet(message),
  ];
}

function short(count) {
  return count > 99 ? "99+" : String(count);
}
