// Menus and questions: placed where they belong, moved through by keyboard.

const MARGIN = 6;

// Puts a menu that was just opened beside its button, where style sheets cannot.
export function placed(menu) {
  entries(menu)[0]?.focus();
  if (CSS.supports("position-area", "block-end")) return;
  const opener = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
  if (!opener) return;
  const at = opener.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = at.bottom + MARGIN + size.height <= innerHeight;
  menu.style.position = "fixed";
  menu.style.inset = "auto";
  menu.style.top = `${below ? at.bottom + MARGIN : Math.max(MARGIN, at.top - MARGIN - size.height)}px`;
  menu.style.left = `${Math.max(MARGIN, Math.min(at.left, innerWidth - size.width - MARGIN))}px`;
}

export function moved(menu, event) {
  const rows = entries(menu);
  const at = rows.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
  if (!rows.length || !(event.key in steps)) return;
  event.preventDefault();
  rows[(steps[event.key] + rows.length) % rows.length].focus();
}

const entries = (menu) => [...menu.querySelectorAll("[role='menuitem']")];

// Asks before an act, in the app's words; resolves to whether the person agreed.
export function asked(words) {
  const dialog = document.createElement("dialog");
  dialog.className = "modal bk";
  dialog.setAttribute("aria-label", words.title);
  const head = piece("div", "modal-head", piece("h2", "", words.title));
  const body = piece("div", "modal-body", words.text);
  const deny = button(words.deny ?? "Cancel", "bk-plain");
  const agree = button(words.confirm, words.style === "danger" ? "bk-solid-danger" : "bk-primary");
  dialog.append(head, body, piece("div", "modal-foot", deny, agree));
  document.body.append(dialog);
  return new Promise((resolve) => {
    let agreed = false;
    deny.onclick = () => dialog.close();
    agree.onclick = () => {
      agreed = true;
      dialog.close();
    };
    dialog.onclose = () => {
      dialog.remove();
      resolve(agreed);
    };
    dialog.showModal();
    agree.focus();
  });
}

function piece(tag, css, ...content) {
  const made = document.createElement(tag);
  made.className = css;
  made.append(...content);
  return made;
}

function button(words, css) {
  const made = piece("button", `bk-button ${css}`, words);
  made.type = "button";
  return made;
}
