"""The invented Marrow family: their pictures are drawn, their exports are written, and the truth about them is known.

No picture of a real person is in this repository. Drawn people are never quoted as a recall figure.
"""
