"""Labels and values of Meta's records in the languages of its interface.

A label is text in the language of the account ("Private Account", "Privates Konto") and its capitals vary: en-US
writes title case, en-GB sentence case and some other words. Seen raw: en-US, en-GB and the languages marked in the
format notes; the others are the words Meta's interface uses. A label that is not here is unknown, never guessed.
"""

from __future__ import annotations

from functools import lru_cache

from smallprint.exports.text import plain

LABELS = {
    "private": "private account|private profile|account privacy|privates konto|privates profil|privéaccount|"
    "privé-account|privé account|cuenta privada|compte privé|conta privada|conta particular|"
    "account privato|profilo privato|soukromý účet|privat konto|privatkonto|yksityinen tili|"
    "konto prywatne|prywatne konto|gizli hesap|privát fiók|cont privat|ιδιωτικός λογαριασμός|"
    "закрытый аккаунт|личный аккаунт|закритий обліковий запис|приватний обліковий запис|"
    "非公開アカウント|비공개 계정|私密账户|私密帐户|不公開帳號|私人帳號|حساب خاص|חשבון פרטי|निजी खाता|"
    "akun privat|akun pribadi|tài khoản riêng tư|บัญชีส่วนตัว|súkromný účet|privatan račun|"
    "zaseban račun|личен акаунт|compte privat",
    "username": "username|user name|benutzername|gebruikersnaam|nombre de usuario|usuario|nom d'utilisateur|"
    "nom d’utilisateur|nome de usuário|nome de utilizador|nome do usuário|nome utente|"
    "uživatelské jméno|användarnamn|brugernavn|brukernavn|käyttäjätunnus|käyttäjänimi|"
    "nazwa użytkownika|kullanıcı adı|felhasználónév|nume de utilizator|όνομα χρήστη|имя пользователя|"
    "ім'я користувача|ユーザーネーム|사용자 이름|用户名|用戶名稱|nama pengguna|tên người dùng|"
    "používateľské meno|korisničko ime|اسم المستخدم|שם משתמש|उपयोगकर्ता नाम|ชื่อผู้ใช้",
    "name": "name|full name|display name|vollständiger name|naam|nombre|nombre completo|nom|nom complet|nome|"
    "nome completo|jméno|celé jméno|namn|navn|fullt navn|nimi|imię i nazwisko|imię|ad|isim|ad soyad|"
    "név|nume|όνομα|имя|ім'я|名前|이름|姓名|名字|nama|tên|meno|ime",
    "bio": "bio|biography|biografie|steckbrief|biografía|presentación|biographie|biografia|bio.|životopis|"
    "biografi|esittely|biogram|biyografi|kişisel bilgiler|bemutatkozás|βιογραφικό|о себе|біографія|"
    "自己紹介|소개|个人简介|個人簡介|tiểu sử",
    "website": "website|web site|webseite|internetseite|site web|sitio web|página web|site|sito web|web|"
    "webové stránky|webová stránka|webbplats|websted|hjemmeside|nettsted|nettside|verkkosivusto|"
    "sivusto|witryna|strona internetowa|internet sitesi|web sitesi|webhely|ιστότοπος|веб-сайт|сайт|"
    "ウェブサイト|웹사이트|网站|網站",
    "born": "date of birth|birthday|birth date|geburtsdatum|geburtstag|geboortedatum|verjaardag|"
    "fecha de nacimiento|cumpleaños|date de naissance|anniversaire|data de nascimento|aniversário|"
    "data di nascita|compleanno|datum narození|narozeniny|födelsedatum|fødselsdato|fødselsdag|"
    "syntymäaika|data urodzenia|urodziny|doğum tarihi|doğum günü|születési dátum|data nașterii|"
    "ημερομηνία γέννησης|дата рождения|дата народження|生年月日|생년월일|出生日期",
    "professional": "professional account|business account|is professional account|geschäftskonto|"
    "professionelles konto|professioneel account|zakelijk account|cuenta profesional|"
    "cuenta de empresa|compte professionnel|conta profissional|account professionale|"
    "profesionální účet|professionellt konto|professionel konto|profesjonell konto|"
    "konto profesjonalne|profesyonel hesap",
    "time": "time|creation time|created at|date|zeit|zeitpunkt|uhrzeit|tijd|tijdstip|hora|fecha|heure|"
    "date et heure|data|ora|čas|tid|tidspunkt|aika|czas|godzina|zaman|saat|idő|timp|ώρα|время|час|"
    "時間|시간|时间",
    "owner": "media owner|owner|media author|inhaber|medieninhaber|medieneigentümer|eigentümer|eigenaar|"
    "media-eigenaar|eigenaar van media|propietario|propietario del contenido multimedia|"
    "propietario del contenido|propriétaire|propriétaire du média|propriétaire du contenu|"
    "proprietário|proprietário da mídia|proprietario|proprietario del contenuto|"
    "proprietario del contenuto multimediale|vlastník|vlastník média|ägare|medieägare|ejer|medieejer|"
    "eier|medieeier|omistaja|właściciel|właściciel multimediów|sahibi|medya sahibi",
    "comment": "comment|kommentar|reactie|opmerking|comentario|commentaire|comentário|commento|komentář|"
    "kommentti|komentarz|yorum",
    "caption": "caption|description|bildunterschrift|beschreibung|bijschrift|pie de foto|descripción|légende|"
    "description|legenda|didascalia|popisek|bildtext|billedtekst|bildetekst|kuvateksti|podpis|opis|"
    "açıklama|alt yazı",
    "link": "url|link|lien|enlace|odkaz|länk|lenke|linkki|bağlantı|permalink",
    "draft": "draft|is draft|entwurf|concept|borrador|brouillon|rascunho|bozza|koncept|utkast|kladde|udkast|"
    "luonnos|wersja robocza|szkic|taslak",
    "reel": "reel metadata|reel-metadaten|metadaten des reels|reel-metagegevens|metadatos del reel|"
    "métadonnées du reel|metadados do reel|metadati del reel",
    "latitude": "latitude|breitengrad|breite|geografische breite|breedtegraad|latitud|latitudine|zeměpisná šířka|"
    "breddegrad|leveysaste|szerokość geograficzna|enlem|szélesség|широта|緯度|위도|纬度",
    "longitude": "longitude|längengrad|länge|geografische länge|lengtegraad|longitud|longitudine|zeměpisná délka|"
    "længdegrad|lengdegrad|pituusaste|długość geograficzna|boylam|hosszúság|долгота|経度|경도|经度",
    "place": "location|place|location name|place name|tagged location|ort|standort|plaats|locatie|lugar|"
    "ubicación|lieu|localisation|localização|local|luogo|posizione|místo|poloha|plats|sted|paikka|"
    "miejsce|lokalizacja|konum|yer",
    "tagged": "tagged accounts|tagged users|tagged people|people tagged|user tags|markierte konten|"
    "markierte personen|getagde accounts|getagde personen|cuentas etiquetadas|personas etiquetadas|"
    "comptes identifiés|personnes identifiées|contas marcadas|pessoas marcadas|account taggati|"
    "persone taggate|taggade konton|taggede konti|oznaczone konta|etiketlenen hesaplar",
    "start": "start date|startdatum|begindatum|fecha de inicio|date de début|data de início|data di inizio|"
    "datum zahájení|počáteční datum|startdato|alkupäivä|alkamispäivä|data rozpoczęcia|data początkowa|"
    "başlangıç tarihi",
    "end": "end date|enddatum|einddatum|fecha de finalización|fecha de fin|date de fin|data de término|"
    "data de fim|data di fine|datum ukončení|koncové datum|slutdatum|slutdato|sluttdato|"
    "päättymispäivä|data zakończenia|data końcowa|bitiş tarihi",
    "range": "date range|datumsbereich|zeitraum|datumbereik|intervalo de fechas|rango de fechas|plage de dates|"
    "période|intervalo de datas|intervallo di date|rozsah dat|datumintervall|datointerval|datoperiode|"
    "zakres dat|tarih aralığı",
    "quality": "media quality|medienqualität|qualität der medien|mediakwaliteit|calidad del contenido multimedia|"
    "calidad multimedia|qualité du contenu multimédia|qualité des médias|qualidade da mídia|"
    "qualidade do conteúdo multimédia|qualità dei contenuti multimediali|"
    "qualità del contenuto multimediale|kvalita médií|mediekvalitet|median laatu|jakość multimediów|"
    "medya kalitesi",
    "completed": "request completion time|completion time|abschlusszeit der anfrage|abschlusszeitpunkt der anfrage|"
    "voltooiingstijd van verzoek|hora de finalización de la solicitud|heure de fin de la demande|"
    "horário de conclusão da solicitação|ora di completamento della richiesta",
    "requested": "request time|time requested|requested at|request creation time",
    "sharing": "sharing audience|zielgruppe für das teilen|deelpubliek|audiencia para compartir|audience de partage",
    "app": "app name|application name|name of app|app|name der app|naam van app|nombre de la app|"
    "nom de l'application|nome dell'app|nome do app",
}

YES = (
    "true|yes|ja|oui|si|sí|sim|ano|áno|tak|evet|kyllä|igen|wahr|waar|verdadero|vrai|vero|verdadeiro|"
    "pravda|prawda|sant|sand|doğru|tosi|on|1|да|так|はい|예|是"
)
NO = (
    "false|no|nein|nee|non|não|ne|nie|hayır|ei|nem|falsch|onwaar|falso|faux|nepravda|fałsz|falskt|"
    "falsk|usand|yanlış|epätosi|nej|nei|nu|off|0|нет|ні|いいえ|아니요|否"
)
# Titles of the privacy history: seen "Switched to Private"; others by the word for private or public in them.
TO_PRIVATE = (
    "private|privat|prive|privad|particular|soukrom|sukromn|yksity|prywatn|gizli|ιδιωτικ|закрыт|"
    "приват|личн|非公開|비공개|私密"
)
TO_PUBLIC = (
    "public|public|offentlich|openbar|openbaar|publico|publica|pubblic|verejn|offentlig|julki|"
    "publiczn|herkese|acik|nyilvanos|δημοσι|открыт|публичн|відкрит|公開|공개|公开"
)
ALL_TIME = (
    "all time|gesamter zeitraum|gesamte zeit|altijd|alle tijd|desde el principio|todo el tiempo|"
    "depuis le début|desde o início|todo o período|tutto il periodo|sempre|celá doba|all tid|"
    "hela tiden|koko ajalta|cały okres|tüm zamanlar"
)


def _split(words: str) -> frozenset[str]:
    return frozenset(plain(word) for word in words.split("|") if word)


_MEANINGS = {plain(word): meaning for meaning, words in LABELS.items() for word in words.split("|")}
_YES, _NO = _split(YES), _split(NO)
_TO_PRIVATE, _TO_PUBLIC, _ALL_TIME = _split(TO_PRIVATE), _split(TO_PUBLIC), _split(ALL_TIME)


@lru_cache(maxsize=4096)
def meaning(label: str) -> str:
    """Our word for a label ("private", "username", "time", …), or "" for one we do not know."""
    return _MEANINGS.get(plain(label), "")


def yes_or_no(value: object) -> bool | None:
    """A value that says yes or no in one of the languages; None for anything else."""
    if isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return None
    word = plain(value)
    if word in _YES:
        return True
    return False if word in _NO else None


def switched_to_private(title: str) -> bool | None:
    """Which way a line of the privacy history went; None where its words are unknown or name both."""
    line = plain(title)
    # "非公開" (private) holds "公開" (public): take the private words out first.
    private = [word for word in _TO_PRIVATE if word in line]
    for word in private:
        line = line.replace(word, " ")
    public = any(word in line for word in _TO_PUBLIC)
    if bool(private) == public:
        return None
    return bool(private)


def all_time(value: str) -> bool:
    """Whether a date range says that nothing was left out."""
    return plain(value) in _ALL_TIME
