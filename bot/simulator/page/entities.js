// A text with its entities as nodes. Offsets are UTF-16 units, which is what JavaScript counts in.

import { el } from "./dom.js";

// Outer before inner where two entities cover the same text.
const ORDER = ["blockquote", "expandable_blockquote", "spoiler", "text_link", "url", "pre", "code"];

/** Nodes for a text. `act` may hold `command(text)`, called when a command is pressed. */
export function richText(text, entities = [], act = {}) {
  const sorted = [...entities].sort(
    (a, b) => a.offset - b.offset || b.length - a.length || rank(a) - rank(b),
  );
  return nodes(text, 0, text.length, sorted, act);
}

function rank(entity) {
  const place = ORDER.indexOf(entity.type);
  return place < 0 ? ORDER.length : place;
}

function nodes(text, begin, end, entities, act) {
  const fragment = document.createDocumentFragment();
  let position = begin;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const from = Math.max(entity.offset, position);
    const to = Math.min(entity.offset + entity.length, end);
    index += 1;
    if (to <= from) continue;
    if (from > position) fragment.append(text.slice(position, from));
    // All that begins within this one lies within it: the server sends no crossing entities.
    const inner = [];
    while (index < entities.length && entities[index].offset < to) inner.push(entities[index++]);
    fragment.append(wrap(entity, text.slice(from, to), nodes(text, from, to, inner, act), act));
    position = to;
  }
  if (position < end) fragment.append(text.slice(position, end));
  return fragment;
}

function wrap(entity, covered, content, act) {
  switch (entity.type) {
    case "bold": return el("b", {}, content);
    case "italic": return el("i", {}, content);
    case "underline": return el("u", {}, content);
    case "strikethrough": return el("s", {}, content);
    case "code": return el("code", {}, content);
    case "pre": return preformatted(entity, covered, content);
    case "spoiler": return spoiler(content);
    case "blockquote": return el("blockquote", {}, content);
    case "expandable_blockquote": return foldable(content);
    case "text_link": return link(entity.url, content);
    case "url": return link(/^[a-z]+:\/\//i.test(covered) ? covered : `http://${covered}`, content);
    case "email": return link(`mailto:${covered}`, content);
    case "phone_number": return link(`tel:${covered}`, content);
    case "bot_command": return command(covered, content, act);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag": return el("span", { class: "mark" }, content);
    case "date_time": return el("time", { class: "mark", datetime: new Date(entity.unix_time * 1000).toISOString() }, content);
    default: return content;
  }
}

// Only schemes that cannot run code in this page.
const SAFE = /^(https?|mailto|tel|tg):/i;

export function link(address, content) {
  if (!SAFE.test(address)) return el("span", { class: "mark" }, content);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, content);
}

function command(covered, content, act) {
  if (!act.command) return el("span", { class: "mark" }, content);
  return el("button", { type: "button", class: "command", on: { click: () => act.command(covered) } }, content);
}

function spoiler(content) {
  const cover = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text, press to show" });
  const hidden = el("span", { class: "spoiler-text", "aria-hidden": "true" }, content);
  cover.append(hidden);
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    cover.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) cover.removeAttribute(name);
    hidden.removeAttribute("aria-hidden");
    cover.removeEventListener("click", show);
    cover.removeEventListener("keydown", show);
  };
  cover.addEventListener("click", show);
  cover.addEventListener("keydown", show);
  return cover;
}

function foldable(content) {
  const quote = el("blockquote", { class: "foldable" });
  const body = el("div", { class: "foldable-text" }, content);
  const more = el("button", { type: "button", class: "foldable-more", "aria-expanded": "false", text: "Show more" });
  more.addEventListener("click", () => {
    const isOpen = quote.classList.toggle("open");
    more.setAttribute("aria-expanded", String(isOpen));
    more.textContent = isOpen ? "Show less" : "Show more";
  });
  quote.append(body, more);
  return quote;
}

function preformatted(entity, covered, content) {
  const copy = el("button", { type: "button", class: "pre-copy", text: "Copy" });
  copy.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(covered).catch(() => undefined);
    copy.textContent = "Copied";
    setTimeout(() => { copy.textContent = "Copy"; }, 1500);
  });
  return el(
    "span", { class: "pre" },
    el("span", { class: "pre-head" }, el("span", { text: entity.language ?? "code" }), copy),
    el("pre", { tabindex: "0" }, el("code", {}, content)),
  );
}
