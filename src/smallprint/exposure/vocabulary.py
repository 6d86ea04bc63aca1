"""Ordinary words that help to tell a clue from chance. Chosen by hand; the false-hit test measures them."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# One spelling for words that are shortened in addresses and names. Used on both sides of every comparison.
SHORT = {
    "saint": "st", "sainte": "st", "ste": "st", "street": "st", "road": "rd", "lane": "ln", "avenue": "ave",
    "av": "ave", "drive": "dr", "close": "cl", "court": "ct", "crescent": "cres", "place": "pl", "square": "sq",
    "terrace": "ter",
    "terr": "ter", "gardens": "gdns", "grove": "gr", "strasse": "str",
}  # fmt: skip

STREET_TYPES = _set(
    "st rd ln ave dr cl ct cres pl sq ter gdns gr way str weg platz gasse allee rue via calle rua laan straat plein"
)

SCHOOLS = _set(
    """school schools primary nursery preschool academy college kindergarten kita hort grundschule schule
    gymnasium realschule gesamtschule ecole maternelle creche lycee escuela colegio guarderia instituto
    escola infantario scuola asilo liceo basisschool skole barnehage szkola przedszkole skola forskola
    koulu elementary"""
)
SCHOOL_WORDS = SCHOOLS | _set(
    """secondary high junior juniors infant infants middle grammar prep preparatory catholic rc ce cofe
    community public church montessori steiner reception class year teacher teachers uniform term
    assembly pupil pupils student homework graduation graduates prom nativity pta head headteacher
    jumper lesson lessons blazer gates playground classroom elementaire primaire secundaria klasse
    lehrer lehrerin einschulung classe maestra maestro rentree"""
)
CLUBS = _set(
    """club fc afc rfc cc sc united rovers football soccer rugby cricket netball hockey tennis swimming swim
    dance ballet gymnastics gym judo karate taekwondo athletics choir theatre drama scouts cubs beavers
    brownies guides rainbows riding pony sailing rowing basketball volleyball baseball softball boxing
    cycling climbing verein sv tsv tus"""
)
CLUB_WORDS = CLUBS | _set(
    """academy team squad match training coach coached game goal goals medal badge trophy tournament gala
    practice lesson belt grading season kit league cup captain junior juniors youth under win won"""
)
# Left out when the telling part of a school's or club's name is looked for.
LITTLE = _set("the of and at in for de la le les el los der die das du des und y e a c")
# "at Oakfield" says as much as "Oakfield School".
BEFORE_A_PLACE = _set("at to from leaving joining starts started starting an am a au en bei zur vom al alla")

# Names that are also words: they count only with a capital, and a month not beside a number.
ORDINARY = _set(
    """will may mark grace rose hope joy faith lily daisy ivy june april august art bill jack drew dawn summer
    autumn robin jay ray rob sky skye pat penny frank grant chase hunter miles max angel amber ruby
    pearl iris violet heather jasmine olive basil sunny storm river rain bear wolf fox reed clay cliff
    dale glen heath brook ford lane sue don gene guy jean dean earl duke king prince major bob tom nick
    jimmy harmony melody destiny star sandy rusty lance pierce page paige bay willow hazel holly fern
    poppy blossom cherry candy crystal diamond jade opal coral ocean wren lark raven dove bell belle eve
    noel christian bishop carter cooper mason taylor porter parker archer baker cook reading bath wells
    deal sandwich battle march rugby ware hay wool street sale bury bow nice split cork orange young old
    white black brown green gray grey day long short small little large rich love wood woods hill field
    fields lake park rice berry bird fish lamb bush forest moon banks bridges church stone snow winter
    frost sharp swift noble ann an jan mai juni juli rosa luna stella sol mar paz bianca clara viola
    sana ana can la so do ed al bo jo lee li su ty vi kit val hal ash case ace buddy sonny
    junior blue scout maverick legend royal reign story"""
)
MONTH_NAMES = _set("may march april june august mai mar jan juni juli")

# What hashtags and file names are glued from, beside family words ("#happybirthdayada", "#adasfirstday").
GLUE = (
    SCHOOL_WORDS
    | CLUB_WORDS
    | STREET_TYPES
    | _set(
        """happy birthday bday my our the and is turns turned at in on of to for love loves lovely little baby
        big first day last week weekend month months years old year sweet princess prince boy girl
        son daughter cousin cousins sister sisters brother brothers sibling siblings twin twins with
        family mum mom mummy mommy dad daddy granny grandma nana grandad grandpa aunt auntie uncle
        cute best party christening baptism wedding holiday holidays christmas easter halloween
        summer winter beach park home house garden walk run go team miss welcome hello hi photo
        photos pic pics img picture portrait video school runs sports trip play plays dancing starts
        goes back new born newborn hbd xmas zwillinge geburtstag anniversaire bonne feliz cumple
        mein meine unser unsere mon ma notre mi mia nuestra"""
    )
)
# Two letters and less glue everything to everything: "ben" + "to".
GLUE = frozenset(word for word in GLUE | SHORT.keys() if len(word) > 2) | {"my"}
