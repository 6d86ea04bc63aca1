"""What things are. Frozen dataclasses and enums; no input, no output, no clock."""
