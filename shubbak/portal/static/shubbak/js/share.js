// Shares or copies the number of a receipt. The button shows only where one of both is possible.
(() => {
  "use strict";

  const button = document.querySelector("[data-share]");
  if (!button || !(navigator.share || navigator.clipboard)) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = button.dataset.share;
    try {
      if (navigator.share) await navigator.share({ text });
      else {
        await navigator.clipboard.writeText(text);
        button.querySelector("span").textContent = button.dataset.shared;
      }
    } catch { /* Closing the share sheet is not an error. */ }
  });
})();
