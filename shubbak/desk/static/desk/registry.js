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
