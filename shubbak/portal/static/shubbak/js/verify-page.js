// Fills the verification page. In a saved copy everything but the place in the register works without a network.
(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("verification").textContent);
  const show = (name, state) => {
    for (const line of document.querySelectorAll(`[data-${name}]`)) line.hidden = line.dataset[name] !== state;
  };

  // The body's legal time by what the page carries: a device may have another zone, or an old idea of this one.
  function localTime(facts) {
    const known = data.offsets[data.zones[facts.agency]] ?? [[0, 0]];
    const [, minutes] = known.findLast(([from]) => from <= facts.seconds) ?? known[0];
    return new Date((facts.seconds + minutes * 60) * 1000);
  }

  // The letters inside a file: the PDF states them in its description, a text file in groups.
  async function lettersOf(file) {
    const text = new TextDecoder("latin1").decode(await file.slice(0, 5_000_000).arrayBuffer());
    const run = /(?<![A-Z2-7])[A-Z2-7]{196}(?![A-Z2-7])/i;
    return (text.match(run) ?? text.replace(/\s+/g, "").match(run) ?? [""])[0];
  }

  function write(facts) {
    const shown = new Intl.DateTimeFormat(data.locale, { dateStyle: "full", timeStyle: "medium", timeZone: "UTC" });
    const values = {
      body: data.bodies[facts.agency] ?? String(facts.agency), register: data.registers[facts.kind],
      number: `${facts.number}/${facts.year}`, time: shown.format(localTime(facts)), manifest: facts.manifest,
    };
    for (const cell of document.querySelectorAll("[data-fact]")) cell.textContent = values[cell.dataset.fact];
    document.querySelector("[data-facts]").hidden = false;
  }

  // A proof that was kept is checked without a network; else the register is asked.
  async function place(result, kept) {
    show("place", "asking");
    const link = document.querySelector("[data-proof]");
    link.href = `${data.base}${result.text}/proof.json`;
    link.hidden = Boolean(kept);
    try {
      const proof = kept ?? await (await fetch(link.href, { credentials: "omit" })).json();
      if (!proof.leaf) return show("place", proof.place);
      return show("place", await core.checkProof(proof, result.facts, data.keys) ? proof.place : "absent");
    } catch {
      return show("place", "offline");
    }
  }

  async function check(typed, kept) {
    const result = await core.checkReceipt(typed, data.keys);
    show("issue", result.issue);
    show("checked", "here");
    document.querySelector("[data-result]").hidden = false;
    document.querySelector("[data-facts]").hidden = true;
    if (result.issue === "genuine") write(result.facts);
    document.querySelector("[data-register]").hidden = result.issue !== "genuine";
    if (result.issue === "genuine") await place(result, kept);
  }

  if (!globalThis.crypto?.subtle) {
    document.querySelector("[data-unable]").hidden = false;
    return;
  }
  const form = document.querySelector("form[data-verification]");
  form.addEventListener("submit", (event) => {
    // The receipt of a till has a number with dashes; the server alone knows it.
    if (/^[0-9]{4}-[A-Z0-9]+-[0-9]+-/i.test(form.elements.receipt.value.replace(/\s/g, ""))) return;
    event.preventDefault();
    check(form.elements.receipt.value);
  });
  document.querySelector("[data-open]").hidden = false;
  document.getElementById("saved").addEventListener("change", async ({ target }) => {
    if (!target.files.length) return;
    form.elements.receipt.value = await lettersOf(target.files[0]);
    const kept = target.files[0].name.endsWith(".json") ? JSON.parse(await target.files[0].text()) : undefined;
    check(form.elements.receipt.value, kept);
  });
  if (form.elements.receipt.value) check(form.elements.receipt.value);
})();
