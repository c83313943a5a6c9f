//! Complaint density over place and time.
