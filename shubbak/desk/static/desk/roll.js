// The roll is printed as soon as it is shown.
window.addEventListener("load", () => window.print());
