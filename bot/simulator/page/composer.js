// Where people write: the field, what it replies to or edits, commands, inline results, keyboards.

import { fileAddress } from "./api.js";
import { snippet } from "./content.js";
import { el, face, fullName, icon } from "./dom.js";
import { replyKeyboard } from "./keyboards.js";

const INLINE_PAUSE_MILLISECONDS = 300;

export class Composer {
  /** `act` is what the composer may ask for; see chat.js. */
  constructor(root, act) {
    this.act = act;
    this.drafts = new Map();
    this.key = "";
    this.commands = [];
    this.context = null;
    this.file = null;
    this.inline = { query: null, timer: 0, id: null };
    this.build(root);
  }

  build(root) {
    this.field = el("textarea", {
      id: "field", class: "field", rows: "1", placeholder: "Message", "aria-label": "Message",
      "aria-autocomplete": "list", "aria-controls": "panel", autocomplete: "off", maxlength: "4096",
      on: { input: () => this.onInput(), keydown: (event) => this.onKey(event), paste: (event) => this.onPaste(event) },
    });
    this.picker = el("input", { type: "file", class: "unseen", tabindex: "-1", "aria-hidden": "true", on: { change: () => this.setFile(this.picker.files[0]) } });
    this.menuButton = el("button", { type: "button", class: "menu-button", "aria-expanded": "false", "aria-label": "Commands", on: { click: () => this.toggleCommands() } }, icon("menu"), el("span", { text: "Menu" }));
    this.attachButton = el("button", { type: "button", class: "icon-button", "aria-label": "Attach a photo or file", on: { click: () => this.picker.click() } }, icon("attach"));
    this.keyboardButton = el("button", { type: "button", class: "icon-button", "aria-label": "Show or hide suggested answers", "aria-pressed": "true", on: { click: () => this.toggleKeyboard() } }, icon("keyboard"));
    this.sendButton = el("button", { type: "button", class: "send", "aria-label": "Send", on: { click: () => this.submit() } }, icon("send"));
    this.panel = el("div", { class: "panel", id: "panel", hidden: true });
    this.panelNote = el("p", { class: "unseen", role: "status", "aria-live": "polite" });
    this.contextBar = el("div", { class: "context", hidden: true });
    this.bar = el("div", { class: "bar" }, this.menuButton, this.attachButton, this.field, this.keyboardButton, this.sendButton, this.picker);
    this.box = el("div", { class: "box" }, this.contextBar, this.bar);
    this.keyboardHolder = el("div", { class: "keyboard-holder", hidden: true });
    this.plate = el("button", { type: "button", class: "plate", hidden: true });
    root.append(el("div", { class: "composer-inner" }, this.panel, this.box, this.plate, this.keyboardHolder), this.panelNote);
  }

  /** Turn to a chat: {key, commands, showsMenu, botUsername, plate: {text, run} or null}. */
  turnTo(chat) {
    if (this.key !== chat.key) {
      this.drafts.set(this.key, this.field.value);
      this.key = chat.key;
      this.field.value = this.drafts.get(chat.key) ?? "";
      this.setContext(null);
      this.setFile(null);
      this.closePanel();
    }
    this.commands = chat.commands;
    this.botUsername = chat.botUsername;
    this.menuButton.hidden = !chat.showsMenu || !chat.commands.length;
    const hadFocus = document.activeElement === this.plate;
    this.plate.hidden = !chat.plate;
    this.box.hidden = Boolean(chat.plate);
    // Whoever pressed the plate goes on in the field that takes its place.
    if (hadFocus && this.plate.hidden) this.focus();
    if (chat.plate) {
      this.plate.textContent = chat.plate.text;
      this.plate.onclick = chat.plate.run;
    }
    this.grow();
  }

  focus() {
    if (!this.plate.hidden) this.plate.focus();
    else if (matchMedia("(hover: hover)").matches) this.field.focus();
  }

  /** Show the keyboard that the bot last sent, force a reply, or neither. */
  setKeyboard(message) {
    const markup = message?.reply_markup;
    const id = message ? `${message.chat.id}/${message.message_id}` : null;
    if (id === this.keyboardId) return;
    this.keyboardId = id;
    const hasKeyboard = Boolean(markup?.keyboard);
    this.keyboardButton.hidden = !hasKeyboard;
    this.keyboardHolder.replaceChildren();
    if (hasKeyboard) {
      this.keyboardHolder.append(replyKeyboard(markup, { answer: (button) => this.answer(button, message) }));
    }
    this.showKeyboard(hasKeyboard);
    this.field.placeholder = markup?.input_field_placeholder || "Message";
    if (markup?.force_reply) this.setContext({ kind: "reply", message });
  }

  answer(button, message) {
    this.act.answerKeyboard(button, message);
    if (message.reply_markup.one_time_keyboard) this.showKeyboard(false);
  }

  toggleKeyboard() {
    this.showKeyboard(this.keyboardHolder.hidden);
  }

  showKeyboard(isShown) {
    this.keyboardHolder.hidden = !isShown;
    this.keyboardButton.setAttribute("aria-pressed", String(isShown));
  }

  /** Begin or end a reply or an edit: {kind: "reply" or "edit", message} or null. */
  setContext(context) {
    const wasEdit = this.context?.kind === "edit";
    this.context = context;
    if (context?.kind === "edit") {
      this.field.value = context.message.text ?? context.message.caption ?? "";
    } else if (wasEdit) {
      this.field.value = "";
    }
    this.drawContext();
    this.grow();
    if (context) {
      this.field.focus();
      this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    }
  }

  setFile(file) {
    this.file = file ?? null;
    this.picker.value = "";
    this.drawContext();
    if (file) this.field.focus();
  }

  drawContext() {
    const { context, file } = this;
    this.contextBar.hidden = !context && !file;
    this.sendButton.setAttribute("aria-label", context?.kind === "edit" ? "Save" : "Send");
    this.sendButton.replaceChildren(icon(context?.kind === "edit" ? "check" : "send"));
    if (this.contextBar.hidden) return;
    const title = file ? "File to send" : context.kind === "edit" ? "Edit message" : `Reply to ${fullName(context.message.from)}`;
    const text = file ? file.name : snippet(context.message);
    const close = el("button", { type: "button", class: "icon-button", "aria-label": "Cancel", on: { click: () => this.cancel() } }, icon("close"));
    this.contextBar.replaceChildren(
      el("span", { class: "context-icon" }, icon(file ? "file" : context.kind === "edit" ? "edit" : "reply")),
      el("div", { class: "context-text" }, el("b", { text: title }), el("span", { text })),
      close,
    );
  }

  cancel() {
    if (this.file) this.setFile(null);
    else this.setContext(null);
    this.field.focus();
  }

  onInput() {
    this.grow();
    const { value } = this.field;
    const inline = this.botUsername && value.toLowerCase().startsWith(`@${this.botUsername.toLowerCase()} `);
    if (inline) {
      this.askInline(value.slice(this.botUsername.length + 2));
      return;
    }
    this.inline.query = null;
    clearTimeout(this.inline.timer);
    const typed = /^\/(\w*)$/.exec(value);
    if (typed) this.showCommands(this.commands.filter((one) => one.command.startsWith(typed[1].toLowerCase())));
    else this.closePanel();
  }

  onPaste(event) {
    const file = event.clipboardData?.files?.[0];
    if (file) {
      event.preventDefault();
      this.setFile(file);
    }
  }

  onKey(event) {
    if (event.isComposing) return;
    const choices = this.choices();
    if (choices.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const isGrid = this.panel.classList.contains("grid");
      this.select((this.selected() + step + choices.length) % choices.length, isGrid);
    } else if (event.key === "Tab" && !event.shiftKey && choices.length && this.panel.dataset.kind === "commands") {
      event.preventDefault();
      this.field.value = `${choices[Math.max(0, this.selected())].dataset.value} `;
      this.closePanel();
      this.grow();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (choices.length && this.selected() >= 0) choices[this.selected()].click();
      else this.submit();
    } else if (event.key === "Escape") {
      if (!this.panel.hidden) this.closePanel();
      else if (this.context || this.file) this.cancel();
      else return;
      event.stopPropagation();
    } else if (event.key === "ArrowUp" && !this.field.value && !this.context) {
      event.preventDefault();
      this.act.editLast();
    }
  }

  async submit() {
    const text = this.field.value.trim();
    const { context, file } = this;
    if (!text && !file) return;
    const sent = context?.kind === "edit"
      ? this.act.saveEdit(context.message, text)
      : this.act.send(text, { replyTo: context?.message.message_id, file });
    this.field.value = "";
    this.context = null;
    this.setFile(null);
    this.closePanel();
    this.grow();
    this.field.placeholder = "Message";
    if (!(await sent)) this.field.value ||= text;
    this.grow();
  }

  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, innerHeight * 0.35)}px`;
    this.sendButton.classList.toggle("ready", Boolean(this.field.value.trim() || this.file));
  }

  toggleCommands() {
    if (!this.panel.hidden && this.panel.dataset.kind === "menu") this.closePanel();
    else {
      this.showCommands(this.commands, "menu");
      this.menuButton.setAttribute("aria-expanded", "true");
      this.field.focus();
    }
  }

  showCommands(commands, kind = "commands") {
    if (!commands.length) {
      this.closePanel();
      return;
    }
    this.openPanel(kind, "Commands", commands.map((one, number) => el(
      "div",
      { class: "choice", role: "option", id: `choice-${number}`, "aria-selected": "false", "data-value": `/${one.command}`, on: { click: () => this.pickCommand(one) } },
      el("span", { class: "choice-command", text: `/${one.command}` }),
      el("span", { class: "choice-detail", text: one.description }),
    )));
    this.panelNote.textContent = commands.length === 1 ? "1 command" : `${commands.length} commands`;
    if (kind === "commands") this.select(0);
  }

  pickCommand(command) {
    this.field.value = "";
    this.closePanel();
    this.grow();
    this.act.send(`/${command.command}`, {});
    this.field.focus();
  }

  /** Put "@bot query" into the field and ask at once. */
  startInline(query) {
    this.field.value = `@${this.botUsername} ${query}`;
    this.field.focus();
    this.onInput();
  }

  askInline(query) {
    if (query === this.inline.query) return;
    this.inline.query = query;
    clearTimeout(this.inline.timer);
    this.inline.timer = setTimeout(() => this.loadInline(query, ""), INLINE_PAUSE_MILLISECONDS);
  }

  async loadInline(query, offset) {
    const answer = await this.act.askInline(query, offset);
    if (this.inline.query !== query || !answer) return;
    const isGrid = answer.results.length > 0 && answer.results.every((one) => one.type === "photo" || one.type.endsWith("gif"));
    const options = answer.results.map((result, number) => this.inlineOption(answer, result, number));
    if (offset === "") {
      const head = answer.button ? [el("button", { type: "button", class: "inline-head", text: answer.button.text, on: { click: () => this.act.openStart(answer.button.start_parameter) } })] : [];
      if (!options.length && !head.length) head.push(el("p", { class: "panel-none", text: answer.answered ? "Nothing found" : "The bot did not answer" }));
      this.openPanel("inline", "Results", options, head);
      this.panel.classList.toggle("grid", isGrid);
    } else {
      this.panel.querySelector(".panel-more")?.remove();
      this.panel.append(...options);
    }
    if (answer.next_offset) {
      this.panel.append(el("button", { type: "button", class: "panel-more", text: "More results", on: { click: () => this.loadInline(query, answer.next_offset) } }));
    }
    this.panelNote.textContent = `${this.choices().length} results`;
  }

  inlineOption(answer, result, number) {
    const title = result.title ?? result.first_name ?? result.caption ?? result.type;
    const fileId = result.photo_file_id ?? result.thumbnail_file_id;
    const thumb = fileId ? el("img", { src: fileAddress(fileId), alt: "" }) : face(title.length + title.charCodeAt(0), title, "square");
    return el(
      "div",
      { class: "choice result", role: "option", id: `choice-${answer.inline_query_id}-${number}`, "aria-selected": "false", on: { click: () => this.pickInline(answer, result) } },
      thumb,
      el("span", { class: "result-text" },
        el("span", { class: "result-title", text: title }),
        el("span", { class: "choice-detail", text: result.description ?? result.address ?? result.phone_number ?? result.input_message_content?.message_text ?? "" })),
    );
  }

  pickInline(answer, result) {
    this.field.value = "";
    this.inline.query = null;
    this.closePanel();
    this.grow();
    this.act.chooseInline(answer.inline_query_id, result.id);
    this.field.focus();
  }

  openPanel(kind, label, options, head = []) {
    const list = el("div", { class: "choices", role: "listbox", "aria-label": label }, options);
    this.panel.replaceChildren(...head, ...(options.length ? [list] : []));
    this.panel.className = "panel";
    this.panel.dataset.kind = kind;
    this.panel.hidden = false;
    this.panel.scrollTop = 0;
    this.field.removeAttribute("aria-activedescendant");
  }

  closePanel() {
    this.panel.hidden = true;
    this.panel.replaceChildren();
    this.menuButton.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
    this.panelNote.textContent = "";
  }

  choices() {
    return this.panel.hidden ? [] : [...this.panel.querySelectorAll("[role=option]")];
  }

  selected() {
    return this.choices().findIndex((choice) => choice.getAttribute("aria-selected") === "true");
  }

  select(place) {
    this.choices().forEach((choice, number) => {
      choice.setAttribute("aria-selected", String(number === place));
      if (number === place) {
        this.field.setAttribute("aria-activedescendant", choice.id);
        choice.scrollIntoView({ block: "nearest" });
      }
    });
  }
}
