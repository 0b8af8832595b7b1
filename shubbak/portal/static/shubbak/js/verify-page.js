// Fills the verification page. In a saved copy everything but the place in the register works without a network.
(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("verification").textContent);
  const show = (name, state) => {
    for (const line of document.querySelectorAll(`[data-${name}]`)) line.hidden = line.dataset[name] !== state;
  };

  function write(facts) {
    const instant = new Date(facts.seconds * 1000);
    const shown = new Intl.DateTimeFormat(data.locale, { dateStyle: "full", timeStyle: "long", timeZone: data.zone });
    const values = {
      body: data.bodies[facts.agency] ?? String(facts.agency), register: data.registers[facts.kind],
      number: `${facts.number}/${facts.year}`, time: shown.format(instant), manifest: facts.manifest,
    };
    for (const cell of document.querySelectorAll("[data-fact]")) cell.textContent = values[cell.dataset.fact];
    document.querySelector("[data-facts]").hidden = false;
  }

  async function place(result) {
    show("place", "asking");
    try {
      const answer = await fetch(`${data.base}${result.text}/proof.json`, { credentials: "omit" });
      const proof = await answer.json();
      if (proof.place !== "included") return show("place", proof.place);
      return show("place", await core.checkProof(proof, result.facts, data.keys) ? "included" : "absent");
    } catch {
      return show("place", "offline");
    }
  }

  async function check(typed) {
    const result = await core.checkReceipt(typed, data.keys);
    show("issue", result.issue);
    show("checked", "here");
    document.querySelector("[data-result]").hidden = false;
    document.querySelector("[data-facts]").hidden = true;
    if (result.facts) write(result.facts);
    document.querySelector("[data-register]").hidden = result.issue !== "genuine";
    if (result.issue === "genuine") await place(result);
  }

  if (!globalThis.crypto?.subtle) return;
  const form = document.querySelector("form[data-verification]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    check(form.elements.receipt.value);
  });
  if (form.elements.receipt.value) check(form.elements.receipt.value);
})();
