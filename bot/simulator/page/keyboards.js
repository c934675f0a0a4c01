// Keyboards: the buttons under a message and those in place of the phone's keyboard.

import { el, icon } from "./dom.js";
import { toast } from "./dialogs.js";

const MARKS = [
  ["url", "out"], ["web_app", "app"], ["switch_inline_query", "inline"],
  ["switch_inline_query_current_chat", "inline"], ["switch_inline_query_chosen_chat", "inline"],
  ["copy_text", "copy"], ["login_url", "lock"],
];

/** The buttons under a message. `act.press(message, data)` returns a promise for its end. */
export function inlineKeyboard(message, act) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return el(
    "div", { class: "inline-keyboard", role: "group", "aria-label": "Buttons of the message" },
    rows.map((row) => el("div", { class: "inline-row" }, row.map((button) => inlineButton(message, button, act)))),
  );
}

function inlineButton(message, button, act) {
  const mark = MARKS.find(([field]) => button[field] !== undefined);
  const content = [el("span", { class: "inline-text", text: button.text }), mark ? icon(mark[1]) : null];
  const style = button.style ? `style-${button.style}` : "";
  if (button.url && /^(https?|tg):/i.test(button.url)) {
    return el("a", { class: `inline-button ${style}`, href: button.url, target: "_blank", rel: "noopener noreferrer", title: button.url }, content);
  }
  const node = el("button", { type: "button", class: `inline-button ${style}` }, content);
  node.addEventListener("click", () => run(node, message, button, act));
  return node;
}

async function run(node, message, button, act) {
  if (node.getAttribute("aria-busy") === "true") return;
  if (button.callback_data !== undefined) {
    node.setAttribute("aria-busy", "true");
    try {
      await act.press(message, button.callback_data);
    } finally {
      node.removeAttribute("aria-busy");
    }
  } else if (button.copy_text) {
    await navigator.clipboard?.writeText(button.copy_text.text).catch(() => undefined);
    toast("Copied");
  } else if (button.switch_inline_query_current_chat !== undefined) {
    act.startInline(button.switch_inline_query_current_chat);
  } else if (button.switch_inline_query !== undefined) {
    act.startInline(button.switch_inline_query);
  } else if (button.switch_inline_query_chosen_chat) {
    act.startInline(button.switch_inline_query_chosen_chat.query ?? "");
  } else {
    toast("This kind of button does nothing in the preview");
  }
}

/** The buttons of a reply keyboard. */
export function replyKeyboard(markup, act) {
  return el(
    "div", { class: `reply-keyboard ${markup.resize_keyboard ? "" : "tall"}`, role: "group", "aria-label": "Suggested answers" },
    markup.keyboard.map((row) => el(
      "div", { class: "reply-row" },
      row.map((button) => el("button", { type: "button", class: `reply-button ${button.style ? `style-${button.style}` : ""}`, text: button.text, on: { click: () => act.answer(button) } })),
    )),
  );
}
