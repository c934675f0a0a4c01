// Building nodes. Nothing that a message holds is ever read as HTML: text goes in as text.

const SVG = "http://www.w3.org/2000/svg";

/** A node. In `props`, `on` holds listeners, `class` and `text` are short cuts, `aria-*`, `data-*`
 *  and other attributes are set as they are; null, undefined and false leave an attribute out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "text") {
      node.textContent = value;
    } else if (name === "class") {
      node.className = value;
    } else if (value === true) {
      node.setAttribute(name, "");
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, String(value));
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const PATHS = {
  back: "M15 5l-7 7 7 7",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  send: "M4 12l16-8-6 16-3-7z",
  check: "M5 13l4 4L19 7",
  close: "M6 6l12 12M18 6L6 18",
  attach: "M8 12.5l6.5-6.5a3.5 3.5 0 0 1 5 5l-8.500 8.500a5.500 5.500 0 0 1-8-8L11 3.500",
  keyboard: "M4 7h16v10H4zM7.500 10.500v.01M11 10.500v.01M14.500 10.500v.01M17 10.500v.01M9 14h6",
  menu: "M5 8h14M5 12h14M5 16h14",
  down: "M6 9l6 6 6-6",
  reply: "M10 6L4 12l6 6M4 12h9a7 7 0 0 1 7 7",
  edit: "M5 19l1-4L16.500 4.500l3 3L9 18z",
  copy: "M9 9h10v10H9zM5 15V5h10",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  out: "M9 15L18 6M11 6h7v7",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  phone: "M7 4l3 4-2 2c1 3 3 5 6 6l2-2 4 3-2 3C11 20 4 13 4 7z",
  place: "M12 21s-7-6-7-11a7 7 0 0 1 14 0c0 5-7 11-7 11zM12 7.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5",
  inline: "M4 12h12M12 7l5 5-5 5M20 5v14",
  code: "M8 7l-5 5 5 5M16 7l5 5-5 5",
  app: "M5 5h14v14H5zM5 9h14",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  topic: "M5 5h14v10H11l-5 4v-4H5z",
};

/** An icon, hidden from screen readers: whatever holds it has a label of its own. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A round face with initials, in a colour that belongs to the id. */
export function face(id, name, size = "") {
  const letters = [...name.trim()].filter((sign) => /[\p{L}\p{N}]/u.test(sign));
  const words = name.trim().split(/\s+/);
  const initials = words.length > 1 && /^[\p{Script=Latin}]/u.test(name)
    ? words[0][0] + words[words.length - 1][0]
    : letters[0] ?? "?";
  return el("span", { class: `face hue-${hue(id)} ${size}`, "aria-hidden": "true", text: initials.toUpperCase() });
}

export function hue(id) {
  return Math.abs(Number(id)) % 7;
}

export function fullName(user) {
  return [user.first_name, user.last_name].filter(Boolean).join(" ");
}

export function clockTime(date) {
  return new Date(date * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function dayName(date) {
  const day = new Date(date * 1000);
  const today = new Date();
  const options = { day: "numeric", month: "long" };
  if (day.toDateString() === today.toDateString()) return "Today";
  if (day.getFullYear() !== today.getFullYear()) options.year = "numeric";
  return day.toLocaleDateString([], options);
}

export function listTime(date) {
  const day = new Date(date * 1000);
  return day.toDateString() === new Date().toDateString()
    ? clockTime(date)
    : day.toLocaleDateString([], { day: "numeric", month: "short" });
}

export function fileSize(bytes) {
  if (!bytes) return "";
  const units = ["B", "KB", "MB", "GB"];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size >= 10 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** A reaction as a picture: some are plain signs unless a variation selector follows. */
export function asEmoji(emoji) {
  return emoji.length === 1 ? `${emoji}\ufe0f` : emoji;
}
