"""Find pictures of your children in your own exports, see who could see them, and take them back."""

__version__ = "0.1.0"
