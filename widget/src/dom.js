// Builds nodes. Text only ever becomes text: nothing here, or anywhere in the widget, parses HTML.

const SVG = "http://www.w3.org/2000/svg";

/** An element; props: class, on<event> listeners, properties of the element, else attributes. Null children are left out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const SHAPES = {
  chat: "M4 4h16a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z",
  close: "M6 6l12 12M18 6L6 18",
  options: "M5 12h.01M12 12h.01M19 12h.01",
  send: "M12 20V5M5 12l7-7 7 7",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5",
  pin: "M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.500C5 14.800 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
};

/** A drawing that screen readers skip. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: `icon icon-${name}`, "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** A button; `label` is its visible text unless `iconName` alone is shown. */
export function button(label, { iconName, bare = false, ...props } = {}) {
  const shown = bare ? [] : [el("span", {}, label)];
  return el("button", { type: "button", ...(bare ? { "aria-label": label, title: label } : {}), ...props },
    iconName ? icon(iconName) : null, ...shown);
}
