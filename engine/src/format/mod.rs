//! Files: bytes ↔ rows and records.
