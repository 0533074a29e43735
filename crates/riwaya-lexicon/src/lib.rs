//! The compiled lexicon and its file format.
