"""What a marketplace owes to say: decree 248/2026/NĐ-CP, chapter II, made from what the shop really does."""
