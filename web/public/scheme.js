// Before anything is painted: the light or dark look that was chosen on this device, else the system's.
(function () {
  var chosen = localStorage.getItem("servery-scheme");
  var dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
