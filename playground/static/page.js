// The page: shows what the server drew, and tells it what people do.

import { markTyped, ticked, typedIn, uploaded } from "/playground/static/fields.js";
import * as hints from "/playground/static/hints.js";
import * as menus from "/playground/static/menus.js";
import { morph } from "/playground/static/morph.js";

const NEAR = 80;
const PAUSE = 350;
const SEEN = "workback-playground-hint";

export default {
  template: `
    <div class="wb">
      <a class="skip" href="#composer">Skip to the message box</a>
      <header class="wb-top" data-region="top"></header>
      <nav class="wb-side" data-region="side" aria-label="Workspace"></nav>
      <main class="wb-main" data-region="main"></main>
      <aside class="wb-thread" data-region="thread" aria-label="Thread"></aside>
      <aside class="wb-drawer" data-region="drawer" aria-label="Traffic"></aside>
      <div data-region="modal"></div>
      <div class="wb-toast" data-region="toast" role="status" aria-live="polite"></div>
    </div>`,

  mounted() {
    this.shift = 0;
    const root = this.$el;
    const document_ = root.ownerDocument;
    document_.addEventListener("click", (event) => this.clicked(event));
    root.addEventListener("input", (event) => this.typing(event));
    root.addEventListener("change", (event) => this.changed(event));
    root.addEventListener("keydown", (event) => this.pressed(event));
    root.addEventListener("submit", (event) => event.preventDefault());
    root.addEventListener("toggle", (event) => {
      if (event.target.popover && event.newState === "open") menus.placed(event.target);
    }, true);
    root.addEventListener("load", (event) => this.loaded(event.target), true);
    this.ticking = setInterval(() => this.tick(), 1000);
    this.tell({ act: "ready", seen: localStorage.getItem(SEEN) !== null });
  },

  beforeUnmount() {
    clearInterval(this.ticking);
  },

  methods: {
    tell(what) {
      this.$emit("act", what);
    },

    // Called by the server: new content for some regions, and what else is to be done.
    show(regions, also) {
      const logs = [...this.$el.querySelectorAll("[data-stick]")].map((log) => [
        log,
        log.dataset.stick,
        log.scrollHeight - log.scrollTop - log.clientHeight < NEAR,
      ]);
      for (const [name, html] of Object.entries(regions)) {
        const region = this.$el.querySelector(`[data-region="${name}"]`);
        const fresh = region.cloneNode(false);
        fresh.innerHTML = html;
        morph(region, fresh);
      }
      this.settle(logs);
      if (also?.address) history.replaceState(null, "", also.address);
      if (also?.done) this.finished(also.ok);
    },

    settle(logs) {
      const before = new Map(logs.map(([log, name, near]) => [log, [name, near]]));
      for (const log of this.$el.querySelectorAll("[data-stick]")) {
        const [name, near] = before.get(log) ?? [];
        if (near !== false || name !== log.dataset.stick) log.scrollTop = log.scrollHeight;
      }
      this.$el.querySelectorAll(".composer").forEach(hints.prepare);
      for (const dialog of this.$el.querySelectorAll("dialog:not([open])")) {
        dialog.addEventListener("cancel", (event) => {
          event.preventDefault();
          this.act(dialog.querySelector("[data-act='close']"));
        });
        dialog.showModal();
        const first = ["[autofocus]", ".bk-field :is(input, textarea, select)", ".modal-body .bk-button"]
          .map((wanted) => dialog.querySelector(wanted))
          .find(Boolean);
        first?.focus();
      }
      this.tick();
    },

    // A picture that comes later pushes the newest words down: whoever read those goes with them.
    loaded(picture) {
      const log = picture.closest?.("[data-stick]");
      if (!log || picture.nodeName !== "IMG") return;
      const below = log.scrollHeight - log.scrollTop - log.clientHeight;
      if (below - picture.offsetHeight < NEAR) log.scrollTop = log.scrollHeight;
    },

    tick() {
      const clock = this.$el.querySelector("[data-clock]");
      if (!clock) return;
      const { clock: zone, shift, half } = clock.dataset;
      const shown = new Intl.DateTimeFormat(half === "yes" ? "en-US" : "en-GB", {
        weekday: "short", day: "numeric", month: "short",
        hour: half === "yes" ? "numeric" : "2-digit", minute: "2-digit", hour12: half === "yes", timeZone: zone,
      }).format(new Date(Date.now() + Number(shift) * 1000));
      if (clock.textContent !== shown) clock.textContent = shown;
    },

    finished(ok) {
      for (const busy of this.$el.querySelectorAll("[data-mine-busy]")) {
        busy.removeAttribute("data-mine-busy");
        busy.removeAttribute("aria-busy");
        busy.querySelector(".spinner")?.remove();
      }
      if (ok === false) {
        const wrong = this.$el.querySelector("dialog [aria-invalid='true']");
        wrong?.scrollIntoView({ block: "center" });
        wrong?.focus();
      }
    },

    // Does what an element stands for.
    async act(element, more = {}) {
      const { act, confirm, url, block, action, value, id } = element.dataset;
      if (element.hasAttribute("data-mine-busy")) return;
      element.closest("[popover]")?.hidePopover();
      if (confirm && !(await menus.asked(JSON.parse(confirm)))) return;
      if (url) window.open(url, "_blank", "noopener,noreferrer");
      const place = element.closest("[data-place]");
      const what = { act, block, action, value, id, place: place?.dataset.place, ...more };
      if (place) what.fields = typedIn(place);
      if (act === "dismiss_hint") localStorage.setItem(SEEN, "seen");
      if (act === "submit" || act === "use") this.busy(element, act === "submit");
      if (element.dataset.form) what.form = formOf(element.closest("form"));
      this.tell(what);
      if (act === "channel" || act === "app") this.$el.classList.remove("side-open");
    },

    busy(element, turning) {
      element.setAttribute("data-mine-busy", "");
      element.setAttribute("aria-busy", "true");
      if (!turning) return;
      const spinner = document.createElement("span");
      spinner.className = "spinner";
      spinner.setAttribute("aria-hidden", "true");
      element.prepend(spinner);
    },

    clicked(event) {
      if (!this.$el.contains(event.target)) return;
      const hint = event.target.closest(".hint");
      if (hint) return hints.take(hint.closest(".composer"), hint);
      if (event.target.closest("[data-side]")) return this.$el.classList.toggle("side-open");
      const send = event.target.closest(".send");
      if (send) return this.send(send.closest(".composer"));
      const pressed = event.target.closest("button[data-act], a[data-act]");
      if (pressed) this.act(pressed);
    },

    typing({ target }) {
      const composer = target.closest(".composer");
      if (composer && target.matches("textarea")) return hints.typed(composer);
      if (target.dataset.suggest !== undefined) {
        if (target.value.length < Number(target.dataset.suggest)) return;
        return this.later(target, () => this.act(target, { value: target.value }));
      }
      if (target.dataset.act === "type") {
        markTyped(target);
        if (target.dataset.tells?.includes("character")) {
          this.later(target, () => this.act(target, { value: target.value, tells: true }));
        }
      }
      if (target.dataset.act === "filter") {
        this.later(target, () => this.tell({ act: "filter", value: target.value }));
      }
    },

    later(field, work) {
      clearTimeout(field.waiting);
      field.waiting = setTimeout(work, PAUSE);
    },

    async changed({ target }) {
      const { act } = target.dataset;
      if (act === "type") this.act(target, { value: target.value });
      else if (act === "tick") this.act(target, ticked(target));
      else if (act === "attach" || act === "attach_message") await this.attach(target);
      else if (target.matches("select, .bk-moment") && act) {
        this.act(target, { value: target.value });
        if (act === "add") target.value = "";
      }
    },

    async attach(input) {
      const person = this.$el.querySelector("[data-person]").dataset.person;
      try {
        const values = await uploaded(input.files, person);
        const composer = input.closest(".composer");
        if (composer) {
          composer.attached = values;
          this.send(composer);
        } else this.act(input, { values });
      } catch (error) {
        this.tell({ act: "trouble", value: String(error.message) });
      }
      input.value = "";
    },

    send(composer) {
      const text = composer.querySelector("textarea").value;
      const files = composer.attached ?? [];
      if (!text.trim() && !files.length) return;
      const { channel, thread } = composer.dataset;
      this.tell({ act: "send", channel, thread, value: text, values: files });
      hints.emptied(composer);
      const log = composer.parentElement.querySelector("[data-stick]");
      if (log) log.scrollTop = log.scrollHeight;
    },

    pressed(event) {
      const { target, key } = event;
      const menu = target.closest("[role='menu']");
      if (menu) return menus.moved(menu, event);
      const composer = target.closest(".composer");
      if (composer && target.matches("textarea")) {
        if (hints.pressed(composer, event) || key !== "Enter" || event.shiftKey) return;
        if (event.isComposing) return;
        event.preventDefault();
        return this.send(composer);
      }
      if (key === "Enter" && target.matches("input[data-act='type']")) {
        if (target.dataset.tells?.includes("enter")) {
          this.act(target, { value: target.value, tells: true });
        } else {
          const submit = target.closest("dialog")?.querySelector("[data-act='submit']");
          if (submit) this.act(submit);
        }
      }
      if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.closest("dialog")) {
        const submit = target.closest("dialog").querySelector("[data-act='submit']");
        if (submit) this.act(submit);
      }
      if (target.closest("[role='tablist']")) tabs(event);
    },
  },
};

// The arrow keys move between tabs.
function tabs(event) {
  const all = [...event.target.closest("[role='tablist']").querySelectorAll("[role='tab']")];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = all[(all.indexOf(event.target) + step + all.length) % all.length];
  next.focus();
  next.click();
}

const formOf = (form) => Object.fromEntries(new FormData(form));
