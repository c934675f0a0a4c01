"""The revisions, each named by its number; a released one is never changed."""
