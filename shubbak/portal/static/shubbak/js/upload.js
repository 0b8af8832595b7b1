// Sends the files of a form in pieces before the form goes. A page that was left goes on with a file that is
// chosen again. Without scripts, or where anything else fails, the form sends its files whole.
(() => {
  "use strict";

  const form = document.querySelector("form[data-uploads]");
  const box = document.querySelector("[data-sending]");
  if (!form || !box) return;

  const LONGEST_PAUSE = 30000;
  const [line, bar, button] = box.children;
  const named = (file) => `\u2068${file.name}\u2069`;

  const look = {
    show(file, arrived) {
      const part = file.size ? arrived / file.size : 0;
      const percent = String(Math.min(100, Math.floor(part * 100)));
      bar.value = part;
      line.textContent = line.dataset.going.replace("{name}", () => named(file)).replace("{part}", percent);
      button.hidden = true;
    },

    // Until the network says that it is back, the person does, or a growing pause is over.
    pause(tries) {
      line.textContent = line.dataset.cut;
      button.hidden = false;
      return new Promise((resolve) => {
        const on = () => {
          clearTimeout(waiting);
          removeEventListener("online", on);
          button.onclick = null;
          resolve();
        };
        const waiting = setTimeout(on, Math.min(LONGEST_PAUSE, 1000 * 2 ** tries));
        addEventListener("online", on);
        button.onclick = on;
      });
    },
  };

  function tell(place, words) {
    const note = document.createElement("p");
    note.className = "field-error";
    note.setAttribute("role", "alert");
    note.textContent = words;
    place.append(note);
  }

  // The files that lie beside the draft now, as the server draws them.
  async function redraw() {
    const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
    const there = page.querySelector("[data-arrived]");
    if (there) document.querySelector("[data-arrived]").replaceWith(there);
  }

  async function sendChosen(input) {
    const place = input.closest("[data-file]");
    let refused = false;
    place.querySelectorAll("[role=alert]").forEach((note) => note.remove());
    place.append(box);
    for (const file of input.files) {
      try {
        look.show(file, 0);
        await Tus.send(form, file, input.dataset.paper, look);
      } catch (problem) {
        if (!(problem instanceof Tus.Refused)) throw problem;
        tell(place, `${named(file)}: ${problem.message}`);
        refused = true;
      }
    }
    input.value = "";
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return refused;
  }

  async function sendAll(chosen, submitter) {
    try {
      const refused = [];
      for (const input of chosen) refused.push(await sendChosen(input));
      if (refused.includes(true)) await redraw();
      else form.requestSubmit(submitter);
    } catch {
      form.dataset.whole = "yes";
      form.requestSubmit(submitter);
    } finally {
      box.hidden = true;
      delete form.dataset.sending;
    }
  }

  form.addEventListener("submit", (event) => {
    const boxes = [...form.querySelectorAll("input[type=file][data-paper]")];
    const chosen = boxes.filter((input) => input.files.length);
    if (form.dataset.whole || !chosen.length) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    box.hidden = false;
    sendAll(chosen, event.submitter);
  });
})();
