"""What banks agree on: who they are, the QR code that they read, and what a memo says which order is paid."""
