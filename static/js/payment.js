// The page of a transfer looks whether anything has come, and how long the goods are still kept. Without it, its
// button looks once.
const page = document.querySelector("[data-standing]");
const BEGIN = 5_000;
const SLOWEST = 30_000;
let pause = BEGIN;

async function look() {
  try {
    if (!document.hidden) {
      const answer = await fetch(page.dataset.look);
      const { standing, left } = answer.ok ? await answer.json() : page.dataset;
      if (standing !== page.dataset.standing || left === "") return location.reload();
      const shown = document.querySelector("[data-time-left]");
      if (shown && left) shown.textContent = left;
    }
  } catch {
    // no signal: what is on the page still holds
  }
  pause = Math.min(pause * 1.1, SLOWEST);
  setTimeout(look, pause);
}

setTimeout(look, pause);
document.addEventListener("visibilitychange", () => (pause = BEGIN));

// On the phone itself the code goes to the bank app as a picture.
const hand = document.querySelector("[data-hand-over]");
if (hand && navigator.canShare) {
  const file = async () => {
    const answer = await fetch(hand.dataset.handOver);
    return new File([await answer.blob()], hand.dataset.name, { type: "image/png" });
  };
  hand.hidden = !navigator.canShare({ files: [new File([], hand.dataset.name, { type: "image/png" })] });
  let ready;
  hand.addEventListener("pointerdown", () => (ready ??= file()), { once: true });
  hand.addEventListener("click", async () => navigator.share({ files: [await (ready ??= file())] }).catch(() => {}));
}
