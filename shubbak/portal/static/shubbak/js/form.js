// Additions to forms that work without them: focus on what is wrong, answers saved as they are given,
// one deposit for two clicks, and the progress of an upload.
(() => {
  "use strict";

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  const words = (note, text) => {
    const line = document.createElement("span");
    line.textContent = text;
    note.replaceChildren(line);
  };

  function autosave(form) {
    const note = form.querySelector("[data-saved]");
    let waiting = 0;
    const save = async () => {
      const answers = new FormData(form);
      for (const [name, value] of [...answers]) if (value instanceof File) answers.delete(name);
      answers.set("go", "autosave");
      try {
        const answer = await fetch(form.action || location.href, { method: "POST", body: answers });
        if (answer.ok && note) words(note, note.dataset.saved);
      } catch { /* The button beside saves as well; the next change tries again. */ }
    };
    form.addEventListener("change", (event) => {
      if (event.target.type === "file") return;
      clearTimeout(waiting);
      waiting = setTimeout(save, 800);
    });
    form.addEventListener("submit", () => clearTimeout(waiting));
  }

  function once(form) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "yes";
      const button = form.querySelector("[data-busy]");
      if (button) button.textContent = button.dataset.busy;
    });
    addEventListener("pageshow", () => delete form.dataset.sent);
  }

  // Our own words beside the button; the browser's own may be in another language than the page.
  function nameChosen(line) {
    const input = line.parentElement.querySelector("input[type=file]");
    const name = () => {
      line.textContent = [...input.files].map((file) => file.name).join("، ") || line.dataset.chosen;
    };
    input.classList.add("named");
    input.addEventListener("change", name);
    line.hidden = false;
    name();
  }

  function chosenFiles(form) {
    return [...form.querySelectorAll("input[type=file]")].filter((input) => input.files.length);
  }

  function progressOf(form) {
    const bar = document.createElement("progress");
    bar.max = 1;
    chosenFiles(form).at(-1).closest("[data-file]").append(bar);
    return bar;
  }

  function arrived(request, form) {
    const there = new URL(request.responseURL);
    const isElsewhere = there.pathname !== new URL(form.action || location.href, location.href).pathname;
    const isSaidOnce = request.responseText.includes("data-said-once"); // asking again would lose it
    if (isElsewhere && !isSaidOnce) {
      location.assign(there);
      return;
    }
    history.replaceState(null, "", there);
    document.open();
    document.write(request.responseText);
    document.close();
  }

  function upload(form) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented || !chosenFiles(form).length) return;
      event.preventDefault();
      const bar = progressOf(form);
      const body = new FormData(form, event.submitter);
      const request = new XMLHttpRequest();
      request.upload.onprogress = (step) => { bar.value = step.total ? step.loaded / step.total : 0; };
      request.onload = () => arrived(request, form);
      request.onerror = () => { bar.remove(); delete form.dataset.sent; form.submit(); };
      request.open("POST", form.action || location.href);
      request.send(body);
    });
  }

  document.querySelectorAll("[data-chosen]").forEach(nameChosen);
  document.querySelectorAll("form[data-draft]").forEach(autosave);
  document.querySelectorAll("form[data-once]").forEach(once);
  document.querySelectorAll("form[enctype]").forEach(upload);
})();
