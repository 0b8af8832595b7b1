// The sender of a letter is completed from those who wrote before; kind, city and telephone come with the name.
(() => {
  "use strict";

  const PAUSE = 150;
  const form = document.querySelector("[data-senders]");
  if (!form) return;
  const box = form.querySelector("[data-sender]");
  const list = document.getElementById("senders");
  const filled = ["kind", "city", "phone"].map((name) => form.elements[name]);
  let known = [];
  let waiting = 0;
  let under = new AbortController();

  function offer(senders) {
    known = senders;
    const options = [...new Set(senders.map((one) => one.name))].map((name) => {
      const option = document.createElement("option");
      option.value = name;
      return option;
    });
    list.replaceChildren(...options);
    fill();
  }

  // Only where one sender bears the name, and only what the clerk has not written.
  function fill() {
    const same = known.filter((one) => one.name === box.value.trim());
    if (same.length !== 1) return;
    for (const field of filled) if (!field.value) field.value = same[0][field.name];
  }

  async function look() {
    under.abort();
    under = new AbortController();
    const words = box.value.trim();
    if (words.length < 2) return;
    try {
      const answer = await fetch(`${form.dataset.senders}?words=${encodeURIComponent(words)}`, { signal: under.signal });
      if (answer.ok) offer((await answer.json()).senders);
    } catch (error) {
      if (error.name !== "AbortError") known = [];
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    fill();
    waiting = setTimeout(look, PAUSE);
  });
  box.addEventListener("change", fill);
})();

// What was read on the scan goes into its box by a key or a button, never by itself.
(() => {
  "use strict";

  const form = document.querySelector("[data-senders]");
  const offers = new Map([...document.querySelectorAll("[data-take]")].map((offer) => [offer.dataset.take, offer]));
  if (!form || !offers.size) return;

  function take(name) {
    const box = form.elements[name];
    box.value = offers.get(name).value;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  }

  for (const [name, offer] of offers) {
    if (!form.elements[name]) continue;
    offer.hidden = false;
    offer.addEventListener("click", () => take(name));
  }
  document.querySelector("[data-take-hint]").hidden = false;
  form.addEventListener("keydown", (event) => {
    if (event.key !== "F2" || !offers.has(event.target.name)) return;
    event.preventDefault();
    take(event.target.name);
  });
})();
