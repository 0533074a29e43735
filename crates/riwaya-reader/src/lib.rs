//! From text to claims.
