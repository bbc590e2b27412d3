"""A camera in the page reads the square of a stamp, or says why it does not."""

from playwright.sync_api import expect

from tests.browser.conftest import Window, mostly

pytestmark = mostly("phone")

CAMERA = """
    const canvas = document.createElement("canvas");
    setInterval(() => canvas.getContext("2d").fillRect(0, 0, 9, 9), 50);
    Object.defineProperty(navigator, "mediaDevices", {value: {getUserMedia: async () => {
        if (%(denied)s) throw new DOMException("no", "NotAllowedError");
        return canvas.captureStream(5);
    }}});
    window.BarcodeDetector = class {
        static async getSupportedFormats() { return ["qr_code"]; }
        async detect() { return [{rawValue: "%(read)s"}]; }
    };
"""
"""A camera that sees a square: this browser has neither on this machine."""


def test_a_camera_reads_the_square_into_the_form(window: Window) -> None:
    page = window()
    page.goto("/quet")
    origin = page.evaluate("location.origin").upper()
    page.add_init_script(CAMERA % {"denied": "false", "read": f"{origin}/T/HH82EBV4"})
    page.goto("/quet")
    page.get_by_role("button", name="Quét bằng máy ảnh").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tem thật")


def test_who_lets_no_camera_in_is_told_how_to_go_on(window: Window) -> None:
    page = window()
    page.add_init_script(CAMERA % {"denied": "true", "read": ""})
    page.goto("/quet")
    page.get_by_role("button", name="Quét bằng máy ảnh").click()
    expect(page.get_by_text("Máy ảnh chưa được phép dùng ở trang này.")).to_be_visible()
    expect(page.get_by_label("Mã trên tem")).to_be_visible()
