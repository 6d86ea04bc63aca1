"""Use cases. Each is a function of (home, wish, progress): it fetches, calls the pure packages, and keeps."""
