"""Measuring smallprint on labelled pictures. What comes out is totals; no list of pictures."""
