// What the bot asked of Telegram, as it happens: a window for those who build the bot.

import { act, look } from "./api.js";
import { clockTime, el, icon } from "./dom.js";

const SHOWN = 100;

export class Calls {
  constructor(root, button) {
    this.root = root;
    this.button = button;
    this.list = el("ol", { class: "calls-list" });
    const close = el("button", { type: "button", class: "icon-button", "aria-label": "Close", on: { click: () => this.toggle() } }, icon("close"));
    root.append(el("header", { class: "calls-head" }, el("h2", { text: "Calls of the bot" }), close), this.list);
    button.append(icon("code"));
    button.addEventListener("click", () => this.toggle());
  }

  async toggle() {
    const isShown = this.root.hidden;
    this.root.hidden = !isShown;
    this.button.setAttribute("aria-pressed", String(isShown));
    if (!isShown) return;
    const { calls, last_id: last } = await look("calls?limit=20000").catch(() => ({ calls: [] }));
    this.list.replaceChildren();
    for (const call of calls.filter((one) => one.method !== "getUpdates").slice(-SHOWN)) this.add(call);
    if (!this.list.children.length) this.list.append(el("li", { class: "calls-none", text: last ? "None but getUpdates so far." : "The bot has not called yet. Is it running?" }));
  }

  add(call) {
    if (this.root.hidden) return;
    this.list.querySelector(".calls-none")?.remove();
    const answer = call.answer;
    const refusal = answer && !answer.ok ? answer.description : call.answer === null ? "no answer" : "";
    const summary = el(
      "summary", {},
      el("span", { class: "call-method", text: call.method }),
      el("span", { class: refusal ? "call-bad" : "call-good", text: refusal || `${((call.seconds ?? 0) * 1000).toFixed(1)} ms` }),
      el("time", { class: "call-time", text: clockTime(call.at) }),
    );
    this.list.prepend(el("li", {}, el("details", { class: "call" }, summary,
      el("pre", { tabindex: "0", text: JSON.stringify(call.params, null, 2) }),
      el("pre", { tabindex: "0", text: JSON.stringify(answer, null, 2) }))));
    while (this.list.children.length > SHOWN) this.list.lastElementChild.remove();
  }
}

export const resetAll = () => act("reset", {});
