// Counts a scan of this stamp, once a day on each device. Without scripts the page is complete, only not counted.
const { scan, day } = document.querySelector("[data-scan]").dataset;
const KEY = "scans";

function recall() {
  try {
    const [on, ...scanned] = JSON.parse(localStorage.getItem(KEY));
    return on === day ? scanned : [];
  } catch {
    return []; // nothing was kept, or this browser keeps nothing
  }
}

const scanned = recall();
if (!scanned.includes(scan)) {
  fetch(scan, { method: "POST", redirect: "manual" })
    .then(() => localStorage.setItem(KEY, JSON.stringify([day, ...scanned, scan])))
    .catch(() => {}); // no signal or no storage: the server does not count an address twice on a day
}
