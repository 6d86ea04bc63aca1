"""Words of TikTok's download. Facts: formats/tiktok.md.

JSON keys are English in every account seen; names of the text edition's files and keys are in the account's
language (Dutch seen, others inferred). Values of WhoCanView other than "Everyone" were not seen; they are the
words of TikTok's own switch. Everything is compared without blanks, case and accents.
"""

from __future__ import annotations

import re

from smallprint.exports.text import plain
from smallprint.records.items import Audience


def squeeze(word: str) -> str:
    """Give a word as it is compared: "User Name", "userName" and "user_name" are one."""
    return re.sub(r"[\s_\-'’.]+", "", plain(word))


def _set(words: str) -> frozenset[str]:
    return frozenset(squeeze(word) for word in words.split("|"))


_AUDIENCES = {
    Audience.PUBLIC: _set(
        "everyone|public|anyone|iedereen|openbaar|alle|jeder|öffentlich|todos|todo el mundo|tutti|tout le monde"
    ),
    Audience.FOLLOWERS: _set("followers|volgers|follower|seguidores|abonnés|mes abonnés"),
    Audience.FRIENDS: _set("friends|mutual|mutuals|mutual friends|vrienden|freunde|amigos|amis|amici"),
    Audience.ONLY_ME: _set(
        "only me|only you|private|myself|self|alleen ik|alleen jij|nur ich|nur du|solo yo|solo tú|somente eu|"
        "moi uniquement|toi uniquement|vous uniquement|solo io|solo tu"
    ),
}
YES = _set("enabled|on|true|yes|aan|ingeschakeld|an|aktiviert|activado|activé|ja|sí|oui|1")
NO = _set("disabled|off|false|no|uit|uitgeschakeld|aus|deaktiviert|desactivado|désactivé|nee|nein|non|0")
UNSET = _set("n/a|default|none|null|undefined|not set|-")

# Keys inside a block of the text edition, and settings of both, by what they mean.
KEYS = {
    "date": _set("date|datum|fecha|data|dato|date and time|date added"),
    "link": _set("link|video link|url|koppeling|enlace|lien"),
    "likes": _set("likes|like(s)|vind-ik-leuks|me gusta|j'aime|gefällt mir"),
    "title": _set("title|caption|titel|título|titre|titolo|video caption|description"),
    "location": _set("location|locatie|standort|ort|ubicación|lieu|place|location info"),
    "username": _set(
        "username|user name|gebruikersnaam|benutzername|nombre de usuario|nom d'utilisateur|nome utente"
    ),
    "displayname": _set("displayname|display name|nickname|name|weergavenaam|bijnaam|anzeigename|nombre|nom"),
    "bio": _set("bio|biodescription|bio description|biografie|beschrijving|biografía|biographie|profile description"),
    "born": _set("birthdate|birth date|birthday|date of birth|geboortedatum|geburtsdatum|fecha de nacimiento"),
    "photo": _set("profilephoto|profile photo|profile picture|profielfoto|profilbild|foto de perfil|photo de profil"),
    "followers": _set("followercount|follower count|followers"),
    "following": _set("followingcount|following count"),
    "private": _set("private account|privéaccount|privé-account|privates konto|cuenta privada|compte privé"),
    "comments": _set("who can post comments|who can comment|comments|wie kan reageren"),
}
_SEEN_BY = ("whocanview", "whocanwatch", "wiekan", "werkann", "quienpuedever", "quipeutvoir")
_MEANINGS = {word: meaning for meaning, words in KEYS.items() for word in words}

# Files of the text edition.
FILES = {
    "posts": _set("posts|post|videos|video's|berichten|beiträge|publicaciones|publications|publicações"),
    "deleted": _set("recently deleted posts|recently deleted videos|deleted posts|onlangs verwijderde berichten"),
    "profile": _set("profile information|profile info|profielinformatie|profilinformationen|información del perfil"),
    "settings": _set("settings|instellingen|einstellungen|configuración|paramètres|ajustes"),
    "followers": _set("follower|followers|volger|volgers|seguidores|abonnés"),
    "following": _set("following|volgend|gefolgt|siguiendo|abonnements"),
}


def meaning(key: str) -> str:
    """Say what a key means: a name of KEYS, "seen_by", or "" where it is not known."""
    squeezed = squeeze(key)
    return "seen_by" if squeezed.startswith(_SEEN_BY) else _MEANINGS.get(squeezed, "")


def audience_in(value: str) -> Audience | None:
    """Give the audience that a value states; None where it states none that we know."""
    squeezed = squeeze(value)
    return next((audience for audience, words in _AUDIENCES.items() if squeezed in words), None)


def yes_or_no(value: str) -> bool | None:
    """Give a switch's state; None where it is unset or not known."""
    squeezed = squeeze(value)
    return True if squeezed in YES else False if squeezed in NO else None
