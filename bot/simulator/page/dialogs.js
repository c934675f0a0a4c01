// What comes over the page: short notes, alerts, questions and menus.

import { asEmoji, el, icon } from "./dom.js";

const NOTE_MILLISECONDS = 4000;

/** A short note at the bottom, read out by screen readers. */
export function toast(text, kind = "") {
  const note = el("div", { class: `toast ${kind}`, text });
  document.getElementById("toasts").append(note);
  setTimeout(() => note.classList.add("going"), NOTE_MILLISECONDS - 300);
  setTimeout(() => note.remove(), NOTE_MILLISECONDS);
}

/** A message that must be closed, as show_alert asks for. */
export function alert(title, text) {
  const close = el("button", { type: "submit", class: "dialog-button", text: "OK" });
  return open(title, [el("p", { class: "dialog-text", text })], [close]);
}

/** Ask for one line; the promise gives it, or null. */
export function ask(title, label, action, { pattern, hint, value = "" } = {}) {
  const input = el("input", { class: "dialog-input", id: "dialog-input", value, pattern, required: true, autocomplete: "off" });
  const cancel = el("button", { type: "button", class: "dialog-button plain", text: "Cancel" });
  const accept = el("button", { type: "submit", class: "dialog-button", text: action });
  const content = [
    el("label", { class: "dialog-label", for: "dialog-input", text: label }),
    input,
    hint ? el("p", { class: "dialog-hint", text: hint }) : null,
  ];
  let accepted = false;
  const closed = open(title, content, [cancel, accept], () => { accepted = true; });
  cancel.addEventListener("click", () => cancel.closest("dialog").close());
  return closed.then(() => (accepted ? input.value : null));
}

/** Ask yes or no. */
export function confirm(title, text, action) {
  const cancel = el("button", { type: "button", class: "dialog-button plain", text: "Cancel" });
  const accept = el("button", { type: "submit", class: "dialog-button danger", text: action });
  let accepted = false;
  const closed = open(title, [el("p", { class: "dialog-text", text })], [cancel, accept], () => { accepted = true; });
  cancel.addEventListener("click", () => cancel.closest("dialog").close());
  return closed.then(() => accepted);
}

function open(title, content, buttons, onSubmit = () => undefined) {
  const form = el(
    "form", { method: "dialog", class: "dialog-form", on: { submit: onSubmit } },
    el("h2", { class: "dialog-title", id: "dialog-title", text: title }),
    ...content,
    el("div", { class: "dialog-buttons" }, buttons),
  );
  const dialog = el("dialog", { class: "dialog", "aria-labelledby": "dialog-title" }, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve();
    });
  });
}

/** A menu beside a button. Items are {text, icon, run, danger} or {reactions, run}. */
export function menu(anchor, items, at = null) {
  closeMenus();
  const list = el("div", { class: "menu", role: "menu" });
  for (const item of items) list.append(item.reactions ? reactionRow(item) : menuItem(item));
  document.body.append(list);
  place(list, anchor, at);
  anchor.setAttribute("aria-expanded", "true");
  const choices = [...list.querySelectorAll("[role=menuitem]")];
  choices[0]?.focus();

  const close = () => {
    list.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", onOutside, true);
    anchor.focus();
  };
  const onOutside = (event) => {
    if (!list.contains(event.target)) close();
  };
  list.addEventListener("keydown", (event) => {
    const place = choices.indexOf(document.activeElement);
    const steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
    if (event.key in steps) {
      event.preventDefault();
      choices[(place + steps[event.key] + choices.length) % choices.length].focus();
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      choices.at(event.key === "Home" ? 0 : -1).focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener("click", (event) => {
    if (event.target.closest("[role=menuitem]")) close();
  });
  list.close = close;
  document.addEventListener("pointerdown", onOutside, true);
}

function menuItem(item) {
  return el(
    "button",
    { type: "button", role: "menuitem", class: `menu-item ${item.danger ? "danger" : ""}`, on: { click: item.run } },
    icon(item.icon),
    el("span", { text: item.text }),
  );
}

function reactionRow(item) {
  return el(
    "div", { class: "menu-reactions", role: "group", "aria-label": "React" },
    item.reactions.map((emoji) =>
      el("button", { type: "button", role: "menuitem", class: "menu-reaction", "aria-label": `React with ${emoji}`, text: asEmoji(emoji), on: { click: () => item.run(emoji) } }),
    ),
  );
}

function place(list, anchor, at) {
  const box = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = list;
  const x = at ? at.x : box.right - width;
  let y = at ? at.y : box.bottom + 4;
  if (y + height > innerHeight - 8) y = Math.max(8, (at ? at.y : box.top) - height - 4);
  list.style.left = `${Math.max(8, Math.min(x, innerWidth - width - 8))}px`;
  list.style.top = `${y}px`;
}

function closeMenus() {
  for (const open of document.querySelectorAll(".menu")) open.close?.();
}
