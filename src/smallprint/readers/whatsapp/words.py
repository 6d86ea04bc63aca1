"""Words of WhatsApp's interface that a chat export is written in. Facts: formats/whatsapp.md.

Seen raw: English, German, Spanish. The others are the words the interface uses [inferred]. Everything that can be
told without words (U+200E, `<word: name>`, `name (words)`) is; a word that is not here is unknown.
"""

from __future__ import annotations

from smallprint.exports.text import plain


def _set(words: str) -> frozenset[str]:
    return frozenset(plain(word) for word in words.split("|"))


MORNING = _set("am|a.m.|a. m.|a.m|a. m|vorm.|de.|ص|صباحا|ق.ظ.|ق.ظ|午前|上午|오전|sa|π.μ.|π.μ|दोपूर्व|पूर्वाह्न|fm|f.m.|öö")
AFTERNOON = _set("pm|p.m.|p. m.|p.m|p. m|nachm.|du.|م|مساء|ب.ظ.|ب.ظ|午後|下午|오후|ch|μ.μ.|μ.μ|अपराह्न|em|e.m.|ös")
# Words between date and time, or behind the time, that say nothing about the half of the day.
BETWEEN = _set("klo|a|à|às|a las|um|uhr|kl|kl.|o|om|at|h|ore|alle|в|в.|u|ob|ve|lúc|pukul|στις")

# Written only under the name of the person who exports: "You deleted this message".
DELETED_BY_YOU = _set(
    "you deleted this message|du hast diese nachricht gelöscht|eliminaste este mensaje|"
    "has eliminado este mensaje|vous avez supprimé ce message|hai eliminato questo messaggio|"
    "você apagou esta mensagem|você apagou essa mensagem|eliminou esta mensagem|"
    "je hebt dit bericht verwijderd|u hebt dit bericht verwijderd|du raderade det här meddelandet|"
    "du tog bort det här meddelandet|du slettede denne besked|du slettet denne meldingen|"
    "poistit tämän viestin|usunąłeś tę wiadomość|usunęłaś tę wiadomość|odstranili jste tuto zprávu|"
    "smazali jste tuto zprávu|bu mesajı sildiniz|вы удалили данное сообщение|вы удалили это сообщение|"
    "anda menghapus pesan ini|ai șters acest mesaj|törölted ezt az üzenetet"
)

# In place of a picture or a video, where the chat was exported without media (iOS). Android: `<Media omitted>`.
LEFT_OUT = _set(
    "image omitted|video omitted|gif omitted|bild weggelassen|video weggelassen|gif weggelassen|"
    "imagen omitida|video omitido|vídeo omitido|gif omitido|image absente|vidéo absente|gif absent|"
    "image omise|vidéo omise|afbeelding weggelaten|video weggelaten|gif weggelaten|immagine omessa|"
    "video omesso|gif esclusa|imagem ocultada|vídeo ocultado|imagem omitida|bild utelämnad|video utelämnad|"
    "billede udeladt|video udeladt|bilde utelatt|kuva jätetty pois|video jätetty pois|pominięto obraz|"
    "pominięto film|obrázek vynechán|video vynecháno|görüntü dahil edilmedi|video dahil edilmedi|"
    "изображение пропущено|видео пропущено|画像が省略されました|動画は含まれていません|"
    "이미지가 제외되었습니다|忽略图片|忽略視訊"
)

# Behind the name of a file on Android. Needed only where the file itself is not there.
FILE_ATTACHED = _set(
    "file attached|datei angehängt|archivo adjunto|fichier joint|bestand bijgevoegd|file allegato|arquivo anexado|"
    "ficheiro anexado|fil bifogad|fil vedhæftet|fil vedlagt|tiedosto liitetty|plik dołączony|soubor přiložen|"
    "dosya ekli|файл добавлен|添付ファイル|파일 첨부됨"
)

# What a file or folder name says before the name of the person or group.
TITLES = (
    "whatsapp chat with ",
    "whatsapp chat - ",
    "whatsapp-chat mit ",
    "whatsapp chat mit ",
    "chat de whatsapp con ",
    "discussion whatsapp avec ",
    "chat whatsapp con ",
    "conversa do whatsapp com ",
    "whatsapp-chat met ",
    "whatsapp chat met ",
    "whatsapp-chatt med ",
    "whatsapp-chat med ",
    "whatsapp-samtale med ",
    "czat whatsapp z ",
    "konverzace whatsapp s ",
    "чат whatsapp с контактом ",
    "чат whatsapp с ",
)

# A line of WhatsApp itself that speaks of a group: then the chat's name is no person.
GROUP = (
    "group",
    "gruppe",
    "grupo",
    "groupe",
    "groep",
    "gruppo",
    "grupp",
    "grup",
    "ryhma",
    "skupin",
    "csoport",
    "групп",
    "груп",
    "グループ",
    "그룹",
    "群组",
    "群組",
    "المجموعة",
    "מקבוצה",
    "קבוצה",
    "กลุ่ม",
    "समूह",
)


def deleted_by_you(text: str) -> bool:
    """Say whether a message is the note that stands in place of one that the exporting person deleted."""
    return len(text) < 80 and plain(text).rstrip(".").strip() in DELETED_BY_YOU


def left_out(text: str) -> bool:
    """Say whether a text stands in place of a picture or video."""
    return len(text) < 60 and plain(text) in LEFT_OUT


def speaks_of_a_group(text: str) -> bool:
    """Say whether a line of WhatsApp itself speaks of a group."""
    return any(word in plain(text[:300]) for word in GROUP)


def name_in_title(title: str) -> str:
    """Give the person or group that a file, zip or folder is named after; "" where its form is not known."""
    folded = title.casefold()
    for start in TITLES:
        if folded.startswith(start):
            return title[len(start) :].strip()
    return ""
