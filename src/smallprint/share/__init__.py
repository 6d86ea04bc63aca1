"""Sharing with people one chose: copies in which faces are covered, and proven to be."""
