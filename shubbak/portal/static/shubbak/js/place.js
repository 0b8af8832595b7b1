// A button beside the box of latitude and longitude that asks the browser where it is. Nothing is asked before
// it is pressed, and the box can always be filled by hand.
(() => {
  "use strict";

  if (!navigator.geolocation) return;

  function locate(box, button) {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        box.value = `${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`;
        box.dispatchEvent(new Event("change", { bubbles: true }));
        button.disabled = false;
        box.focus();
      },
      () => { button.remove(); box.focus(); },
      { enableHighAccuracy: true, timeout: 20000 },
    );
  }

  for (const box of document.querySelectorAll("input[data-point]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = box.dataset.point;
    button.addEventListener("click", () => locate(box, button));
    box.after(button);
  }
})();
