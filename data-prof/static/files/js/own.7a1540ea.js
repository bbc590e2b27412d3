// A page that is somebody's own, brought back by the browser as it was, is asked for anew and unseen until then.
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  document.documentElement.hidden = true;
  location.reload();
});
