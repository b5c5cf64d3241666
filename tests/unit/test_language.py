"""Language files: the same keys in each, words for every value, and dates, numbers, plurals and spaces as written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from brief.language import Language, direction_of, direction_of_words, load_language
from brief.model import vocabulary
from brief.model.edtf import parse_edtf
from brief.model.scales import CONFIDENCE_LEVELS, LIKELIHOOD_SCALES
from brief.model.sections import SECTIONS
from brief.problems import BriefError
from brief.workspace import Workspace, package_folder, shipped_fonts

NARROW, FIXED = "\u202f", "\u00a0"
FOLDER = package_folder("templates") / "languages"
CODES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
# Their values are printed as they are (labels, paper), or stand elsewhere in the file.
WORDLESS = {
    "handling_scheme",
    "paper",
    "scale_display",
    "timeline_weight",
    "figure_kind",
    "confidence_scale",
    "print_profile",
    "figure_mark",
    "email_tag",
    "date_precision",
}


@cache
def words_of(code: str) -> dict[str, Any]:
    loaded = yaml.safe_load((FOLDER / f"{code}.yaml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def leaves(words: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if path == ("fonts",):  # what only a language has that the program has no letters for
        return
    if isinstance(words, dict) and "other" not in words and path[-1:] != ("ordinals",):
        for key, entry in words.items():
            yield from leaves(entry, (*path, str(key)))
    else:
        yield path


def placeholders(words: Any, path: tuple[str, ...]) -> set[str]:
    for key in path:
        words = words[int(key) if key.isdigit() else key]
    return set(re.findall(r"\{([a-z_]+)\}", str(words)))


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@cache
def shipped(code: str) -> Language:
    return load_language(Workspace(FOLDER.parent.parent), code)


def language(code: str, root: Path | None = None) -> Language:
    return load_language(Workspace(root), code) if root else shipped(code)


@pytest.fixture
def english() -> Language:
    return language("en")


@pytest.fixture
def french() -> Language:
    return language("fr")


def test_there_are_two_languages_or_more() -> None:
    """The tests below visit every language file; they must not pass on an empty folder."""
    assert {"ar", "de", "en", "es", "fa", "fr", "ru", "uk", "zh-Hans"} <= set(CODES)


def test_every_language_has_the_keys_of_english(code: str) -> None:
    """A language file has exactly the keys of the English one."""
    assert set(leaves(words_of(code))) == set(leaves(words_of("en")))


def test_every_language_fills_in_the_same_values(code: str) -> None:
    """A translation names the same values in braces as the English words: a lost {date} is a lost date."""
    words, english = words_of(code), words_of("en")
    differing = {
        ".".join(path): (placeholders(words, path), placeholders(english, path))
        for path in leaves(english)
        if placeholders(words, path) != placeholders(english, path)
    }
    assert differing == {}


def test_every_value_of_every_vocabulary_has_words(code: str) -> None:
    """Each value that a face prints has words in every language."""
    known = [entry for entry in vars(vocabulary).values() if isinstance(entry, vocabulary.Vocabulary)]
    spoken = [entry for entry in known if entry.name not in WORDLESS]
    assert len(spoken) >= 15
    words = words_of(code)["vocabulary"]
    missing = [
        f"{entry.name}.{value}"
        for entry in spoken
        for value in entry.values
        if not words.get(entry.name, {}).get(int(value) if value.isdigit() else value)
    ]
    assert missing == []


def test_every_term_of_every_scale_has_words_of_its_own(code: str) -> None:
    """The terms of one scale are all there and all different: two that read the same would merge two bands."""
    words = words_of(code)["likelihood"]
    for scale in LIKELIHOOD_SCALES.values():
        for row in range(1, scale.rows + 1):
            terms = words[scale.name][row]
            assert set(terms) == set(scale.by_term)
            assert len(set(terms.values())) == len(scale.bands)


def test_every_level_of_confidence_is_explained(code: str) -> None:
    """The legend has a sentence for each level, and the level has a word."""
    words = words_of(code)
    for scale, levels in CONFIDENCE_LEVELS.items():
        assert set(words["scale"]["confidence"][scale]) == set(levels)
        assert set(levels) <= set(words["vocabulary"]["confidence"])


def test_every_section_has_a_heading(code: str) -> None:
    """Each kind of section has a heading in every language."""
    assert {kind.key for kind in SECTIONS} <= set(words_of(code)["headings"])


def test_handling_labels_are_never_translated(code: str) -> None:
    """The labels of the TLP are the published ones in every language; only their meaning is put into words."""
    assert set(words_of(code)["handling"]["tlp"]) == set(vocabulary.TLP_LABELS)


def test_words_without_a_translation_are_few() -> None:
    """French words that equal the English ones are names and words that both languages share, not forgotten lines."""
    english, french = words_of("en"), words_of("fr")
    same = [path for path in leaves(english) if _at(english, path) == _at(french, path) and path[0] != "dates"]
    assert len(same) < 45, sorted(".".join(path) for path in same)


def _at(words: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        words = words[int(key) if key.isdigit() else key]
    return words


@pytest.mark.parametrize(
    ("written", "english_words", "french_words"),
    [
        ("2024-03-22", "22 Mar 2024", "22 mars 2024"),
        ("2024-05-01", "1 May 2024", "1er mai 2024"),
        ("1992-04", "Apr 1992", "avr. 1992"),
        ("1992", "1992", "1992"),
        ("199X", "1990s", "années 1990"),
        ("2015-21", "Spring 2015", "printemps 2015"),
        ("2021-08~", "about Aug 2021", "août 2021 environ"),
        ("1996/2001", "1996 – 2001", "1996 – 2001"),
        ("2021-08/..", "since Aug 2021", "août 2021 à ce jour"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(
    written: str, english_words: str, french_words: str, english: Language, french: Language
) -> None:
    """Each precision of EDTF has its form in each language."""
    date = parse_edtf(written)
    assert english.fuzzy(date) == english_words
    assert french.fuzzy(date) == french_words


def test_a_day_is_written_in_full(english: Language, french: Language) -> None:
    """The date of a brief is written in full; the first of a month is '1er' in French."""
    assert english.date(datetime.date(2026, 5, 1)) == "1 May 2026"
    assert french.date(datetime.date(2026, 5, 1)) == "1er mai 2026"
    assert french.date(datetime.date(2026, 5, 11)) == "11 mai 2026"


@pytest.mark.parametrize(
    ("written", "english_words", "french_words"),
    [
        ("2024-07-04T00:01+01:00", "4 July 2024, 00:01 UTC+1", "4 juillet 2024 à 0 h 01 (UTC+1)"),
        ("2024-12-01T18:30+00:00", "1 December 2024, 18:30 UTC", "1er décembre 2024 à 18 h 30 (UTC)"),
        ("2024-12-01T18:30-03:30", "1 December 2024, 18:30 UTC−3:30", "1er décembre 2024 à 18 h 30 (UTC−3:30)"),
    ],
)
def test_a_moment_has_its_time_and_its_zone(
    written: str, english_words: str, french_words: str, english: Language, french: Language
) -> None:
    """An embargo without its zone leaks: the zone is written as its distance from UTC, at the hour of that zone."""
    moment = datetime.datetime.fromisoformat(written)
    assert english.date(moment) == english_words
    assert french.date(moment).replace(NARROW, " ").replace(FIXED, " ") == french_words


def test_a_span_names_a_shared_year_once(english: Language, french: Language) -> None:
    """Two days of one year share it; two years are both written."""
    start, end, later = datetime.date(2026, 6, 1), datetime.date(2026, 8, 31), datetime.date(2027, 1, 1)
    assert english.span(start, end) == "1 Jun to 31 Aug 2026"
    assert english.span(start, later) == "1 Jun 2026 to 1 Jan 2027"
    assert french.span(start, later) == "du 1er juin 2026 au 1er janv. 2027"


def test_a_day_in_short(english: Language, french: Language) -> None:
    """A narrow place has the month in short."""
    assert english.short(datetime.date(2026, 8, 1)) == "1 Aug 2026"
    assert french.short(datetime.date(2026, 9, 1)) == "1er sept. 2026"


def test_numbers_and_ranges_are_those_of_the_language(english: Language, french: Language) -> None:
    """Decimal comma, thousands and the space before the per cent sign come with the language."""
    assert english.number(1234.5) == "1,234.5"
    assert french.number(1234.5) == f"1{NARROW}234,5"
    assert english.range(55, 80) == "55–80%"
    assert french.range(55, 80) == f"55–80{NARROW}%"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qui paiera ?", f"Qui paiera{NARROW}?"),
        ("Qui paiera?", f"Qui paiera{NARROW}?"),
        ("Attention !", f"Attention{NARROW}!"),
        ("peu ; assez", f"peu{NARROW}; assez"),
        # What follows a citation or an emphasis comes as a text of its own.
        ("; assez", f"{NARROW}; assez"),
        ("trois cas : un, deux", f"trois cas{FIXED}: un, deux"),
        ("trois cas: un, deux", f"trois cas{FIXED}: un, deux"),
        ("« mot »", f"«{NARROW}mot{NARROW}»"),
        ("«mot»", f"«{NARROW}mot{NARROW}»"),
        ("« Vraiment ? »", f"«{NARROW}Vraiment{NARROW}?{NARROW}»"),
        ("12 % et 7%", f"12{NARROW}% et 7{NARROW}%"),
        ("46 000 €", f"46{NARROW}000{FIXED}€"),
        ("1 234 567 habitants", f"1{NARROW}234{NARROW}567 habitants"),
        ("en 2024 300 camions", "en 2024 300 camions"),
        ("n° 12", f"n°{FIXED}12"),
        ("de 12:30 à 14:00", "de 12:30 à 14:00"),
        ("TLP:AMBER", "TLP:AMBER"),
        ("https://exemple.fr/?a=1;b=2", "https://exemple.fr/?a=1;b=2"),
    ],
)
def test_french_spaces(typed: str, printed: str, french: Language) -> None:
    """French spaces are put right however they were typed, once and for all; addresses and times stay as they are."""
    assert french.spaced(typed) == printed
    assert french.spaced(printed) == printed


def test_english_binds_a_number_to_its_unit(english: Language) -> None:
    """English leaves punctuation alone and keeps a number and its unit on one line."""
    assert english.spaced("Who pays ? 12 % of 3 million at 26 °C") == (
        f"Who pays ? 12 % of 3{FIXED}million at 26{FIXED}°C"
    )
    assert english.spaced("in 2024 millions came") == "in 2024 millions came"


def test_lists_are_joined_as_the_language_does(english: Language, french: Language) -> None:
    """Commas join plain entries, semicolons those that have commas; French puts a space before them."""
    assert english.list(["a", "b"]) == french.list(["a", "b"]) == "a, b"
    assert english.series(["a, b", "c"]) == "a, b; c"
    assert french.series(["a, b", "c"]) == f"a, b{NARROW}; c"


def test_quotes_come_in_two_pairs(code: str) -> None:
    """Outer and inner quotation marks, opening and closing."""
    assert len(language(code).quotes) == 4


def test_plural_forms_follow_the_language() -> None:
    """Zero is plural in English and singular in French; a form that is not written falls back to 'other'."""
    words = {"count": {"one": "{n} note", "other": "{n} notes"}}
    assert [Language("en", words).word("count", n=n) for n in (0, 1, 2)] == ["0 notes", "1 note", "2 notes"]
    assert [Language("fr", words).word("count", n=n) for n in (0, 1, 2)] == ["0 note", "1 note", "2 notes"]
    assert Language("fr", words).word("count", n=1_000_000) == "1000000 notes"


def test_has_tells_words_from_groups(english: Language) -> None:
    """A key that has words is found whether or not they take values; a group of keys is not a word."""
    assert english.has("page.number")
    assert english.has("vocabulary.credibility.1")
    assert not english.has("labels")
    assert not english.has("labels.nothing")


def test_a_regional_code_falls_back_to_its_language() -> None:
    """'fr-CA' uses the words of 'fr' and keeps its own code."""
    found = language("fr-CA")
    assert found.code == "fr-CA"
    assert found.word("headings.risks") == "Risques"


def test_the_direction_of_the_script_is_known(english: Language) -> None:
    """Babel tells which way a language runs."""
    assert english.direction == "ltr"
    assert Language("fa", {}).direction == "rtl"


def test_a_language_without_a_file_is_named() -> None:
    """The nearest language is offered."""
    with pytest.raises(BriefError) as caught:
        language("frr")
    assert [(problem.rule, problem.message) for problem in caught.value.problems] == [
        ("language", "there is no language file for 'frr'")
    ]
    assert "fr" in str(caught.value.problems[0].hint)


def own_language(root: Path, text: str, code: str = "nl") -> Path:
    folder = root / "templates" / "languages"
    folder.mkdir(parents=True)
    (folder / f"{code}.yaml").write_text(text, encoding="utf-8")
    return root


def refusal(root: Path, code: str = "nl") -> list[str]:
    with pytest.raises(BriefError) as caught:
        language(code, root)
    assert {problem.rule for problem in caught.value.problems} == {"language-file"}
    return [f"{problem.place}: {problem.message}" for problem in caught.value.problems]


def test_a_language_is_one_file(tmp_path: Path) -> None:
    """A workspace adds a language with one file of its own."""
    own_language(tmp_path, (FOLDER / "en.yaml").read_text(encoding="utf-8").replace("Risks", "Risico's"))
    assert language("nl", tmp_path).word("headings.risks") == "Risico's"
    assert language("nl", tmp_path).date(datetime.date(2026, 5, 1)) == "1 mei 2026"


def test_a_missing_word_is_named(tmp_path: Path) -> None:
    """A translator who left a line out is told which, before anything is painted."""
    english = (FOLDER / "en.yaml").read_text(encoding="utf-8")
    own_language(tmp_path, english.replace("  so_what: So what\n", "").replace("  circa: about {date}\n", ""))
    found = refusal(tmp_path)
    assert [line.split(": ")[1] for line in found] == [
        "the language file has no words for 'dates.circa'",
        "the language file has no words for 'labels.so_what'",
    ]


@pytest.mark.parametrize("text", ["name: [Dutch\n", "- Dutch\n", "", "name: Dutch\nname: Nederlands\n"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    """Bad YAML, YAML of another shape, nothing at all or a key given twice is a problem with the place of the file."""
    own_language(tmp_path, text)
    with pytest.raises(BriefError) as caught:
        language("nl", tmp_path)
    assert all("nl.yaml" in str(problem.place) for problem in caught.value.problems)


def test_a_spacing_rule_that_is_no_expression_is_named(tmp_path: Path) -> None:
    """A rule that cannot be read is found when the language is loaded, not in the middle of a page."""
    english = (FOLDER / "en.yaml").read_text(encoding="utf-8")
    own_language(tmp_path, re.sub(r"find: .*?, put", 'find: "(", put', english))
    assert refusal(tmp_path)[0].endswith("a rule under typography.spacing cannot be read")


def test_a_code_that_nobody_knows_is_named(tmp_path: Path) -> None:
    """Words without a known locale would leave dates and numbers unwritten."""
    own_language(tmp_path, (FOLDER / "en.yaml").read_text(encoding="utf-8"), code="zzz")
    assert refusal(tmp_path, "zzz")[0].endswith("nothing is known of the dates and numbers of 'zzz'")


@pytest.mark.parametrize(
    ("code", "day", "short", "month", "by"),
    [
        ("de", "6. Mai 2024", "6. Mai 2024", "Mai 2024", "bis 31. Dez. 2024"),
        ("es", "6 de mayo de 2024", "6 may 2024", "may 2024", "para el 31 dic 2024"),
        ("ru", "6 мая 2024 года", "6 мая 2024", "май 2024", "к 31 дек. 2024"),
        ("uk", "6 травня 2024 року", "6 трав. 2024", "трав. 2024", "до 31 груд. 2024"),
        ("ar", "6 مايو 2024", "6 مايو 2024", "مايو 2024", "بحلول 31 ديسمبر 2024"),
        ("fa", "۶ مه ۲۰۲۴", "۶ مه ۲۰۲۴", "مه ۲۰۲۴", "تا ۳۱ دسامبر ۲۰۲۴"),
        ("fa-AF", "۶ می ۲۰۲۴", "۶ می ۲۰۲۴", "می ۲۰۲۴", "تا ۳۱ دسمبر ۲۰۲۴"),
        ("prs", "۶ می ۲۰۲۴", "۶ می ۲۰۲۴", "می ۲۰۲۴", "تا ۳۱ دسمبر ۲۰۲۴"),
        ("zh", "2024年5月6日", "2024年5月6日", "2024年5月", "2024年12月31日前"),
    ],
)
def test_each_language_writes_dates_in_its_own_way(code: str, day: str, short: str, month: str, by: str) -> None:
    """Cases, order, words and digits of a date are those of the language (CLDR); Dari has the months of Kabul."""
    spoken, date = language(code), datetime.date(2024, 5, 6)
    assert spoken.date(date) == day
    assert spoken.short(date) == short
    assert spoken.fuzzy(parse_edtf("2024-05")) == month
    assert spoken.word("dates.by", date=spoken.short(datetime.date(2024, 12, 31))) == by


@pytest.mark.parametrize(
    ("code", "number", "band"),
    [
        ("de", "1.234,5", f"55–80{FIXED}%"),
        ("es", "1.234,5", f"55–80{FIXED}%"),
        ("ru", f"1{FIXED}234,5", f"55–80{FIXED}%"),
        ("uk", f"1{FIXED}234,5", "55–80%"),
        ("fa", "۱٬۲۳۴٫۵", "۵۵ تا ۸۰٪"),
        ("zh", "1,234.5", "55–80%"),
    ],
)
def test_each_language_writes_numbers_in_its_own_way(code: str, number: str, band: str) -> None:
    """Separators, digits and the space before the per cent sign come with the language."""
    assert language(code).number(1234.5) == number
    assert language(code).range(55, 80) == band


def plural_forms(code: str) -> set[str]:
    """Return the forms that counts below a thousand call for; `many` of Spanish and French is for millions."""
    locale = language(code).locale
    return {locale.plural_form(n) for n in range(1, 1000)}


def test_every_plural_is_written_in_every_form_of_its_language(code: str) -> None:
    """Russian has three forms, Arabic six, Chinese one; none may fall back on another, and all fill in the same."""
    words = words_of(code)
    counted = [path for path in leaves(words_of("en")) if isinstance(_at(words_of("en"), path), dict)]
    counted = [path for path in counted if "other" in _at(words_of("en"), path)]
    assert len(counted) >= 3
    forms = plural_forms(code) | {"other"}
    assert [path for path in counted if not forms <= set(_at(words, path))] == []


@pytest.mark.parametrize(
    ("code", "pages"),
    [
        (
            "ru",
            {1: "1 страница", 2: "2 страницы", 5: "5 страниц", 11: "11 страниц", 21: "21 страница", 112: "112 страниц"},
        ),
        ("uk", {1: "1 сторінка", 3: "3 сторінки", 7: "7 сторінок", 14: "14 сторінок", 101: "101 сторінка"}),
        ("es", {1: "1 página", 2: "2 páginas", 1_000_000: "1000000 de páginas"}),
        ("de", {0: "0 Seiten", 1: "1 Seite", 2: "2 Seiten"}),
        ("fa", {1: "۱ صفحه", 12: "۱۲ صفحه"}),
        ("zh", {1: "1页", 2: "2页"}),
    ],
)
def test_a_count_takes_its_form(code: str, pages: dict[int, str]) -> None:
    """The form of a word follows its number, as speakers of the language expect."""
    spoken = language(code)
    assert {n: spoken.word("email.pages", n=n) for n in pages} == pages


@pytest.mark.parametrize(
    ("code", "typed", "printed"),
    [
        ("de", "z. B. 12 % von 3 Millionen", f"z.{NARROW}B. 12{FIXED}% von 3{FIXED}Millionen"),
        ("de", "nach § 5 Abs. 2", f"nach §{FIXED}5 Abs.{FIXED}2"),
        ("es", "el 12% de 46 000 €", f"el 12{FIXED}% de 46{NARROW}000{FIXED}€"),
        ("ru", "Речь — о деле, и в деле 5 %", f"Речь{FIXED}— о{FIXED}деле, и{FIXED}в{FIXED}деле 5{FIXED}%"),
        ("ru", "кто-то по-русски", "кто-то по\u2060-\u2060русски"),
        ("ru", "https://a.example/о и", f"https://a.example/о{FIXED}и"),
        ("uk", "п'ять — це 5 %", f"п’ять{FIXED}— це 5{FIXED}%"),
        ("fa", "آب, نان; چرا?", "آب، نان؛ چرا؟"),
        ("zh", "水, 电; 为何? 好.", "水，电；为何？好。"),
        ("zh", "见 https://a.example/水,1", "见 https://a.example/水，1"),
    ],
)
def test_spaces_and_marks_are_put_right(code: str, typed: str, printed: str) -> None:
    """What was typed in the quick way is set in the right one, and setting it again changes nothing."""
    assert language(code).spaced(typed) == printed
    assert language(code).spaced(printed) == printed


def test_every_language_says_where_its_scale_terms_come_from(code: str) -> None:
    """Only the English terms are published; any other language says on the page whose translation it prints."""
    assert bool(words_of(code)["scale"]["note"]) == (code != "en")


@cache
def letters_held() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    held: set[int] = set()
    for path in shipped_fonts():
        with TTFont(path, lazy=True) as font:
            held |= set(font.getBestCmap())
    return frozenset(held)


def test_every_letter_of_a_language_is_in_a_font_that_ships(code: str) -> None:
    """No word of a page comes out as an empty box, unless the language says which fonts it needs."""
    if "fonts" in words_of(code):
        assert set(words_of(code)["fonts"]) == {"serif", "sans", "install"}
        return
    held = letters_held()
    months = [name for width in language(code).locale.months["format"].values() for name in width.values()]
    words = {**words_of(code), "typography": {**words_of(code)["typography"], "spacing": None}}
    text = str(words) + "".join(months) + language(code).number(1234567890.5)
    lacking = {letter for letter in text if ord(letter) not in held and letter.isprintable() and not letter.isspace()}
    assert lacking <= {"\u200c", "\u200e", "\u200f", "\u2060"}  # marks that are not drawn


def test_foreign_is_another_language_and_not_another_name() -> None:
    """Dari is not foreign on a Persian page, whatever its tag."""
    assert not language("fa").is_foreign("prs")
    assert language("fa").is_foreign("ps")


@pytest.mark.parametrize(
    "fonts",
    [
        "{serif: Noto}",
        "{serif: {family: Noto, regular: [a.ttf], bold: []}}",
        "{serif: {family: Noto, regular: [../a.ttf], bold: [b.ttf], web: []}}",
        "{serif: {family: 'No\"to', regular: [a.ttf], bold: [b.ttf], web: []}}",
        "{sans: {family: Noto, regular: [a.ttf], bold: [b.ttf], web: ['</style>']}}",
    ],
)
def test_fonts_that_cannot_be_read_are_named(tmp_path: Path, fonts: str) -> None:
    """A file that leads elsewhere, a name that would end a style sheet, or a weight too few is found at loading."""
    english = (FOLDER / "en.yaml").read_text(encoding="utf-8")
    own_language(tmp_path, f"{english}\nfonts: {fonts}\n")
    assert refusal(tmp_path) == ["templates/languages/nl.yaml: what stands under fonts cannot be read"]


# Arabic, and all that runs from right to left


@pytest.fixture
def arabic() -> Language:
    return language("ar")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ماء , وهواء", "ماء، وهواء"),
        ("ماء, وهواء", "ماء، وهواء"),
        ("ماء; وهواء", "ماء؛ وهواء"),
        ("; غير أن", "؛ غير أن"),
        ("هل يكفي ?", "هل يكفي؟"),
        ("هل يكفي?", "هل يكفي؟"),
        ("هل يكفي ؟", "هل يكفي؟"),
        ("«لا», قال", "«لا»، قال"),
        ("41 في المائة", f"41{FIXED}في المائة"),
        ("S1, S2; 1,200", "S1, S2; 1,200"),
        ("https://x.example/?a=1;b=2, 3", "https://x.example/?a=1;b=2, 3"),
    ],
)
def test_arabic_punctuation(typed: str, printed: str, arabic: Language) -> None:
    """Arabic has its own comma, semicolon and question mark, however they were typed; addresses stay as they are."""
    assert arabic.spaced(typed) == printed
    assert arabic.spaced(printed) == printed


def test_arabic_dates_numbers_and_ranges(arabic: Language) -> None:
    """Digits are those of the ids and the charts; a range is said in words, so that it reads one way only."""
    assert arabic.date(datetime.date(2026, 5, 1)) == "1 مايو 2026"
    assert language("ar-LB").date(datetime.date(2026, 5, 1)) == "1 أيار 2026"
    moment = datetime.datetime.fromisoformat("2024-12-01T18:30-03:30")
    assert arabic.date(moment) == "1 ديسمبر 2024، 18:30 (UTC−3:30)"
    assert arabic.fuzzy(parse_edtf("2015-21")) == "ربيع 2015"
    assert arabic.fuzzy(parse_edtf("2021-08~")) == "نحو أغسطس 2021"
    assert arabic.fuzzy(parse_edtf("1996/2001")) == "1996 – 2001"
    assert arabic.number(1234.5) == "1,234.5"
    assert arabic.range(55, 80) == "55 إلى 80%"
    assert arabic.list(["أ", "ب"]) == "أ، ب"


def test_arabic_counts_in_six_forms(arabic: Language) -> None:
    """One, two, few and many have their own words."""
    counted = [arabic.word("email.pages", n=n) for n in (1, 2, 3, 11, 100)]
    assert counted == ["صفحة واحدة", "صفحتان", "3 صفحات", "11 صفحة", "100 صفحة"]


def test_arabic_words_are_arabic() -> None:
    """Every word of the page is in Arabic letters, but for names of scales and labels that are never translated."""
    words = words_of("ar")
    latin = {
        ".".join(path): _at(words, path)
        for path in leaves(words)
        if re.search("[A-Za-z]{3,}", re.sub(r"\{\w+\}|'\w+':", "", str(_at(words, path))))
        and path[0] not in ("scale", "dates", "typography")
    }
    assert set(latin) == {"figures.atlas"}


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        *(("ar", "rtl"), ("fa-AF", "rtl"), ("ps", "rtl"), ("he", "rtl"), ("ur-PK", "rtl"), ("uz-Arab", "rtl")),
        *(("en", "ltr"), ("ar-Latn", "ltr"), ("zh-Hant", "ltr"), ("xx", "ltr"), ("qaa-x-none", "ltr")),
    ],
)
def test_a_language_tag_tells_the_direction(tag: str, direction: str) -> None:
    """The script that a tag names decides, else the language."""
    assert direction_of(tag) == direction


def test_words_tell_their_direction_by_their_first_letter() -> None:
    """Digits and signs run with what is around them."""
    assert [direction_of_words(words) for words in ("2. مرفأ", "(A) مرفأ", "2026 –")] == ["rtl", "ltr", None]


def test_an_address_keeps_its_order(arabic: Language, english: Language) -> None:
    """Between marks of direction a file name or an address does not fall apart; where it need not, nothing is added."""
    assert arabic.isolated("2026-05-01_a.pdf") == "\u200e2026-05-01_a.pdf\u200e"
    assert english.isolated("2026-05-01_a.pdf") == "2026-05-01_a.pdf"


@pytest.mark.parametrize("leading", ["wide", "0.5", "9", "[1]"])
def test_a_leading_that_is_none_is_told(tmp_path: Path, leading: str) -> None:
    """How far apart lines stand is a number from 1 to 2."""
    text = (FOLDER / "en.yaml").read_text(encoding="utf-8").replace("leading: 1\n", f"leading: {leading}\n")
    (message,) = refusal(own_language(tmp_path, text))
    assert message.endswith("typography.leading has to be a number from 1 to 2")
