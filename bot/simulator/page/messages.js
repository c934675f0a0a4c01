// The messages of the open chat: one node for each message or album, kept in order.

import { album, media, serviceText, snippet } from "./content.js";
import { asEmoji, clockTime, dayName, el, face, fullName, hue, icon } from "./dom.js";
import { menu } from "./dialogs.js";
import { richText } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";

// Messages of one person within this time stand together.
const RUN_SECONDS = 300;
const NEAR_END_PIXELS = 140;
const REACTIONS = ["👍", "❤", "🔥", "🎉", "😁", "🤔", "👎"];

export class MessageLog {
  /** `act` is what the messages may ask for; see chat.js. */
  constructor(log, scroll, toEnd, act) {
    this.log = log;
    this.scroll = scroll;
    this.toEnd = toEnd;
    this.act = act;
    this.items = [];
    this.newCount = 0;
    /** Whether the newest message stays in view, until the person scrolls away from it. */
    this.follows = true;
    this.lastTop = 0;
    scroll.addEventListener("scroll", () => this.onScroll());
    // Pictures that load, keyboards that open: what was in view stays in view.
    const keepEnd = new ResizeObserver(() => {
      if (this.follows) this.jumpToEnd();
    });
    keepEnd.observe(log);
    keepEnd.observe(scroll);
    toEnd.append(icon("down"), el("span", { class: "badge", hidden: true }));
    toEnd.addEventListener("click", () => this.goToEnd());
  }

  /** Show these messages and nothing else. */
  show(messages, viewer) {
    this.viewer = viewer;
    this.items = [];
    this.newCount = 0;
    // Only what comes from now on is read out.
    this.log.setAttribute("aria-live", "off");
    this.log.replaceChildren();
    for (const message of messages) this.add(message, false);
    this.arrange(0);
    this.follows = true;
    this.jumpToEnd();
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  clear(...nodes) {
    this.items = [];
    this.log.replaceChildren(...nodes);
  }

  /** Show a new message at the end. */
  append(message) {
    const isOwn = message.from?.id === this.viewer.id;
    this.add(message, true);
    this.arrange(Math.max(0, this.items.length - 2));
    if (this.follows || isOwn) this.goToEnd();
    else this.countNew(this.newCount + 1);
  }

  replace(message) {
    const place = this.items.findIndex((item) => item.messages.some((other) => other.message_id === message.message_id));
    if (place < 0) return;
    const item = this.items[place];
    const focused = item.node.contains(document.activeElement) ? focusPath(item.node) : null;
    item.messages = item.messages.map((other) => (other.message_id === message.message_id ? message : other));
    this.redraw(place);
    if (focused) [...item.node.querySelectorAll("button, a, [tabindex]")][focused]?.focus();
  }

  remove(messageId) {
    const place = this.items.findIndex((item) => item.messages.some((other) => other.message_id === messageId));
    if (place < 0) return;
    const item = this.items[place];
    item.messages = item.messages.filter((other) => other.message_id !== messageId);
    if (item.messages.length) this.redraw(place);
    else {
      this.items.splice(place, 1);
      item.node.remove();
    }
    this.arrange(Math.max(0, place - 1));
  }

  /** Bring a message into view and let it glow for a moment. */
  reveal(messageId) {
    const item = this.items.find((one) => one.messages.some((other) => other.message_id === messageId));
    if (!item) return;
    item.node.scrollIntoView({ block: "center", behavior: "smooth" });
    item.node.classList.add("glow");
    setTimeout(() => item.node.classList.remove("glow"), 1600);
  }

  last(test) {
    return this.items.flatMap((item) => item.messages).filter(test).pop();
  }

  add(message, isNew) {
    const last = this.items.at(-1);
    if (message.media_group_id && last?.messages[0].media_group_id === message.media_group_id) {
      last.messages.push(message);
      this.redraw(this.items.length - 1);
      return;
    }
    const item = { messages: [message] };
    item.node = this.draw(item);
    if (isNew) item.node.classList.add("arriving");
    this.items.push(item);
    this.log.append(item.node);
  }

  redraw(place) {
    const item = this.items[place];
    const node = this.draw(item);
    item.node.replaceWith(node);
    item.node = node;
    this.arrange(Math.max(0, place - 1));
  }

  /** Names, faces, tails and dates, which depend on the neighbours. */
  arrange(from) {
    for (let place = from; place < this.items.length; place += 1) {
      const item = this.items[place];
      const before = this.items[place - 1];
      const after = this.items[place + 1];
      item.node.classList.toggle("first", !isRun(before, item));
      item.node.classList.toggle("last", !isRun(item, after));
      const day = dayName(item.messages[0].date);
      const isNewDay = !before || dayName(before.messages[0].date) !== day;
      const shown = item.node.querySelector(":scope > .day");
      if (isNewDay && !shown) item.node.prepend(el("div", { class: "day" }, el("span", { text: day })));
      if (!isNewDay) shown?.remove();
    }
  }

  draw(item) {
    const [message] = item.messages;
    const service = serviceText(message);
    if (service !== null) {
      return el("div", { class: "item service", "data-id": message.message_id }, el("p", { class: "service-text", text: service }));
    }
    const isOwn = message.from?.id === this.viewer.id;
    const sender = message.from ?? { id: message.chat.id, first_name: message.chat.title ?? "" };
    const isGroup = message.chat.type !== "private";
    const bare = isBare(message);
    const bubble = el("div", { class: `bubble ${bare ? "bare" : ""}` });
    const hidden = el("span", { class: "unseen", text: isOwn ? "You: " : `${fullName(sender)}: ` });
    bubble.append(...[
      hidden,
      isGroup && !isOwn && !bare ? el("div", { class: `sender text-hue-${senderHue(sender)}`, "aria-hidden": "true", text: fullName(sender) }) : null,
      message.via_bot ? el("div", { class: "via" }, "via ", el("span", { class: "mark", text: `@${message.via_bot.username}` })) : null,
      forwarded(message), this.quoted(message),
      ...this.body(item), reactions(message, this), 
    ].filter(Boolean));
    const column = el("div", { class: "stack" }, bubble, inlineKeyboard(item.messages.at(-1), this.act));
    const more = el("button", { type: "button", class: "item-more", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": isOwn ? "Options for your message" : `Options for the message of ${fullName(sender)}` }, icon("more"));
    more.addEventListener("click", () => this.openMenu(more, message));
    bubble.addEventListener("contextmenu", (event) => {
      if (event.target.closest("a, img") || String(getSelection())) return;
      event.preventDefault();
      this.openMenu(more, message, { x: event.clientX, y: event.clientY });
    });
    bubble.addEventListener("dblclick", (event) => {
      if (!event.target.closest("button, a, pre")) this.act.reply(message);
    });
    const row = el("div", { class: "row" }, isGroup && !isOwn ? el("div", { class: "row-face" }, face(sender.id, fullName(sender), sender.is_bot ? "small bot" : "small")) : null, column, more);
    return el("article", { class: `item ${isOwn ? "own" : "theirs"}`, "data-id": message.message_id }, row);
  }

  body(item) {
    const [message] = item.messages;
    const captioned = item.messages.find((one) => one.caption) ?? message;
    const text = captioned.text ?? captioned.caption;
    const entities = captioned.entities ?? captioned.caption_entities;
    const shown = item.messages.length > 1 ? [album(item.messages, this.act)] : media(message, this.act);
    const words = text
      ? [el("div", { class: `text ${isBigEmoji(message) ? "big" : ""}`, dir: "auto" }, richText(text, entities, this.act), stamp(item))]
      : [stamp(item)];
    return message.show_caption_above_media ? [...words, ...shown] : [...shown, ...words];
  }

  quoted(message) {
    const replied = message.reply_to_message;
    // In a topic every message replies to the one that opened it; people are not shown that.
    if (!replied || replied.forum_topic_created) return null;
    const name = replied.from ? fullName(replied.from) : "";
    return el(
      "button", { type: "button", class: "quoted", "aria-label": `In reply to ${name}: ${snippet(replied)}`, on: { click: () => this.reveal(replied.message_id) } },
      el("span", { class: `quoted-name text-hue-${senderHue(replied.from)}`, text: name }),
      el("span", { class: "quoted-text", text: message.quote?.text ?? snippet(replied) }),
    );
  }

  openMenu(anchor, message, at = null) {
    const isOwn = message.from?.id === this.viewer.id;
    const text = message.text ?? message.caption;
    menu(anchor, [
      { reactions: REACTIONS, run: (emoji) => this.act.react(message, emoji) },
      { text: "Reply", icon: "reply", run: () => this.act.reply(message) },
      ...(isOwn && text !== undefined && !message.via_bot ? [{ text: "Edit", icon: "edit", run: () => this.act.edit(message) }] : []),
      ...(text ? [{ text: "Copy text", icon: "copy", run: () => navigator.clipboard?.writeText(text) }] : []),
    ], at);
  }

  isNearEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR_END_PIXELS;
  }

  goToEnd() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.follows = true;
    this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior: calm ? "instant" : "smooth" });
    this.countNew(0);
  }

  jumpToEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  onScroll() {
    const { scrollTop: top } = this.scroll;
    const isNear = this.isNearEnd();
    // Only going up is turning away; on the way down the end may merely not be reached yet.
    if (isNear) this.follows = true;
    else if (top < this.lastTop) this.follows = false;
    this.lastTop = top;
    this.toEnd.hidden = isNear || this.follows;
    if (isNear) this.countNew(0);
  }

  countNew(count) {
    this.newCount = count;
    const badge = this.toEnd.querySelector(".badge");
    badge.hidden = !count;
    badge.textContent = String(count);
  }
}

// The bot has the colour of its face.
function senderHue(sender) {
  return !sender || sender.is_bot ? 5 : hue(sender.id);
}

function focusPath(node) {
  return [...node.querySelectorAll("button, a, [tabindex]")].indexOf(document.activeElement);
}

function isRun(first, second) {
  if (!first || !second) return false;
  const [a] = first.messages;
  const [b] = second.messages;
  return serviceText(a) === null && serviceText(b) === null && a.from?.id === b.from?.id
    && b.date - a.date < RUN_SECONDS && dayName(a.date) === dayName(b.date);
}

// Stickers, dice and a few emoji alone stand without a bubble.
function isBare(message) {
  return Boolean(message.sticker || message.dice || message.video_note || isBigEmoji(message));
}

function isBigEmoji(message) {
  return Boolean(message.text && !message.reply_to_message && /^(\p{Extended_Pictographic}[\u{fe0f}\u{200d}\u{1f3fb}-\u{1f3ff}]*){1,3}$/u.test(message.text));
}

function stamp(item) {
  const message = item.messages.at(-1);
  const isEdited = item.messages.some((one) => one.sim?.is_edited);
  return el(
    "span", { class: "stamp" },
    isEdited ? el("span", { class: "edited", text: "edited " }) : null,
    el("time", { datetime: new Date(message.date * 1000).toISOString(), text: clockTime(message.date) }),
  );
}

function forwarded(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name = origin.sender_user ? fullName(origin.sender_user) : origin.sender_chat?.title ?? origin.sender_user_name;
  return el("div", { class: "forwarded" }, "Forwarded from ", el("b", { text: name }));
}

function reactions(message, log) {
  const counts = new Map();
  for (const given of message.sim?.reactions ?? []) {
    for (const reaction of given.reaction) {
      const seen = counts.get(reaction.emoji) ?? { count: 0, own: false };
      counts.set(reaction.emoji, { count: seen.count + 1, own: seen.own || given.user_id === log.viewer.id });
    }
  }
  if (!counts.size) return null;
  return el("div", { class: "reactions" }, [...counts].map(([emoji, { count, own }]) =>
    el("button", { type: "button", class: `reaction ${own ? "own" : ""}`, "aria-pressed": String(own), "aria-label": `${emoji}, ${count}`, on: { click: () => log.act.react(message, own ? null : emoji) } },
      el("span", { text: asEmoji(emoji) }), el("span", { text: String(count) }))));
}
