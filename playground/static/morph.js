// Turns one piece of the page into another and keeps what people are doing in it: the focus,
// what they typed, how far they scrolled, which menu is open.

const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.dataset.key : undefined);

const alike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName;

// A dialog's or a details' "open" is the browser's own, not the server's.
const kept = new Set(["open"]);

export function morph(old, fresh) {
  attributes(old, fresh);
  if (old.dataset.mine === undefined) children(old, fresh);
  held(old, fresh);
}

function attributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !kept.has(name) && !name.startsWith("data-mine")) {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of fresh.attributes) {
    if (kept.has(name) || (name === "value" && isTyped(old))) continue;
    if (name === "data-held" || old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}

const isTyped = (node) =>
  node.nodeName === "INPUT" && node.type !== "radio" && node.type !== "checkbox";

// Fields: what the server holds is shown only where it changed and nobody typed since.
function held(old, fresh) {
  if (old.dataset.held !== undefined) {
    const value = fresh.dataset.held ?? "";
    if (old.heldBefore !== value) old.value = value;
    old.heldBefore = value;
  } else if (old.type === "radio" || old.type === "checkbox") {
    if (old.heldBefore !== fresh.hasAttribute("checked")) {
      old.checked = old.heldBefore = fresh.hasAttribute("checked");
    }
  } else if (old.dataset.suggest !== undefined && document.activeElement !== old) {
    old.value = fresh.getAttribute("value") ?? "";
  }
}

function children(old, fresh) {
  if (old.nodeName === "TEXTAREA") return;
  const wanted = new Set([...fresh.children].map(keyOf).filter(Boolean));
  const known = new Map([...old.children].filter(keyOf).map((child) => [keyOf(child), child]));
  let cursor = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    while (cursor && keyOf(cursor) && !wanted.has(keyOf(cursor))) cursor = dropped(cursor);
    const match = keyOf(next) ? known.get(keyOf(next)) : cursor;
    if (match && alike(match, next) && keyOf(match) === keyOf(next)) {
      if (match === cursor) cursor = cursor.nextSibling;
      else old.insertBefore(match, cursor);
      if (match.nodeType === Node.ELEMENT_NODE) morph(match, next);
      else if (match.data !== next.data) match.data = next.data;
    } else {
      old.insertBefore(next, cursor);
    }
  }
  while (cursor) cursor = dropped(cursor);
}

// A dialog is closed first, so that the focus returns to where it was before.
function dropped(node) {
  const after = node.nextSibling;
  if (node.nodeName === "DIALOG" && node.open) node.close();
  node.remove();
  return after;
}
