"""Who the invented people are, as the drawing code knows them. Children look like their parents."""

from __future__ import annotations

from functools import cache

from smallprint.demo.draw import Identity, relative

CAST = {
    "cleo": Identity.from_seed(11, skin=0.12, hair="brown", style="long", rugged=0.0, beard=0.0),
    "dan": Identity.from_seed(23, skin=0.18, hair="dark", style="short", rugged=1.0, beard=0.4),
    "edith": Identity.from_seed(31, skin=0.15, hair="fair", style="bob", rugged=0.2, beard=0.0, glasses=1),
    "tess": Identity.from_seed(47, skin=0.1, hair="red", style="bun", rugged=0.0, beard=0.0),
    "joss": Identity.from_seed(53, skin=0.62, hair="black", style="crop", rugged=0.9, beard=1.0),
    "fitz": Identity.from_seed(61, skin=0.3, hair="chestnut", style="crop", rugged=1.0, beard=0.75),
    "mina": Identity.from_seed(71, skin=0.75, hair="black", style="long", rugged=0.1, beard=0.0, glasses=2),
    "pal": Identity.from_seed(83, skin=0.85, style="crop"),
    "chum": Identity.from_seed(97, skin=0.45, style="bob"),
}


@cache
def identity(name: str) -> Identity:
    """The same face at every call; Ada and Ben after Cleo and Dan, Wren and Jude after Tess and Joss."""
    if name in {"ada", "ben"}:
        return relative(identity("cleo"), identity("dan"), seed={"ada": 101, "ben": 202}[name])
    if name in {"wren", "jude"}:
        return relative(identity("tess"), identity("joss"), seed={"wren": 303, "jude": 404}[name])
    return CAST[name]


def names() -> dict[Identity, str]:
    """Everybody by their face, for the scripted parent."""
    return {identity(name): name for name in (*CAST, "ada", "ben", "wren", "jude")}
