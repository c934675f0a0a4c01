// The chat page: who one is, which chat is open, and what happens in it, live.

import { act, actWithFile, follow, look, Refusal } from "./api.js";
import { Calls, resetAll } from "./calls.js";
import { Composer } from "./composer.js";
import { serviceText, snippet } from "./content.js";
import { alert, ask, confirm, menu, toast } from "./dialogs.js";
import { el, face, fullName, icon } from "./dom.js";
import { richText } from "./entities.js";
import { MessageLog } from "./messages.js";
import { drawChats, drawPeople } from "./side.js";

const GENERAL = 1;
const TYPING_MILLISECONDS = 5500;
const SHOWN_MESSAGES = 300;
const ACTIONS = {
  typing: "typing", upload_photo: "sending a photo", upload_document: "sending a file",
  upload_video: "sending a video", record_voice: "recording a voice message", find_location: "finding a place",
  choose_sticker: "choosing a sticker",
};
const PAYLOAD = "[A-Za-z0-9_\\-]{1,64}";

const byId = (id) => document.getElementById(id);
const parts = {
  app: byId("app"), people: byId("people"), chats: byId("chats"), pane: byId("pane"), empty: byId("empty"),
  face: byId("chat-face"), title: byId("chat-title"), status: byId("chat-status"), topics: byId("topics"),
  pinned: byId("pinned"), log: byId("log"), offline: byId("offline"), main: byId("main"),
};

const state = {
  bot: null,
  people: [],
  viewer: null,
  /** By person, by chat: what the list shows of it. */
  chats: new Map(),
  /** By person and chat: messages not seen, and in forums by topic. */
  unread: new Map(),
  open: null,
  topic: GENERAL,
  messages: [],
  profile: null,
  votes: new Map(),
  typingTimer: 0,
  startPayload: new URLSearchParams(location.search).get("start"),
};

const actions = {
  send, saveEdit, answerKeyboard, askInline, chooseInline, react, vote, press, openStart,
  editLast: () => {
    const message = log.last((one) => one.from?.id === state.viewer.id && (one.text ?? one.caption) !== undefined && serviceText(one) === null && !one.via_bot);
    if (message) composer.setContext({ kind: "edit", message });
  },
  reply: (message) => composer.setContext({ kind: "reply", message }),
  edit: (message) => composer.setContext({ kind: "edit", message }),
  command: (text) => send(text, {}),
  startInline: (query) => composer.startInline(query),
  votes: (pollId) => state.votes.get(`${state.viewer.id}/${pollId}`),
};
const log = new MessageLog(parts.log, byId("scroll"), byId("to-end"), actions);
const composer = new Composer(byId("composer"), actions);
const calls = new Calls(byId("calls"), byId("calls-button"));

byId("back").append(icon("back"));
byId("chat-menu").append(icon("more"));
byId("app-menu").append(icon("more"));
byId("back").addEventListener("click", closeChat);
byId("chat-menu").addEventListener("click", (event) => menu(event.currentTarget, chatMenu()));
byId("app-menu").addEventListener("click", (event) => menu(event.currentTarget, [
  { text: "Open a link with a payload …", icon: "out", run: askPayload },
  { text: "Start anew", icon: "edit", danger: true, run: startAnew },
]));
parts.pinned.addEventListener("click", () => log.reveal(Number(parts.pinned.dataset.id)));
document.addEventListener("keydown", (event) => {
  const number = event.altKey && /^Digit[1-9]$/.test(event.code) ? Number(event.code.at(-1)) : 0;
  if (number && state.people[number - 1]) {
    event.preventDefault();
    become(state.people[number - 1]);
  } else if (event.key === "Escape" && state.open && innerWidth < 720 && !document.querySelector("dialog, .menu")) {
    closeChat();
  }
});
document.addEventListener("visibilitychange", seeOpenChat);
window.addEventListener("hashchange", () => restore());

/** Run a request; what is refused is told in a note. The result is undefined then. */
async function attempt(promise) {
  try {
    return await promise;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    toast(error.message, "bad");
    return undefined;
  }
}

// --- loading ---

let loading = null;

/** Load everything anew; calls that come meanwhile wait for the same. */
function reload() {
  loading ??= load().finally(() => { loading = null; });
  return loading;
}

async function load() {
  const { bot, people } = await look("people");
  state.bot = bot;
  const personas = people.filter((person) => person.is_persona);
  state.people = (personas.length ? personas : people).slice(0, 12);
  if (!state.people.length) {
    showNobody();
    return;
  }
  document.title = `${bot.first_name} preview`;
  const viewer = state.people.find((person) => person.id === state.viewer?.id);
  state.viewer = viewer ?? state.people[0];
  await Promise.all(state.people.map(loadChats));
  restore(true);
  drawSide();
  if (state.open) await openChat(state.open.chat.id, state.topic, false);
}

async function loadChats(person) {
  const { chats } = await look(`chats?user_id=${person.id}`);
  state.chats.set(person.id, new Map(chats.map((info) => [info.chat.id, info])));
}

function showNobody() {
  parts.people.replaceChildren();
  parts.chats.replaceChildren(el("li", { class: "nobody", text: "Nobody is here yet. People appear when something makes them, or after “Start anew”." }));
  closeChat();
}

/** Turn to the person and chat that the address names. */
function restore(isFirst = false) {
  const wanted = new URLSearchParams(location.hash.slice(1) || location.search.slice(1));
  const person = state.people.find((one) => String(one.id) === wanted.get("user"));
  if (person && person.id !== state.viewer.id) {
    state.viewer = person;
    drawSide();
  }
  const chatId = Number(wanted.get("chat")) || (isFirst && (innerWidth >= 720 || state.startPayload) ? state.viewer.id : 0);
  const info = myChats().get(chatId);
  if (!info) return;
  if (isFirst) {
    state.open = info;
    state.topic = Number(wanted.get("topic")) || GENERAL;
  } else if (state.open?.chat.id !== chatId || Number(wanted.get("topic") ?? GENERAL) !== state.topic) {
    openChat(chatId, Number(wanted.get("topic")) || GENERAL);
  }
}

function remember() {
  const place = new URLSearchParams({ user: state.viewer.id });
  if (state.open) place.set("chat", state.open.chat.id);
  if (state.open?.chat.is_forum) place.set("topic", state.topic);
  history.replaceState(null, "", `${location.pathname}${location.search}#${place}`);
}

// --- the side ---

const myChats = () => state.chats.get(state.viewer.id) ?? new Map();

function drawSide() {
  drawPeople(parts.people, state.people, state.viewer, unreadOf, become);
  drawChats(parts.chats, [...myChats().values()], {
    viewer: state.viewer,
    openId: state.open?.chat.id,
    unread: (chatId) => unreadIn(state.viewer.id, chatId),
    title: chatTitle,
    face: (info) => chatFace(info),
  }, (info) => openChat(info.chat.id));
}

function chatTitle(info) {
  return info.chat.type === "private" ? state.profile?.name ?? state.bot.first_name : info.chat.title;
}

function chatFace(info, size = "") {
  return info.chat.type === "private" ? face(state.bot.id, state.bot.first_name, `${size} bot`) : face(info.chat.id, info.chat.title, size);
}

const unreadKey = (userId, chatId, topic = "") => `${userId}/${chatId}/${topic}`;
const unreadIn = (userId, chatId) => state.unread.get(unreadKey(userId, chatId)) ?? 0;

function unreadOf(userId) {
  let count = 0;
  for (const chatId of state.chats.get(userId)?.keys() ?? []) count += unreadIn(userId, chatId);
  return count;
}

function addUnread(userId, chatId, topic) {
  for (const key of [unreadKey(userId, chatId), unreadKey(userId, chatId, topic)]) {
    state.unread.set(key, (state.unread.get(key) ?? 0) + 1);
  }
}

function seeOpenChat() {
  if (!state.open || document.hidden) return;
  const { id } = state.open.chat;
  const inTopic = unreadKey(state.viewer.id, id, topicKey(state.topic));
  const whole = unreadKey(state.viewer.id, id);
  const left = state.open.chat.is_forum ? (state.unread.get(whole) ?? 0) - (state.unread.get(inTopic) ?? 0) : 0;
  state.unread.set(whole, Math.max(0, left));
  state.unread.delete(inTopic);
  drawSide();
  drawTopics();
}

const topicKey = (topic) => topic || GENERAL;
const topicOf = (message) => (message.is_topic_message ? message.message_thread_id : GENERAL);

async function become(person) {
  if (person.id === state.viewer.id) return;
  const sameChat = state.open && state.open.chat.type !== "private" ? state.open.chat.id : null;
  state.viewer = person;
  const next = sameChat && myChats().has(sameChat) ? sameChat : state.open ? person.id : null;
  const topic = next === sameChat ? state.topic : GENERAL;
  state.open = null;
  drawSide();
  if (next) await openChat(next, topic, false);
  else remember();
}

// --- the open chat ---

async function openChat(chatId, topic = null, takesFocus = true) {
  const info = myChats().get(chatId);
  if (!info) return;
  const isAnother = state.open?.chat.id !== chatId;
  state.open = info;
  state.topic = topic ?? (isAnother ? firstTopic(info) : state.topic);
  parts.app.dataset.view = "chat";
  parts.pane.hidden = false;
  parts.empty.hidden = true;
  remember();
  const viewer = state.viewer;
  const [{ messages }, profile] = await Promise.all([
    look(`chats/${chatId}/messages?limit=${SHOWN_MESSAGES}`),
    look(`profile?user_id=${viewer.id}&chat_id=${chatId}`),
  ]).catch(() => [{ messages: [] }, state.profile]);
  if (state.open?.chat.id !== chatId || state.viewer !== viewer) return;
  state.messages = messages;
  state.profile = profile;
  stopTyping();
  drawHead();
  drawTopics();
  drawLog();
  drawComposer();
  seeOpenChat();
  if (takesFocus) composer.focus();
}

function firstTopic(info) {
  return info.chat.is_forum && info.topics.length ? info.topics[0].message_thread_id : GENERAL;
}

function closeChat() {
  const chatId = state.open?.chat.id;
  state.open = null;
  parts.app.dataset.view = "list";
  parts.pane.hidden = true;
  parts.empty.hidden = false;
  if (state.viewer) {
    remember();
    drawSide();
  }
  if (chatId) parts.chats.querySelector(`[data-id="${chatId}"]`)?.focus();
}

function drawHead() {
  const info = state.open;
  parts.face.replaceChildren(chatFace(info, "medium"));
  parts.title.textContent = chatTitle(info);
  parts.main.setAttribute("aria-label", `Chat with ${chatTitle(info)}`);
  parts.status.className = "";
  parts.status.textContent = statusText(info);
  const pinned = state.messages.find((message) => message.message_id === info.pinned_message_id);
  parts.pinned.hidden = !pinned;
  if (pinned) {
    parts.pinned.dataset.id = pinned.message_id;
    parts.pinned.replaceChildren(icon("pin"), el("span", { class: "pinned-text" }, el("b", { text: "Pinned message" }), el("span", { text: snippet(pinned) })));
  }
}

function statusText(info) {
  if (info.chat.type === "private") return "bot";
  const inside = info.members.filter((member) => !["left", "kicked"].includes(member.status));
  const own = info.members.find((member) => member.user.id === state.bot.id);
  const bot = !own || ["left", "kicked"].includes(own.status) ? ", without the bot" : own.status === "administrator" ? ", the bot is an administrator" : "";
  return `${inside.length} members${bot}`;
}

function drawTopics() {
  const info = state.open;
  const isForum = Boolean(info?.chat.is_forum);
  parts.topics.hidden = !isForum;
  if (!isForum) return;
  const topics = [{ message_thread_id: GENERAL, name: "General", icon_color: 0 }, ...info.topics];
  const focused = parts.topics.contains(document.activeElement);
  parts.topics.replaceChildren(...topics.map((topic) => {
    const id = topic.message_thread_id;
    const isOpen = id === state.topic;
    const count = state.unread.get(unreadKey(state.viewer.id, info.chat.id, id)) ?? 0;
    const dot = el("span", { class: "topic-dot", "aria-hidden": "true" });
    if (topic.icon_color) dot.style.setProperty("--dot", `#${topic.icon_color.toString(16).padStart(6, "0")}`);
    return el(
      "button", { type: "button", role: "tab", class: "topic", "aria-selected": String(isOpen), tabindex: isOpen ? "0" : "-1", "data-id": id, on: { click: () => openTopic(id) } },
      id === GENERAL ? el("span", { class: "topic-hash", "aria-hidden": "true", text: "#" }) : dot,
      el("span", { text: topic.name }), topic.is_closed ? icon("lock") : null,
      count ? el("span", { class: "badge", text: String(count) }) : null,
    );
  }), el("button", { type: "button", class: "topic add", "aria-label": "New topic", text: "+", on: { click: askTopic } }));
  const open = parts.topics.querySelector("[aria-selected=true]");
  if (focused) open?.focus();
  open?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

parts.topics.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = [...parts.topics.querySelectorAll("[role=tab]")];
  const place = (tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length;
  event.preventDefault();
  tabs[place].focus();
  openTopic(Number(tabs[place].dataset.id));
});

function openTopic(id) {
  state.topic = id;
  remember();
  drawTopics();
  drawLog();
  drawComposer();
  seeOpenChat();
}

const isShown = (message) => !state.open.chat.is_forum || topicOf(message) === state.topic;

function drawLog() {
  const messages = state.messages.filter(isShown);
  if (messages.length) log.show(messages, state.viewer);
  else {
    log.show([], state.viewer);
    log.clear(state.open.chat.type === "private" ? welcome() : el("div", { class: "item service" }, el("p", { class: "service-text", text: "No messages here yet" })));
  }
}

function welcome() {
  const { name, description, short_description: short } = state.profile;
  return el(
    "div", { class: "welcome" },
    face(state.bot.id, name, "large bot"),
    el("h3", { text: name }),
    short ? el("p", { class: "welcome-short", text: short }) : null,
    description
      ? el("div", { class: "welcome-card" }, el("b", { text: "What can this bot do?" }), el("p", { dir: "auto" }, richText(description)))
      : el("p", { class: "welcome-card", text: "No description has been set for this language yet." }),
  );
}

function drawComposer() {
  const { profile, open: info } = state;
  composer.turnTo({
    key: `${state.viewer.id}/${info.chat.id}/${state.topic}`,
    commands: profile.commands,
    showsMenu: info.chat.type === "private" && profile.menu_button.type !== "web_app",
    botUsername: state.bot.username,
    plate: plateFor(info),
  });
  composer.setKeyboard(keyboardMessage());
}

function plateFor(info) {
  if (info.chat.type === "private") {
    if (info.has_blocked) return { text: "Unblock", run: () => setBlocked(false) };
    if (!info.has_started || state.startPayload) return { text: "Start", run: start };
    return null;
  }
  if (info.migrated_to) return { text: "Open the supergroup", run: () => reload().then(() => openChat(info.migrated_to)) };
  const own = info.members.find((member) => member.user.id === state.viewer.id);
  if (own && ["left", "kicked"].includes(own.status)) {
    return { text: "Join the group", run: () => attempt(act("member", { chat: info.chat.id, user: state.viewer.id, status: "member" })) };
  }
  return null;
}

/** The message whose keyboard (or forced reply) stands for this person now. */
function keyboardMessage() {
  for (const message of state.messages.filter(isShown).reverse()) {
    const markup = message.reply_markup;
    if (!markup || markup.inline_keyboard || !message.sim.from_bot) continue;
    if (markup.selective && message.reply_to_message?.from?.id !== state.viewer.id) continue;
    if (markup.remove_keyboard) return null;
    if (markup.force_reply) {
      const isAnswered = state.messages.some((one) => one.message_id > message.message_id && one.from?.id === state.viewer.id);
      if (isAnswered) continue;
    }
    return message;
  }
  return null;
}

// --- what people do ---

function place() {
  const { chat } = state.open;
  const body = { user: state.viewer.id, chat: chat.id };
  if (chat.is_forum && state.topic !== GENERAL) body.topic = state.topic;
  return body;
}

async function send(text, { replyTo, file }) {
  const body = place();
  if (text) body.text = text;
  if (replyTo) body.reply_to = replyTo;
  const kind = file && /^image\/(png|jpeg|webp|gif|bmp)$/.test(file.type) ? "photo" : "document";
  return Boolean(await attempt(file ? actWithFile("message", body, kind, file) : act("message", body)));
}

async function saveEdit(message, text) {
  return Boolean(await attempt(act("edit", { chat_id: message.chat.id, message_id: message.message_id, user_id: state.viewer.id, text })));
}

function answerKeyboard(button, message) {
  const body = place();
  if (message.chat.type !== "private") body.reply_to = message.message_id;
  if (button.request_contact) body.contact = { phone_number: "+1 555 0100" };
  else if (button.request_location) body.location = { latitude: 48.8584, longitude: 2.2945 };
  else if (button.web_app || button.request_poll || button.request_users || button.request_chat) {
    toast("This kind of button does nothing in the preview");
    return;
  } else body.text = button.text;
  attempt(act("message", body));
}

async function press(message, data) {
  const { chat, message_id: id } = message;
  const answer = await attempt(act("click", { chat_id: chat.id, message_id: id, user_id: state.viewer.id, data }));
  if (!answer) return;
  if (!answer.answered) toast("The bot did not answer the button", "bad");
  else if (answer.answer.url) openStart(new URL(answer.answer.url, "https://t.me").searchParams.get("start"));
  else if (answer.answer.text && answer.answer.show_alert) await alert(state.bot.first_name, answer.answer.text);
  else if (answer.answer.text) toast(answer.answer.text);
}

function react(message, emoji) {
  attempt(act("reaction", { chat_id: message.chat.id, message_id: message.message_id, user_id: state.viewer.id, emoji }));
}

async function vote(message, number) {
  const key = `${state.viewer.id}/${message.poll.id}`;
  const before = state.votes.get(key) ?? [];
  const isTaken = before.includes(number);
  const kept = message.poll.allows_multiple_answers ? before.filter((one) => one !== number) : [];
  state.votes.set(key, isTaken ? kept : [...kept, number]);
  const voted = await attempt(act("vote", { chat_id: message.chat.id, message_id: message.message_id, user_id: state.viewer.id, option_ids: state.votes.get(key) }));
  if (!voted) state.votes.set(key, before);
}

function askInline(query, offset) {
  return attempt(act("inline", { user: state.viewer.id, chat: state.open.chat.id, query, offset }));
}

function chooseInline(queryId, resultId) {
  const { user, ...where } = place();
  attempt(act("inline/choose", { ...where, inline_query_id: queryId, result_id: resultId }));
}

async function start() {
  const body = { user: state.viewer.id };
  if (state.startPayload && new RegExp(`^${PAYLOAD}$`).test(state.startPayload)) body.payload = state.startPayload;
  state.startPayload = null;
  await attempt(act("start", body));
  composer.focus();
}

/** Open the bot's chat with a Start button that carries a payload, as a link to the bot does. */
function openStart(payload) {
  state.startPayload = payload || null;
  openChat(state.viewer.id);
}

async function askPayload() {
  const payload = await ask("Open a link to the bot", `https://t.me/${state.bot.username}?start=`, "Open", { pattern: PAYLOAD, hint: "1 to 64 letters, digits, _ and -" });
  if (payload) openStart(payload);
}

async function askTopic() {
  const name = await ask("New topic", "Name", "Create");
  if (!name) return;
  const answer = await attempt(act("topic", { chat: state.open.chat.id, user: state.viewer.id, name }));
  if (answer) {
    await refreshChat(state.open.chat.id);
    openTopic(answer.topic.message_thread_id);
  }
}

async function startAnew() {
  if (!(await confirm("Start anew?", "All messages are forgotten, and people and groups are as they were at first.", "Start anew"))) return;
  await attempt(resetAll());
}

function setBlocked(isBlocked) {
  return attempt(act("block", { user_id: state.viewer.id, blocked: isBlocked }));
}

function chatMenu() {
  const info = state.open;
  // On a narrow screen the button in the head has no room.
  const showCalls = innerWidth < 720 ? [{ text: "What the bot calls", icon: "code", run: () => calls.toggle() }] : [];
  if (info.chat.type === "private") {
    return [
      ...showCalls,
      { text: "Open a link with a payload …", icon: "out", run: askPayload },
      info.has_blocked
        ? { text: "Unblock the bot", icon: "check", run: () => setBlocked(false) }
        : { text: "Block the bot", icon: "close", danger: true, run: () => setBlocked(true) },
    ];
  }
  const member = (user, status) => attempt(act("member", { chat: info.chat.id, user, status }));
  const own = info.members.find((one) => one.user.id === state.bot.id)?.status ?? "left";
  const isInside = !["left", "kicked"].includes(own);
  return [
    ...showCalls,
    isInside
      ? { text: "Remove the bot", icon: "close", danger: true, run: () => member(state.bot.id, "kicked") }
      : { text: "Add the bot", icon: "check", run: () => member(state.bot.id, "member") },
    ...(isInside ? [own === "administrator"
      ? { text: "Make the bot an ordinary member", icon: "lock", run: () => member(state.bot.id, "member") }
      : { text: "Make the bot an administrator", icon: "lock", run: () => member(state.bot.id, "administrator") }] : []),
    ...(info.chat.type === "group" && !info.migrated_to ? [{ text: "Upgrade to a supergroup", icon: "out", run: () => attempt(act("migrate", { chat_id: info.chat.id })) }] : []),
    { text: "Leave the group", icon: "back", danger: true, run: () => member(state.viewer.id, "left") },
  ];
}

// --- what happens ---

const handlers = {
  message: (event) => onMessage(event.message),
  message_edited: (event) => onEdited(event.message),
  message_deleted: (event) => onDeleted(event.chat_id, event.message_id),
  chat: (event) => refreshChat(event.chat_id),
  chat_action: (event) => onAction(event),
  profile: () => refreshProfile(),
  call: (event) => calls.add(event.call),
  resync: () => reload(),
};

async function onMessage(message) {
  const chatId = message.chat.id;
  const owners = state.people.filter((person) => state.chats.get(person.id)?.has(chatId));
  if (!owners.length) {
    // A chat that nobody here had: a new group, or a new person beside the personas.
    if (message.chat.type !== "private" || !state.people.some((person) => person.is_persona)) await reload();
    return;
  }
  const isOpen = state.open?.chat.id === chatId;
  for (const person of owners) {
    const info = state.chats.get(person.id).get(chatId);
    info.last_message = message;
    info.last_message_id = message.message_id;
    if (message.from?.id === person.id && message.chat.type === "private") {
      info.has_started = true;
      info.has_blocked = false;
    }
    const isSeen = isOpen && person.id === state.viewer.id && !document.hidden && topicOf(message) === state.topic;
    const isOwn = message.from?.id === person.id;
    if (!isSeen && !isOwn) addUnread(person.id, chatId, topicOf(message));
  }
  if (isOpen) {
    if (message.sim.from_bot) stopTyping();
    const isFirst = !state.messages.some(isShown);
    state.messages.push(message);
    if (isShown(message)) {
      if (isFirst) log.clear();
      log.append(message);
    }
    drawTopics();
    drawComposer();
  }
  drawSide();
}

function onEdited(message) {
  for (const chats of state.chats.values()) {
    const info = chats.get(message.chat.id);
    if (info?.last_message?.message_id === message.message_id) info.last_message = message;
  }
  if (state.open?.chat.id === message.chat.id) {
    state.messages = state.messages.map((one) => (one.message_id === message.message_id ? message : one));
    log.replace(message);
    composer.setKeyboard(keyboardMessage());
  }
  drawSide();
}

function onDeleted(chatId, messageId) {
  if (state.open?.chat.id === chatId) {
    state.messages = state.messages.filter((one) => one.message_id !== messageId);
    log.remove(messageId);
    composer.setKeyboard(keyboardMessage());
  }
  for (const chats of state.chats.values()) {
    const info = chats.get(chatId);
    if (info?.last_message?.message_id === messageId) refreshChat(chatId);
  }
}

async function refreshChat(chatId) {
  const info = await look(`chats/${chatId}`).catch(() => null);
  if (!info) return;
  const inside = (person) => info.chat.type === "private"
    ? info.chat.id === person.id
    : info.members.some((member) => member.user.id === person.id);
  for (const person of state.people) {
    if (inside(person)) state.chats.get(person.id)?.set(chatId, info);
  }
  if (state.open?.chat.id === chatId) {
    state.open = info;
    drawHead();
    drawTopics();
    drawComposer();
  }
  drawSide();
}

async function refreshProfile() {
  if (!state.open) return;
  const chatId = state.open.chat.id;
  const profile = await look(`profile?user_id=${state.viewer.id}&chat_id=${chatId}`).catch(() => null);
  if (!profile || state.open?.chat.id !== chatId) return;
  state.profile = profile;
  drawHead();
  drawComposer();
  if (!state.messages.some(isShown)) drawLog();
}

function onAction(event) {
  if (state.open?.chat.id !== event.chat_id) return;
  if (state.open.chat.is_forum && (event.thread_id ?? GENERAL) !== state.topic) return;
  const who = state.open.chat.type === "private" ? "" : `${state.bot.first_name} is `;
  parts.status.className = "typing";
  parts.status.replaceChildren(`${who}${ACTIONS[event.action] ?? "busy"}`, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")));
  clearTimeout(state.typingTimer);
  state.typingTimer = setTimeout(stopTyping, TYPING_MILLISECONDS);
}

function stopTyping() {
  clearTimeout(state.typingTimer);
  if (state.open && parts.status.className === "typing") drawHead();
}

let wasLinked = null;
follow(
  (event) => handlers[event.kind]?.(event),
  (isLinked) => {
    parts.offline.hidden = isLinked;
    // After a break anything may have happened meanwhile.
    if (isLinked && wasLinked === false) reload();
    wasLinked = isLinked;
  },
);
reload();
