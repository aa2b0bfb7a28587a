// What people typed and chose, as the server wants to hear it.

const TYPING = "[data-act='type']";

// All text fields of a surface that were typed into.
export function typedIn(place) {
  return [...place.querySelectorAll(TYPING)]
    .filter((field) => field.typed)
    .map((field) => ({
      block: field.dataset.block,
      action: field.dataset.action,
      value: field.value,
    }));
}

export function markTyped(field) {
  field.typed = true;
  count(field);
  const wrong = field.closest(".bk-wrong");
  if (wrong) wrong.classList.remove("bk-wrong");
}

// A counter appears where little room is left.
function count(field) {
  const most = Number(field.dataset.max);
  if (!most) return;
  const left = most - field.value.length;
  let counter = field.parentElement.querySelector(":scope > .bk-counter");
  if (left > Math.max(20, most * 0.1)) return counter?.remove();
  if (!counter) {
    counter = Object.assign(document.createElement("div"), { className: "bk-counter" });
    counter.dataset.key = "counter";
    field.after(counter);
  }
  counter.textContent = left < 0 ? `${-left} too many` : `${left} left`;
  counter.classList.toggle("bk-over", left < 0);
}

export function ticked(box) {
  if (box.type === "radio") return { value: box.value };
  const group = box.closest(".bk-options");
  return { values: [...group.querySelectorAll("input:checked")].map((one) => one.value) };
}

export async function uploaded(files, person) {
  const ids = [];
  for (const file of files) {
    const address = `/playground/files?as=${person}&name=${encodeURIComponent(file.name)}`;
    const answer = await fetch(address, { method: "POST", body: file });
    if (!answer.ok) throw new Error(await answer.text());
    ids.push((await answer.json()).id);
  }
  return ids;
}
