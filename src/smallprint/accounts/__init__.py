"""Thinking about accounts: what stands open on each, and who belongs in the close circle. Pure."""
