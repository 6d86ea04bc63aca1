"""A letter as plain text, as a mail draft, and as a printable piece of a page. None of them holds a picture."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from html import escape

from smallprint.takedowns.letters import Letter


def as_text(letter: Letter) -> str:
    """Subject and letter, for copying."""
    return f"{letter.subject}\n\n{letter.text}"


def as_email(letter: Letter) -> bytes:
    """An .eml draft: a mail program opens it, and the person sends it or not. X-Unsent makes it a draft."""
    mail = EmailMessage(policy=SMTP)
    if _is_mail_address(letter.to):
        mail["To"] = letter.to
    mail["Subject"] = letter.subject
    mail["X-Unsent"] = "1"
    mail.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    return mail.as_bytes()


def as_page(letter: Letter) -> str:
    """A printable piece of HTML without script, style or address to load."""
    paragraphs = "\n".join(
        f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in letter.text.strip().split("\n\n")
    )
    return f'<article class="letter">\n<h1>{escape(letter.subject)}</h1>\n{paragraphs}\n</article>\n'


def _is_mail_address(text: str) -> bool:
    """One plain address; anything else is left for the person to fill in."""
    name, mark, host = text.partition("@")
    return bool(mark and name and "." in host) and text.isascii() and not set(text) & set(' ,;:<>()[]"\\')
