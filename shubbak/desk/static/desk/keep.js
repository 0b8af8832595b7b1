// What is typed into a form of a file is kept on the server while it is typed. Where that fails (the connection,
// an ended session) it stays in this tab, and is put back and kept when the form is opened again.
(() => {
  "use strict";

  const PAUSE = 800;

  function keep(note) {
    const form = note.closest("form");
    const name = `unsent:${note.dataset.keep}`;
    const words = note.querySelector("span");
    let waiting = 0;
    let under = new AbortController();

    function say(text) {
      words.textContent = text;
      note.hidden = false;
    }

    function leave(typed) {
      const fields = [...typed].filter(([field]) => field !== "csrfmiddlewaretoken" && field !== "go");
      sessionStorage.setItem(name, JSON.stringify(fields));
      say(note.dataset.lost);
    }

    async function save() {
      const typed = new FormData(form);
      typed.set("go", "autosave");
      under = new AbortController();
      try {
        const request = { method: "POST", body: typed, redirect: "manual", signal: under.signal };
        const answer = await fetch(note.dataset.keep, request);
        if (!answer.ok) { leave(typed); return; }
        sessionStorage.removeItem(name);
        say(await answer.text());
      } catch (error) {
        if (error.name !== "AbortError") leave(typed);
      }
    }

    function putBack() {
      const left = sessionStorage.getItem(name);
      if (!left) return;
      for (const [field, value] of JSON.parse(left)) {
        const boxes = [...form.querySelectorAll(`[name="${CSS.escape(field)}"]`)];
        for (const box of boxes)
          if (box.type === "radio" || box.type === "checkbox") box.checked = box.value === value;
          else if (box.type !== "hidden") box.value = value;
      }
      form.closest("details")?.setAttribute("open", "");
      save();
    }

    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(save, PAUSE);
    });
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      under.abort();
      sessionStorage.removeItem(name);
    });
    putBack();
  }

  document.querySelectorAll("[data-keep]").forEach(keep);
})();
