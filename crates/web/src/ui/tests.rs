//! Walks what the components put out.
