"""Nine invented years of Cleo Marrow's account, one line a moment.

Cleo and Dan Marrow, their children Ada (born 12 May 2019) and Ben (born 3 September 2022), grandmother Edith,
the cousins Wren and Jude, coach Fitz, and friends. Nobody here exists. The account was private until 1 June 2021,
when Cleo opened it for her cake orders and made it a professional one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from smallprint.records.items import Kind, Point

SWITCHED_TO_PUBLIC = date(2021, 6, 1)
BORN = {
    "ada": date(2019, 5, 12),
    "ben": date(2022, 9, 3),
    "cleo": date(1988, 2, 20),
    "dan": date(1985, 10, 2),
    "edith": date(1955, 7, 30),
    "wren": date(2018, 3, 8),
    "jude": date(2021, 1, 17),
    "fitz": date(1979, 4, 4),
    "mina": date(1989, 9, 9),
    "tess": date(1984, 12, 12),
    "pal": date(2019, 8, 1),  # a child at the party, no name given
    "chum": date(2018, 11, 1),
}
PLACES = {
    "home": Point(54.2811, -0.4023),
    "school": Point(54.2767, -0.4131),
    "beach": Point(54.2874, -0.3901),
    "park": Point(54.2702, -0.4207),
    "away": Point(50.2660, -5.0527),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing Cleo put on the account."""

    when: datetime
    words: str
    who: tuple[tuple[str, ...], ...]  # one inner tuple a picture: who is in it
    where: str = "garden"  # what the background shows
    kind: Kind = Kind.POST
    point: str = ""  # a key of PLACES, when the phone wrote it down
    sign: str = ""  # readable text in the picture
    jumper: bool = False  # the children wear the school jumper
    turned: bool = False  # everybody has their back to the camera
    later: bool = True  # still there in the later export

    @property
    def children(self) -> frozenset[str]:
        """Who in it is under 18 on the day."""
        return frozenset(name for picture in self.who for name in picture if age_on(name, self.when.date()) < 18)


def age_on(name: str, day: date) -> float:
    """Age in years, at least a few weeks."""
    return max((day - BORN[name]).days / 365.25, 0.06)


def moment(
    when: str,
    words: str,
    *who: str,
    where: str = "garden",
    kind: Kind = Kind.POST,
    point: str = "",
    sign: str = "",
    flags: str = "",
) -> Moment:
    """Shorthand for the list below: one text a picture, names separated by blanks; flags: jumper, turned, removed."""
    return Moment(
        when=datetime.fromisoformat(when).replace(tzinfo=UTC),
        words=words,
        who=tuple(tuple(one.split()) for one in who) or ((),),
        where=where,
        kind=kind,
        point=point,
        sign=sign,
        jumper="jumper" in flags,
        turned="turned" in flags,
        later="removed" not in flags,
    )


STORY, REEL, ARCHIVED, DELETED = Kind.STORY, Kind.REEL, Kind.ARCHIVED, Kind.DELETED

MOMENTS: tuple[Moment, ...] = (
    # 2017 and 2018: before the children
    moment("2017-11-18T10:02", "First frost on the allotment", where="snow"),
    moment("2017-12-24T17:40", "Us two and far too much pudding", "cleo dan", where="kitchen"),
    moment("2018-02-20T19:12", "Thirty! Thank you all", "cleo mina", "cleo dan", where="party"),
    moment("2018-04-02T14:30", "Spring walk", where="meadow"),
    moment("2018-06-16T15:00", "We did it. Mr and Mrs Marrow", "cleo dan", "cleo dan edith", where="garden"),
    moment("2018-07-01T12:00", "Cornwall, day one", where="beach", point="away"),
    moment("2018-07-03T12:20", "Cornwall, day three", "dan", where="beach", point="away"),
    moment("2018-09-09T18:01", "Lemon drizzle, the third try", where="cake"),
    moment("2018-11-30T09:45", "News: three of us by May", "cleo dan", where="kitchen"),
    moment("2018-12-26T13:10", "Edith and the crackers", "edith", where="party"),
    # 2019: Ada
    moment("2019-05-14T08:15", "Ada Rose Marrow, born 12 May, 7 lb 2", "ada", where="blanket", point="home"),
    moment("2019-05-20T11:05", "Granny meets Ada", "edith ada", where="sofa", flags="removed"),
    moment("2019-06-12T09:30", "One month old today!", "ada", where="blanket"),
    moment("2019-07-21T16:45", "First time at the seaside", "ada cleo", where="beach", point="beach"),
    moment("2019-08-30T07:50", "Sunday morning", "dan ada", where="sofa"),
    moment("2019-10-05T13:22", "Pumpkins", where="meadow"),
    moment("2019-11-12T10:10", "Six months and all smiles", "ada", where="sofa"),
    moment("2019-12-25T10:00", "Our first Christmas, the three of us", "cleo dan ada", where="party", point="home"),
    # 2020
    moment("2020-02-14T17:30", "Banana bread day", where="cake"),
    moment("2020-04-19T12:40", "Garden picnic, just us", "ada cleo", where="garden", point="home"),
    moment("2020-05-12T15:00", "ONE. Happy birthday Ada", "ada", "ada cleo dan", where="party", sign="ADA IS 1"),
    moment("2020-06-28T11:11", "Paddling pool weather", "ada", where="garden", point="home", flags="removed"),
    moment("2020-08-02T16:20", "Back on our beach", "dan ada", where="beach", point="beach"),
    moment("2020-09-13T10:30", "Waves", where="beach"),
    moment("2020-10-31T18:00", "Littlest pumpkin on Harbour Street", "ada", where="kitchen"),
    moment("2020-12-25T09:20", "Christmas at Granny's", "edith ada cleo", where="party"),
    # 2021: the account opens
    moment("2021-01-30T14:00", "Welcome to the world, cousin Jude", "tess jude", where="sofa"),
    moment("2021-03-08T15:30", "Cousin Wren is three", "wren ada", where="party", sign="WREN 3"),
    moment("2021-05-12T15:10", "Two today! #AdaMarrow", "ada", "ada dan", where="party", sign="ADA 2"),
    moment("2021-06-02T19:00", "Cake orders are open, message me", where="cake"),
    moment("2021-06-20T11:45", "Father's Day", "dan ada", where="garden"),
    moment("2021-07-11T17:00", "Unicorn cake for a very brave girl", where="cake"),
    moment("2021-08-08T13:30", "Sandcastle season", "ada", "ada wren", where="beach", point="beach"),
    moment("2021-09-06T08:35", "Ada's first morning at Little Acorns nursery", "ada", where="door", point="home"),
    moment("2021-10-10T12:00", "Leaf pile", "ada", where="meadow", point="park", flags="turned"),
    moment("2021-12-12T16:00", "Christmas cakes, twelve of them", where="cake"),
    moment("2021-12-25T09:00", "Merry Christmas from the Marrows", "cleo dan ada", where="party"),
    # 2022: Ben
    moment("2022-02-20T19:00", "34 and counting", "cleo mina", where="kitchen"),
    moment("2022-04-17T11:00", "Egg hunt in Northgate Park", "ada wren", where="meadow", point="park"),
    moment("2022-05-12T15:20", "Three! Happy birthday my Ada", "ada", "ada pal chum", where="party", sign="ADA 3"),
    moment("2022-06-19T10:30", "Strawberries", where="meadow"),
    moment("2022-07-23T18:30", "Big sister soon", "ada cleo", where="garden"),
    moment("2022-09-04T07:45", "Ben Arthur Marrow arrived on 3 September", "ben", "ada ben", where="blanket"),
    moment("2022-09-18T15:50", "Granny Edith and her Ben", "edith ben", where="sofa"),
    moment("2022-10-22T12:15", "Four of us", "cleo dan ada ben", where="garden", flags="removed"),
    moment("2022-11-05T18:40", "Bonfire parkin", where="cake"),
    moment("2022-12-25T08:55", "Two stockings this year", "ada ben", where="party", point="home"),
    # 2023: school
    moment("2023-01-15T10:10", "Snow day on Harbour Street", "ada dan", where="snow", point="home"),
    moment("2023-03-19T12:00", "Mother's Day breakfast", "cleo ada ben", where="kitchen"),
    moment("2023-05-12T15:30", "4 today. Where did it go", "ada", where="party", sign="ADA 4"),
    moment("2023-06-25T14:45", "Sports club with coach Fitz", "ada fitz", where="playground", point="park"),
    moment("2023-07-30T16:10", "Cousins", "ada wren jude ben", where="beach", point="beach", flags="removed"),
    moment("2023-09-03T13:00", "Ben is one", "ben", where="party", sign="BEN IS 1"),
    moment(
        "2023-09-05T08:30",
        "Ada Marrow, first day at Oakfield School!",
        "ada",
        where="door",
        point="home",
        sign="",
        flags="jumper",
    ),
    moment(
        "2023-09-05T15:35", "She loved it", "ada cleo", where="playground", point="school", flags="jumper removed"
    ),
    moment("2023-10-29T11:20", "Pumpkin cake", where="cake"),
    moment(
        "2023-12-08T17:30", "Nativity at Oakfield, proudest parents", "ada pal chum", where="party", point="school"
    ),
    moment("2023-12-25T09:30", "Ho ho ho", "ada ben edith", where="party"),
    # 2024
    moment("2024-02-11T13:15", "Pancakes", "ben dan", where="kitchen"),
    moment("2024-03-31T10:00", "Easter", "ada ben", where="garden", point="home"),
    moment("2024-05-12T15:00", "FIVE!! Love you Ada Rose", "ada", "ada wren", where="party", sign="ADA 5"),
    moment("2024-06-09T17:30", "Wedding order, three tiers", where="cake"),
    moment("2024-07-14T12:30", "Swimming badge at Northgate Pool", "ada", where="playground", sign="10 METRES"),
    moment("2024-08-04T11:40", "Cornwall again", "ada ben dan", where="beach", point="away"),
    moment("2024-08-05T18:05", "Evening light", where="beach", point="away"),
    moment("2024-09-03T13:10", "Ben, two years of trouble", "ben", where="party", sign="BEN 2", flags="removed"),
    moment("2024-09-04T08:32", "Year 1, here she goes", "ada", where="door", point="home", flags="jumper"),
    moment("2024-10-20T12:45", "Conkers", "ben", where="meadow", point="park"),
    moment("2024-12-25T10:15", "All of us", "cleo dan ada ben edith", where="party"),
    # 2025
    moment("2025-01-05T14:20", "Sledging", "ada ben", where="snow"),
    moment("2025-02-20T20:00", "37, thank you for the flowers", "cleo", where="kitchen"),
    moment("2025-04-06T11:30", "Allotment helpers", "ben", "ben dan", where="garden"),
    moment("2025-05-12T15:40", "Six today, happy birthday Ada", "ada", where="party", sign="ADA 6"),
    moment("2025-06-21T16:00", "Dinosaur cake for a four year old", where="cake"),
    moment(
        "2025-07-19T15:15",
        "End of Year 1! @oakfieldschool",
        "ada",
        where="playground",
        point="school",
        flags="jumper",
    ),
    moment("2025-08-10T12:10", "Jude and Ben, partners in crime", "jude ben", where="beach", point="beach"),
    moment("2025-09-03T13:20", "Three! Our Ben", "ben", "ben edith", where="party", sign="BEN 3"),
    moment("2025-09-07T10:00", "Under 7s, with coach Fitz", "ada pal chum fitz", where="playground", point="park"),
    moment("2025-12-25T09:45", "Stockings", "ben ada", where="party", flags="removed"),
    # 2026
    moment("2026-02-01T13:00", "Cake for the lifeboat station", where="cake"),
    moment("2026-03-15T11:15", "Mother's Day with these two", "cleo ada ben", where="garden"),
    moment(
        "2026-05-12T15:25",
        "Seven. Seven! Ada Rose Marrow",
        "ada",
        "ada wren",
        where="party",
        sign="ADA 7",
        point="home",
    ),
    moment("2026-06-28T12:00", "Harbour at six", where="beach"),
    moment("2026-08-02T14:00", "Our beach, every year", "ada ben", "ben", where="beach", point="beach"),
    moment("2026-09-03T13:05", "Four years of Ben", "ben", where="party", sign="BEN 4", flags="removed"),
    moment(
        "2026-09-07T08:31",
        "Ben's nursery, Ada's Year 3. Both in the same jumper at last",
        "ada ben",
        where="door",
        point="home",
        flags="jumper",
    ),
    # reels
    moment("2022-08-14T17:00", "Cartwheels", "ada", where="meadow", kind=REEL),
    moment("2023-11-26T18:00", "How I ice a drum", where="cake", kind=REEL),
    moment("2024-06-30T15:00", "Sports day at Oakfield!", "ada", where="playground", kind=REEL, point="school"),
    moment("2025-08-24T16:00", "Ben and the waves", "ben", where="beach", kind=REEL, flags="removed"),
    # stories
    moment("2021-08-15T09:00", "", "ada", where="kitchen", kind=STORY),
    moment("2021-09-06T08:00", "", "ada dan", where="door", kind=STORY),
    moment("2022-01-09T10:00", "", where="snow", kind=STORY),
    moment("2022-05-01T12:00", "", "ada", where="garden", kind=STORY),
    moment("2022-09-10T20:00", "", "ben", where="blanket", kind=STORY),
    moment("2022-12-11T16:00", "", where="cake", kind=STORY),
    moment("2023-02-14T08:00", "", "cleo", where="kitchen", kind=STORY),
    moment("2023-06-10T13:00", "", "ada ben", where="garden", kind=STORY),
    moment("2023-09-05T08:05", "", "ada", where="door", kind=STORY, point="home", flags="jumper"),
    moment("2024-01-21T11:00", "", "dan", where="snow", kind=STORY),
    moment("2024-05-12T08:00", "", "ada", where="party", kind=STORY),
    moment("2024-08-06T12:00", "", "ben", where="beach", kind=STORY, point="away"),
    moment("2024-12-24T19:00", "", where="cake", kind=STORY),
    moment("2025-03-02T14:00", "", "ada edith", where="sofa", kind=STORY),
    moment("2025-07-20T10:00", "", "ben wren", where="garden", kind=STORY),
    moment("2025-10-31T17:00", "", "ada ben", where="door", kind=STORY),
    moment("2026-04-05T10:00", "", "ben", where="garden", kind=STORY),
    moment("2026-07-26T11:00", "", where="beach", kind=STORY),
    # archived and recently deleted
    moment("2019-09-15T09:00", "Teething, day four", "ada", where="sofa", kind=ARCHIVED),
    moment("2020-07-12T10:00", "Garden again", "ada cleo", where="garden", kind=ARCHIVED),
    moment("2021-07-18T10:00", "Too hot", "ada", where="garden", kind=ARCHIVED),
    moment("2022-10-30T10:00", "Night shift", "cleo ben", where="sofa", kind=ARCHIVED),
    moment("2024-11-10T10:00", "Trial layout for the price list", where="cake", kind=ARCHIVED),
    moment("2026-09-12T18:00", "Oakfield summer fair", "ada pal", where="playground", kind=DELETED),
    moment("2026-09-20T18:00", "Blurry", where="meadow", kind=DELETED),
    # the profile picture
    moment("2025-09-10T20:00", "", "cleo ada", where="garden", kind=Kind.PROFILE_PICTURE),
)
