// Additions of the keyboard to pages that work without it. Letters are bound to the physical key, whatever the
// layout; they are labelled with the letter that an Arabic keyboard bears there, and can be turned off (WCAG 2.1.4).
(() => {
  "use strict";

  const ARABIC = {
    KeyA: "ش", KeyD: "ي", KeyJ: "ت", KeyK: "ن", KeyL: "م", KeyM: "ة", KeyN: "ى", KeyR: "ق", KeyT: "ف", KeyW: "ص", KeyX: "ء",
  };
  const OFF = "shubbak-keys-off";
  const rows = [...document.querySelectorAll("[data-queue] a.title")];
  const dialog = document.querySelector("[data-keys-dialog]");
  const list = document.querySelector("[data-keys]");
  const search = document.querySelector("[data-key-search]");
  const bulk = document.querySelector("[data-bulk]");
  const ticks = [...document.querySelectorAll("input[name=file]")];
  const all = document.querySelector("[data-tick-all]");

  const letters = () => localStorage.getItem(OFF) === null;
  const typing = (target) =>
    target.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog, [contenteditable]");
  const current = () => document.querySelector("[data-queue] tr:is([aria-current], :focus-within)");

  function move(step) {
    const stands = current()?.querySelector("a.title");
    const next = rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(stands) + step))];
    if (!next) return;
    for (const row of rows) row.closest("tr").removeAttribute("aria-current");
    next.closest("tr").setAttribute("aria-current", "true");
    next.focus();
    next.closest("tr").scrollIntoView({ block: "nearest" });
  }

  function open(name) {
    const found = document.querySelector(`[data-key="${name}"]`);
    if (!found) return;
    if (found.tagName === "A") { found.click(); return; }
    found.parentElement.open = true;
    found.parentElement.querySelector("textarea, input:not([type=hidden])")?.focus();
  }

  // The bar of the queue: shown once a file is chosen; a letter without a choice means the file under the hand.
  function count() {
    const chosen = ticks.filter((tick) => tick.checked).length;
    bulk.hidden = chosen === 0;
    bulk.querySelector("[data-chosen]").hidden = false;
    bulk.querySelector("[data-chosen] b").textContent = chosen;
    if (all) all.querySelector("input").checked = chosen === ticks.length;
  }

  function choose(tick, on) {
    if (!tick) return;
    tick.checked = on;
    count();
  }

  function chooseCurrent() {
    const tick = current()?.querySelector("input[name=file]");
    choose(tick, !tick?.checked);
  }

  function withChosen(act) {
    if (!ticks.some((tick) => tick.checked)) chooseCurrent();
    if (ticks.some((tick) => tick.checked)) act();
  }

  const press = (code) => withChosen(() => bulk.querySelector(`[data-act=${code}]`)?.click());
  const visit = (address) => { if (address) location.assign(address); };
  const link = (name) => document.querySelector(`.topbar nav a[href$="${name}"]`)?.href;

  const acts = {
    KeyJ: () => (rows.length ? move(1) : open("after")),
    KeyK: () => (rows.length ? move(-1) : open("before")),
    KeyN: () => open("n"),
    KeyT: () => (bulk ? press("KeyT") : open("tell")),
    KeyM: () => open("note"),
    KeyW: () => visit(link("/desk/")),
    KeyD: () => visit(link("/deposits/new")),
  };
  const ofQueue = {
    KeyX: chooseCurrent,
    KeyR: () => press("KeyR"),
    KeyA: () => withChosen(() => bulk.querySelector("[data-deal]")?.focus()),
    KeyL: () => withChosen(() => bulk.querySelector("[data-label]")?.focus()),
  };

  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    if (event.key === "Escape" && bulk) { bulk.reset(); return; }
    const arrow = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (arrow && rows.length) { event.preventDefault(); move(arrow); return; }
    if (!letters()) return;
    if (event.key === "?" || event.key === "؟") { dialog?.showModal(); return; }
    const letter = event.shiftKey ? undefined : acts[event.code] ?? (bulk && ofQueue[event.code]);
    const act = event.code === "Slash" ? () => search?.focus() : letter;
    if (act) { event.preventDefault(); act(); }
  }

  function label() {
    const arabic = document.documentElement.lang === "ar";
    for (const key of document.querySelectorAll("[data-letter]"))
      if (arabic) key.textContent = ARABIC[key.dataset.letter];
  }

  function turn(on) {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
    list.querySelector("[data-keys-off]").hidden = !on;
    list.querySelector("[data-keys-on]").hidden = on;
  }

  // A form that was opened to be filled in is under the hands at once, where there is a keyboard.
  function begin() {
    const form = document.querySelector("form[data-begin]");
    if (!form || !matchMedia("(pointer: fine)").matches || document.querySelector("[data-focus]")) return;
    form.querySelector("input:not([type=hidden]), select, textarea, button[type=submit]")?.focus();
  }

  document.addEventListener("keydown", pressed);
  begin();
  label();
  if (list) {
    list.hidden = false;
    turn(letters());
    list.querySelector("[data-keys-off]").addEventListener("click", () => turn(false));
    list.querySelector("[data-keys-on]").addEventListener("click", () => turn(true));
  }
  if (bulk) {
    document.addEventListener("change", (event) => { if (event.target.name === "file") count(); });
    bulk.addEventListener("reset", () => setTimeout(count));
    addEventListener("pageshow", count);
    all.hidden = false;
    all.addEventListener("change", (event) => ticks.forEach((tick) => choose(tick, event.target.checked)));
    count();
  }
  const print = document.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
})();
