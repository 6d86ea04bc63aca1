"""Thinking about what was found: clues, rank, what to do first, and what a later export proves. Pure."""
