// Hints above the composer: slash commands, and names after @.

const drafts = new Map();

const parts = (composer) => ({
  box: composer.querySelector("textarea"),
  list: composer.querySelector(".hints"),
  send: composer.querySelector(".send"),
});

export function prepare(composer) {
  const { box } = parts(composer);
  if (composer.ready) return;
  composer.ready = true;
  box.value = drafts.get(composer.dataset.key) ?? "";
  typed(composer);
}

export function typed(composer) {
  const { box, send } = parts(composer);
  drafts.set(composer.dataset.key, box.value);
  send.disabled = !box.value.trim() && !composer.attached?.length;
  offer(composer);
}

export function emptied(composer) {
  const { box } = parts(composer);
  box.value = "";
  composer.attached = [];
  typed(composer);
}

export function closed(composer) {
  const { box, list } = parts(composer);
  list.hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

// Returns whether the key was for the list.
export function pressed(composer, event) {
  const { list } = parts(composer);
  if (list.hidden) return false;
  const rows = [...list.querySelectorAll(".hint")];
  const at = rows.findIndex((row) => row.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const step = event.key === "ArrowDown" ? 1 : -1;
    select(composer, rows, (at + step + rows.length) % rows.length);
  } else if (event.key === "Enter" || event.key === "Tab") {
    if (event.shiftKey || at < 0) return false;
    // A command that is typed whole is sent, not completed again.
    const typedWhole = `${parts(composer).box.value} `.startsWith(rows[at].dataset.insert);
    if (typedWhole) return false;
    take(composer, rows[at]);
  } else if (event.key === "Escape") {
    closed(composer);
  } else {
    return false;
  }
  event.preventDefault();
  event.stopPropagation();
  return true;
}

export function take(composer, row) {
  const { box } = parts(composer);
  const before = box.value.slice(0, box.selectionStart);
  const start = before.length - wordAt(before).length;
  box.setRangeText(row.dataset.insert, start, box.selectionStart, "end");
  box.focus();
  typed(composer);
  closed(composer);
}

const wordAt = (before) =>
  before.startsWith("/") ? before : (/(^|\s)(@[\w.-]*)$/.exec(before)?.[2] ?? "");

function offer(composer) {
  const { box, list } = parts(composer);
  const word = wordAt(box.value.slice(0, box.selectionStart));
  const found = word ? matching(composer, word) : [];
  if (!found.length) return closed(composer);
  const head = word.startsWith("/") ? "Commands" : "People";
  const title = Object.assign(document.createElement("div"), { className: "hint-head" });
  title.textContent = `${head} — ↑ ↓ to choose, Tab or Enter to take`;
  title.setAttribute("role", "presentation");
  list.replaceChildren(title, ...found.map((entry, number) => row(composer, entry, number)));
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  select(composer, [...list.querySelectorAll(".hint")], 0);
}

function matching(composer, word) {
  const wanted = word.toLowerCase();
  if (!wanted.startsWith("/")) {
    return JSON.parse(composer.dataset.people).filter(
      ({ name, insert }) =>
        insert.toLowerCase().startsWith(wanted) || name.toLowerCase().startsWith(wanted.slice(1)),
    );
  }
  // After the command's name its usage stays in sight.
  const [name, ...rest] = wanted.split(" ");
  return JSON.parse(composer.dataset.commands).filter(({ insert }) => {
    const command = insert.trim().toLowerCase();
    return rest.length ? command === name : command.startsWith(name);
  });
}

function row(composer, entry, number) {
  const made = document.createElement("div");
  made.className = "hint";
  made.id = `${composer.dataset.key}-hint-${number}`;
  made.setAttribute("role", "option");
  made.dataset.insert = entry.insert;
  for (const [tag, words, css] of [
    ["b", entry.name, ""],
    ["small", entry.usage, "usage"],
    ["small", entry.detail, ""],
  ]) {
    if (!words) continue;
    const piece = document.createElement(tag);
    piece.textContent = words;
    piece.className = css;
    made.append(piece);
  }
  return made;
}

function select(composer, rows, number) {
  rows.forEach((one, at) => one.setAttribute("aria-selected", String(at === number)));
  rows[number].scrollIntoView({ block: "nearest" });
  parts(composer).box.setAttribute("aria-activedescendant", rows[number].id);
}
