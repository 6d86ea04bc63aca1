"""What Instagram, Facebook and Threads downloads share: records, labels in many languages, HTML pages, media.

Facts from real exports are in the format notes (meta-common); each file here says which of them it rests on.
"""
