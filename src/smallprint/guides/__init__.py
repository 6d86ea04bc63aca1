"""What is known of each network's menus: how to ask for an export, its switches, what stays public."""

from smallprint.guides.load import Action, Asking, Guide, Question, Switch, all_guides, guide, read_guide

__all__ = ["Action", "Asking", "Guide", "Question", "Switch", "all_guides", "guide", "read_guide"]
