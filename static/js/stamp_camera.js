// Reads the square of a stamp with the camera, where the browser can; what it reads goes into the form as if typed.
// Nothing of the picture leaves the device. Without it people type the code.
const area = document.querySelector("[data-camera]");
const field = document.querySelector("form [name=code]");
const PAUSE = 200;

async function canRead() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return false;
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

function seek(video, tell) {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  async function look() {
    if (video.hidden) return;
    const found = await detector.detect(video).catch(() => []);
    if (found.length === 0) {
      setTimeout(look, PAUSE);
      return;
    }
    close(video);
    tell("found");
    field.value = found[0].rawValue;
    field.form.requestSubmit();
  }
  look();
}

function close(video) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  video.srcObject = null;
  video.hidden = true;
}

async function open(button, video, tell) {
  button.disabled = true;
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.hidden = false;
    await video.play();
    tell("seeking");
    seek(video, tell);
  } catch (error) {
    close(video);
    tell(error.name === "NotAllowedError" ? "denied" : "missing");
  }
  button.disabled = false;
}

if (area && (await canRead().catch(() => false))) {
  const [button, video, status] = ["[data-open]", "video", "[role=status]"].map((each) => area.querySelector(each));
  const tell = (what) => (status.textContent = status.dataset[what]);
  area.hidden = false;
  button.addEventListener("click", () => open(button, video, tell));
  addEventListener("pagehide", () => close(video));
}
