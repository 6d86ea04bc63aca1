"""Letters: every template read by a person in its golden file, and what no letter may hold."""

from __future__ import annotations

import ast
import email
import re
from dataclasses import fields, replace
from datetime import date
from email.policy import default
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.takedowns.invented import ADA, APART, LETTERS, SENT, TEEN, TODAY, after, case, line

from smallprint.errors import Refused, UnknownName
from smallprint.guides.letter_templates import all_forms, all_templates, template
from smallprint.records.family import FamilyWord, WordKind
from smallprint.records.takedowns import About, Address, Happened, Route, Writer
from smallprint.takedowns import letters
from smallprint.takedowns.letter_forms import as_email, as_page, as_text
from smallprint.takedowns.letters import GAPS, write
from smallprint.takedowns.routes import letters_for

GOLDEN = Path(__file__).parent / "golden"
VARIABLE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize("name", LETTERS)
def test_the_letter_is_as_it_was_read(name):
    given_case, chosen = LETTERS[name]
    golden = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert as_text(write(given_case, TODAY, chosen)) == golden


def test_every_template_has_a_golden_file_and_every_golden_file_a_case():
    assert {name.partition("-")[0] for name in LETTERS} == set(all_templates())
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(LETTERS)


@pytest.mark.parametrize("name", all_templates())
def test_every_template_says_where_it_comes_from_and_when_it_was_checked(name):
    form = template(name)
    assert form.sources and form.title and form.subject
    assert form.last_checked == date(2026, 11, 22)
    assert not form.confirmed  # nobody has opened the live pages yet


@pytest.mark.parametrize("name", all_templates())
def test_every_variable_of_every_template_is_filled_or_a_named_gap(name):
    form = template(name)
    used = {
        key for text in (form.subject, *(each.text for each in form.paragraphs)) for key in VARIABLE.findall(text)
    }
    known = set(letters._values(case(), TODAY)) | set(GAPS)
    assert used <= known


@pytest.mark.parametrize("name", all_templates())
def test_every_condition_of_every_template_is_one_that_can_hold(name):
    used = {word.removeprefix("!") for each in template(name).paragraphs for word in each.when}
    assert used <= set(letters._told(case(), letters._values(case(), TODAY)))


@pytest.mark.parametrize("name", all_templates())
def test_no_template_has_words_for_a_sexual_picture_a_birthday_or_papers(name):
    form = template(name)
    text = " ".join(each.text for each in form.paragraphs).lower()
    for word in (
        "nude",
        "sexual",
        "intimate",
        "take it down act",
        "birth",
        "passport",
        "attached is",
        "attach a copy",
    ):
        assert word not in text


def test_about_has_no_place_for_a_birthday_an_address_or_a_file():
    names = {field.name for field in fields(About)}
    assert not names & {"born", "birthday", "street", "home", "school", "passport", "file", "picture", "attachment"}


@pytest.mark.parametrize("name", LETTERS)
def test_the_mail_draft_has_no_attachment_and_no_sender(name):
    given_case, chosen = LETTERS[name]
    letter = write(given_case, TODAY, chosen)
    mail = email.message_from_bytes(as_email(letter), policy=default)
    assert not mail.is_multipart()
    assert mail["From"] is None and mail["X-Unsent"] == "1"
    assert mail.get_content().replace("\r\n", "\n") == letter.text
    assert mail["Subject"] == letter.subject


def test_one_letter_withdraws_objects_and_asks_for_erasure():
    text = write(case(), TODAY).text
    assert "withdraw" in text and "article 21" in text and "article 17" in text


def test_what_was_not_told_is_a_gap_and_not_a_guess():
    letter = write(case(about=About()), TODAY)
    assert (
        GAPS["responsibility_gap"] in letter.gaps and GAPS["child"] in letter.gaps and GAPS["sender"] in letter.gaps
    )
    assert "I have parental responsibility for this child]" in letter.text


def test_somebody_without_parental_responsibility_is_told_who_can_write():
    with pytest.raises(Refused, match="parental responsibility"):
        write(case(about=replace(ADA, responsible=False)), TODAY)


@pytest.mark.parametrize(
    ("age", "writer"), [(11, Writer.CHILD), (11, Writer.BOTH), (18, Writer.PARENT), (18, Writer.BOTH)]
)
def test_who_may_sign_depends_on_age(age, writer):
    with pytest.raises(Refused):
        write(case(about=replace(ADA, age=age, writer=writer)), TODAY)


def test_from_twelve_the_childs_own_letter_speaks_as_i():
    text = write(case(about=replace(TEEN, writer=Writer.CHILD)), TODAY).text
    assert "pictures of me" in text and "parental" not in text


def test_the_right_in_scotland_has_its_own_words():
    assert "rights and responsibilities" in write(case(about=replace(ADA, place="GB-SCT")), TODAY).text
    assert "rights and responsibilities" not in write(case(), TODAY).text


def test_where_no_law_is_known_none_is_cited():
    for place in ("US", "AU", "CA", "NZ", "JP"):
        text = write(case(about=replace(ADA, place=place)), TODAY).text
        assert "GDPR" not in text and "article" not in text.lower()


def test_where_parents_live_apart_no_surname_and_no_word_of_the_new_home_leaves():
    words = [
        FamilyWord(WordKind.SURNAME, "Marrow"),
        FamilyWord(WordKind.SCHOOL, "Brookside School"),
        FamilyWord(WordKind.STREET, "Hill Lane"),
    ]
    letter = write(case(about=replace(APART, reply_to="")), TODAY, words=words)
    assert "Marrow" not in letter.text
    with pytest.raises(Refused, match="school"):
        about = replace(APART, reply_to="", where_in_picture="by the gate of Brookside School")
        write(case(about=about), TODAY, words=words)


def test_a_school_may_read_its_own_name_also_where_parents_live_apart():
    words = [FamilyWord(WordKind.SCHOOL, "Oakfield School")]
    assert "Dear Oakfield School" in write(case(about=APART), TODAY, words=words).text


@pytest.mark.parametrize("written", ["2019-05-04", "4 May 2019", "04/05/2019", "04.05.2019", "May 4, 2019"])
def test_a_birthday_never_stands_in_a_letter_however_it_is_written(written):
    about = replace(ADA, where_in_picture=f"the girl born {written}")
    with pytest.raises(Refused, match="birthday"):
        write(case(about=about), TODAY, words=[FamilyWord(WordKind.BIRTHDAY, "2019-05-04")])


def test_the_other_parent_gets_a_kind_message_or_none():
    for contact, words in (("", "safe, and allowed"), ("unsafe", "no message"), ("court", "no message")):
        asked = case(Route.OTHER_PARENT, replace(APART, contact=contact, place="GB-SCT"), holder="Dan", addresses=())
        with pytest.raises(Refused, match=words) as refused:
            write(asked, TODAY)
        assert "0800 027 1234" in str(refused.value)
    kind = write(case(Route.OTHER_PARENT, APART, holder="Dan", addresses=(Address("https://a.example/"),)), TODAY)
    assert letters_for(case(Route.OTHER_PARENT, APART, holder="Dan")) == ("other_parent_kind",)
    assert "Marrow" not in as_text(kind) and "marrow.example" not in as_text(kind) and "must" not in kind.text


def test_a_reminder_and_a_complaint_are_offered_only_after_the_letter_went_out():
    assert letters_for(case()) == ("organisation_uk",)
    assert letters_for(SENT) == ("organisation_uk", "chaser", "complaint_uk", "regulator_uk")
    sent = after(case(about=replace(ADA, place="FR")), line(Happened.SENT, "2026-09-03"))
    assert letters_for(sent) == ("organisation_gdpr", "chaser", "regulator_gdpr")


def test_a_letter_that_does_not_fit_is_refused_with_those_that_do():
    with pytest.raises(Refused, match="does not fit"):
        write(case(), TODAY, "relative_warm")
    with pytest.raises(UnknownName):
        template("threat")


def test_search_engines_act_only_for_somebody_under_18_now():
    with pytest.raises(Refused, match="under 18"):
        write(case(Route.SEARCH, replace(ADA, age=19, writer=Writer.CHILD)), TODAY)


def test_coppa_is_for_the_united_states_and_under_13():
    with pytest.raises(Refused, match="United States"):
        write(case(Route.CHILDS_DATA), TODAY)
    with pytest.raises(Refused, match="13"):
        write(case(Route.CHILDS_DATA, replace(TEEN, place="US")), TODAY)


def test_a_form_from_13_says_that_the_young_person_asks():
    from smallprint.takedowns.routes import way_for
    from smallprint.takedowns.stop import Picture

    way = way_for(Picture.ORDINARY, Route.POSTER, replace(TEEN, platform="Facebook"))
    assert any("only when the young person asks" in note for note in way.notes)
    assert all(form.mark in ("high", "medium", "low") for form in all_forms().values())


HOSTILE = st.text(max_size=60) | st.sampled_from(
    [
        "{sender}",
        "{0.__class__}",
        "%s",
        "<script>alert(1)</script>",
        "a\r\nBcc: gale@x.example",
        "\u202eadA",
        "\ud800",
        "\x00",
    ]
)


@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_a_hostile_name_breaks_neither_mail_nor_page(child, sender, holder, to):
    given_case = case(about=replace(ADA, child=child, sender=sender, to=to), holder=holder)
    letter = write(given_case, TODAY)
    mail = email.message_from_bytes(as_email(letter), policy=default)
    assert set(mail.keys()) <= {
        "To",
        "Subject",
        "X-Unsent",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    }
    page = as_page(letter)
    assert set(re.findall(r"<(\w+)", page)) <= {"article", "h1", "p", "br"}
    assert "\x1b" not in letter.text and "\u202e" not in letter.text


def test_no_code_here_can_send_anything():
    folder = Path(letters.__file__).parent
    for file in folder.glob("*.py"):
        imported = {
            name
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert not imported & {
            "smtplib",
            "socket",
            "ssl",
            "http.client",
            "urllib.request",
            "subprocess",
            "webbrowser",
            "os",
        }
