"""Names of account facts that readers state. A value is text; yes and no are "true" and "false"."""

from __future__ import annotations

FACTS = {
    "account": "the account's name on the network, as used in its addresses",
    "display_name": "the name shown on the profile",
    "bio": "the text on the profile",
    "website": "the address on the profile",
    "private": "whether the account is private at the export's date",
    "private_since": "when it was last switched to private (ISO date)",
    "public_from": "a switch to public (ISO date); several are allowed, in time order with private_from",
    "private_from": "a switch to private (ISO date)",
    "professional": "whether it is a professional account",
    "minor": "whether the export says that the holder is under 18",
    "born": "the holder's date of birth (ISO date): used for `minor` and then dropped, never stored",
    "joined": "when the account was made (ISO date)",
    "followers": "how many, where the export gives a number and no list",
    "following": "how many, where the export gives a number and no list",
    "hide_story": "from how many accounts stories are hidden: a number, never names",
    "asked_from": "first day that was ordered (ISO date)",
    "asked_to": "last day that was ordered (ISO date)",
    "asked_all": "whether all time was ordered",
    "media_quality": "the picture quality that was ordered",
    "exported_at": "when the network made this export (ISO date and time)",
    "location_map": "who sees the live location",
    "comments_from": "who may comment",
    "tags_from": "who may tag",
    "search_engines": "whether search engines may show the account",
    "linked_app": "an app that may read the account; several are allowed",
}

TOLD = "you told us"  # the source of a fact that a person gave; every other source is a file of an export
