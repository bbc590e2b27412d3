// Renews <section data-progress> until the work is done, then shows the page of what came of it.
// Without it the page has a link to look again.
const PAUSE = 1500;

async function look() {
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-progress]");
    if (answer.ok && !fresh) {
      location.reload();
      return;
    }
    if (fresh && page.title === document.title) {
      for (const part of ["h2", "progress", "[role=status]"]) {
        const [shown, now] = [document, page].map((each) => each.querySelector(`[data-progress] ${part}`));
        if (shown && now) shown.textContent = now.textContent;
        if (part === "progress" && shown && now) [shown.value, shown.max] = [now.value, now.max];
      }
    } else if (fresh) {
      location.reload();
      return;
    }
  } catch {
    // no signal: the work goes on all the same
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
