// Additions of the keyboard to pages that work without it. Letters are bound to the physical key, whatever the
// layout; they are labelled with the letter that an Arabic keyboard bears there, and can be turned off (WCAG 2.1.4).
(() => {
  "use strict";

  const ARABIC = { KeyN: "ى", KeyD: "ي", KeyW: "ص", KeyT: "ف", KeyM: "ة" };
  const OFF = "shubbak-keys-off";
  const rows = [...document.querySelectorAll("[data-queue] a.title")];
  const dialog = document.querySelector("[data-keys-dialog]");
  const list = document.querySelector("[data-keys]");
  const search = document.querySelector("[data-key-search]");

  const letters = () => localStorage.getItem(OFF) === null;
  const typing = (target) => target.closest("input, textarea, select, dialog, [contenteditable]");

  function move(step) {
    const here = rows.indexOf(document.activeElement);
    const next = rows[Math.min(rows.length - 1, Math.max(0, here + step))];
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

  const visit = (address) => { if (address) location.assign(address); };
  const link = (name) => document.querySelector(`.topbar nav a[href$="${name}"]`)?.href;

  const acts = {
    KeyN: () => open("n"),
    KeyT: () => open("tell"),
    KeyM: () => open("note"),
    KeyW: () => visit(link("/desk/")),
    KeyD: () => visit(link("/deposits/new")),
  };

  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    const up = event.key === "ArrowUp";
    if ((up || event.key === "ArrowDown") && rows.length) {
      event.preventDefault();
      move(up ? -1 : 1);
      return;
    }
    if (!letters()) return;
    if (event.key === "?" || event.key === "؟") { dialog?.showModal(); return; }
    const act = event.code === "Slash" ? () => search?.focus() : !event.shiftKey && acts[event.code];
    if (act) { event.preventDefault(); act(); }
  }

  function label() {
    const arabic = document.documentElement.lang === "ar";
    for (const key of document.querySelectorAll("[data-letter]"))
      if (arabic) key.textContent = ARABIC[key.dataset.letter];
  }

  function choose(on) {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "yes");
    list.querySelector("[data-keys-off]").hidden = !on;
    list.querySelector("[data-keys-on]").hidden = on;
  }

  // A message begun stays in this tab until it is sent; nothing of it is kept on the machine.
  function remember(area) {
    const name = `draft:${location.pathname}:${area.form.getAttribute("action")}:${area.name}`;
    const kept = sessionStorage.getItem(name);
    if (kept) area.value = kept;
    area.addEventListener("input", () => sessionStorage.setItem(name, area.value));
    area.form.addEventListener("submit", () => sessionStorage.removeItem(name));
  }

  document.addEventListener("keydown", pressed);
  if (list) {
    label();
    list.hidden = false;
    choose(letters());
    list.querySelector("[data-keys-off]").addEventListener("click", () => choose(false));
    list.querySelector("[data-keys-on]").addEventListener("click", () => choose(true));
  }
  document.querySelectorAll(".act-form textarea").forEach(remember);
  const print = document.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
})();
