/* Leaves the site so that the way back does not lead to it. */
document.querySelector(".atd-leave")?.addEventListener("click", (event) => {
  event.preventDefault();
  location.replace(event.currentTarget.href);
});
