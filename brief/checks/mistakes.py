"""The rules of reading and making: what each message means that is no finding of a check. Their ids are plain words.

The form is that of the docstrings of the checks; `rule.read_rule` reads both.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..problems import Severity
from .rule import Rule, read_rule

# Rule ids whose problems can be warnings too are listed with the graver severity.
_EXPLANATIONS = """
bad-character: Flag a character that cannot stand in a brief.
Why: control characters come in with copies from other programs; they do not print, and they break the page.
Source: YAML 1.2, section 5.1
Bad: a text with U+0007 in it
Good: the same text, typed anew

bad-citation: Flag a citation that does not cite anything.
Why: a citation is the id of a source or fact, with a locator or a number of a fact; several are joined with semicolons.
Source: the form of citations in a brief
Bad: [@Smith 2019]
Good: [@S3, p. 4] or [@S1#12; @F2]

bad-id: Flag an id that is not letters followed by a number.
Why: ids name items across editions and are typed in citations, so they are short and have one form.
Source: the model of a brief
Bad: judgement-one
Good: KJ1

broken-reference: Flag a reference to an item that the brief does not have, or that stands in another section.
Why: it would lead the reader nowhere.
Source: the mechanics of references; ICD 203 standard 6
Bad: assumptions A9, and the last one is A3
Good: assumptions A3

date: Flag a date that is not written year-month-day.
Why: other orders can be read in two ways.
Source: ISO 8601
Bad: 6 May 2024
Good: 2024-05-06

date-time: Flag a moment without a time or a zone.
Why: 'midnight Thursday' is two moments, and leaks come from the gap between them.
Source: ISO 8601; the practice of press offices
Bad: until 2024-07-04
Good: until 2024-07-04T00:01+01:00

duplicate-id: Flag an id that two items share.
Why: a citation of it would lead to one of the two, and nobody could say which.
Source: the model of a brief
Bad: two risks with id R2
Good: R2 and R3

duplicate-key: Flag a key that stands twice in one group.
Why: most programs keep the last and drop the first in silence.
Source: YAML 1.2, section 3.2.1.3
Bad: title twice under meta
Good: title once

edition: Flag the name of an edition that is not id@version.
Why: editions are found by their id and version; words such as 'the last one' lead nowhere once there is another.
Source: the model of a brief
Bad: supersedes version 1.0
Good: supersedes water-security@1.0

empty-file: Flag a file with nothing in it.
Why: there is nothing to read; a title, a date and one section make a brief.
Source: the model of a brief
Bad: an empty brief.yaml
Good: what 'brief new NAME' writes

encoding: Flag a file that is not UTF-8 text.
Why: in any other encoding the program would have to guess your letters.
Source: YAML 1.2, section 5.2
Bad: a file saved as Windows-1252
Good: the same file saved as UTF-8

engine: Flag a remark of the engine that lays out the page: a lost image, a missing glyph, a rule it does not know.
Why: the engine goes on after such a remark, and the page has a hole that nobody sees before it is printed.
Source: the log of WeasyPrint
Bad: a figure whose file is missing
Good: the file stands beside the brief

edition: Flag what does not name an edition.
Why: an edition is an id with a version; a reader of the old one has to find the new one by it.
Source: the naming of outputs
Bad: supersedes the March paper
Good: supersedes water-security@1.0

fuzzy-date: Flag a date of the timeline that is not EDTF.
Why: a timeline has dates as precise as they are known, and EDTF can say 'about' and 'from … to'.
Source: ISO 8601-2 (EDTF)
Bad: spring of 1992
Good: 1992-21, 1992-04, 199X, 2021~ or 1996/2001

impossible-date: Flag a day that the calendar does not have.
Why: one digit is wrong, and only you know which.
Source: ISO 8601
Bad: 2024-02-30
Good: 2024-02-29

image: Flag a picture that is no PNG or JPEG, or has too many pixels.
Why: other forms print differently from machine to machine, and a huge picture exhausts the memory.
Source: the limits of the program
Bad: file map.tiff
Good: file map.png

language: Flag a language without a language file.
Why: the page has words of its own (headings, dates, the legend), and they stand in one file per language.
Source: templates/languages/
Bad: language tlh
Good: language fr

language-file: Flag a language file that cannot be read.
Why: without it the page has no words.
Source: YAML 1.2; the language files that come with the program
Bad: a tab in the indentation of fr.yaml
Good: a copy of en.yaml with its values translated

language-tag: Flag what is not the code of a language.
Why: screen readers choose their voice by it, and hyphenation its patterns.
Source: BCP 47
Bad: language English
Good: language en

likelihood: Flag a term that the declared likelihood scale does not have.
Why: each term stands for a range that the legend prints; a word that is not on the scale has no range.
Source: ICD 203; PHIA 2025; IPCC
Bad: likelihood very likly
Good: likelihood very_likely

confidence: Flag a level that the declared confidence scale does not have.
Why: the legend explains each level; a word that is not on the scale is not explained.
Source: ICD 203; PHIA analytical confidence rating; IPCC
Bad: confidence middling
Good: confidence moderate

limit: Flag a build that took more time, memory or space than it may.
Why: a page that never ends would hold up everything behind it; the message names the limit.
Source: the limits of the program
Bad: an SVG that draws itself
Good: a figure of ordinary size

marking-authority: Flag a marking that only those with authority may use.
Why: CUI and FOUO are given by officials under their rules.
Source: US 32 CFR part 2002
Bad: marking CUI
Good: marking CUI with authority_confirmed true, if it is true

marking-missing: Flag a handling scheme without its marking.
Why: a page that belongs to a scheme carries its label, or the reader takes it for open.
Source: FIRST, Traffic Light Protocol 2.0
Bad: scheme tlp
Good: scheme tlp, marking TLP:GREEN

marking-without-scheme: Flag a marking that belongs to no scheme.
Why: a label means something only under the rules of its scheme.
Source: FIRST, Traffic Light Protocol 2.0; the UK Government Security Classifications
Bad: marking TLP:GREEN
Good: scheme tlp, marking TLP:GREEN

merge-key: Flag a key '<<' that should merge one group of keys into another.
Why: a merge lets one line change another in silence, and YAML 1.2 has none; what a brief says stands where it is read.
Source: YAML 1.2, which has no merge keys
Bad: '<<: *defaults' under handling
Good: the keys written out, or kept in house.yaml

merge-key: Flag the key '<<'.
Why: in YAML 1.2 it has no special meaning, so what it stands for would not be merged.
Source: YAML 1.2
Bad: <<: *defaults
Good: the values written out, or shared in house.yaml

missing-anchor: Flag a link to a place that the page does not have.
Why: whoever follows it, with a mouse or a screen reader, gets nowhere.
Source: PDF/UA; WCAG 2.4.4
Bad: [see risks](#rsks)
Good: [@R2]

missing-glyph: Flag a character that no font of the theme has.
Why: the print has a box in its place, and a search does not find the word.
Source: PDF/A (all glyphs embedded)
Bad: a sign of a script that the theme has no font for
Good: the same sign with a font for it in templates/fonts/

missing-image: Flag an image that cannot be found or read.
Why: the page would have a hole where the figure stands.
Source: the log of WeasyPrint
Bad: file figurs/map.png
Good: file figures/map.png

missing-key: Flag a key that has to be there.
Why: the rest of the item means nothing without it; every brief needs a title and a date.
Source: the model of a brief
Bad: meta without date
Good: date 2024-05-06

no-brief: Flag a path that holds no brief.
Why: a brief is a file brief.yaml in a folder of its own.
Source: the layout of a workspace
Bad: brief build empty-folder
Good: brief build content/water-security

no-record: Flag the name of a record that the folder seeds/ does not have.
Why: facts cited by number stand in the record of their document.
Source: the layout of a workspace
Bad: record the-insidr
Good: record the-insider-unbanning-the-taliban

no-section: Flag a brief that has a title and a date and says nothing.
Why: a page without a section is a masthead and no brief.
Source: the model of a brief
Bad: meta alone
Good: meta and one of key_judgements, background, risks or open_questions

no-section: Flag a brief that has a head but no section.
Why: there is nothing to print; one judgement, one risk or one question is enough.
Source: the model of a brief
Bad: meta, and nothing else
Good: meta and key_judgements

no-such-file: Flag a path that leads nowhere.
Why: nothing can be read from it.
Source: the command line
Bad: brief build content/wter
Good: brief build content/water

no-such-rule: Flag the id of a rule that does not exist.
Why: there is nothing to explain; 'brief list' names all rules.
Source: the command line
Bad: brief explain EST-99
Good: brief explain EST-04

not-a-brief: Flag a file that does not start with a key.
Why: a brief is groups of keys; text alone has no place in it.
Source: the model of a brief
Bad: a file with one sentence
Good: a file that starts with 'meta:'

not-a-file: Flag a folder or a device where a file is needed.
Why: only regular files are read; a pipe would block the program for ever.
Source: the safety rules of the program
Bad: file: figures/
Good: file: figures/map.png

odd-key: Flag a key that is a list or a group of keys.
Why: keys are words; YAML allows more than a brief can use.
Source: the model of a brief
Bad: ? [a, b]
Good: a

out-of-range: Flag a number outside its range.
Why: the scale behind it has no such level.
Source: the model of a brief
Bad: impact 6
Good: impact 5

output: Flag an output that the program does not make.
Why: nothing can be made under this name; 'brief list' names all outputs.
Source: the list of outputs
Bad: outputs docx2
Good: outputs pdf, html

outside-workspace: Flag a path that leads out of the workspace.
Why: a brief from a stranger must not read your other files.
Source: the safety rules of the program
Bad: file ../../secrets.png
Good: file figures/map.png

record-name: Flag a record whose id is not the name of its file.
Why: a brief names a record by its file; two names for one document lead to two records of it.
Source: the form of records in seeds/
Bad: id water-report in the file seeds/annual-report.yaml
Good: id annual-report in the file seeds/annual-report.yaml

program: Flag a mistake of the program itself.
Why: something went wrong that is not in your brief; it should be reported with the brief that brings it about.
Source: the command line
Bad: a message that names a Python error
Good: a message that names a line of the brief

record-name: Flag a record of a source whose id differs from the name of its file.
Why: briefs name a record by its file; two names for one record lead to two records.
Source: the layout of a workspace
Bad: id the-insider in seeds/insider.yaml
Good: id insider in seeds/insider.yaml

same-id: Flag two briefs that would write the same files.
Why: the second would overwrite the first; id, version, language and date together name an edition.
Source: the naming of outputs
Bad: two briefs with id water, version 1.0, of one day
Good: versions 1.0 and 1.1

slug: Flag a short name that has other signs than small letters, digits and hyphens.
Why: it becomes part of file names and addresses, on every machine.
Source: the naming of outputs
Bad: id Water Security!
Good: id water-security

taken: Flag a name for a new brief or workspace that is taken.
Why: what is there already would be overwritten.
Source: the command line
Bad: brief new water, and content/water exists
Good: brief new water-prices

template: Flag a mistake in a template.
Why: the page cannot be painted; the message names the file and the line.
Source: the templates of the workspace or of the program
Bad: a template that uses a name which the view does not have
Good: a copy of the built-in template with your changes

theme: Flag a theme that does not exist or cannot be read.
Why: the page has no look without it.
Source: templates/themes/
Bad: theme assesment
Good: theme assessment

too-deep: Flag a file that is nested too deeply.
Why: no brief needs it, and such files are made to exhaust a program.
Source: the limits of the program
Bad: a list in a list in a list, 25 times
Good: a brief

too-large: Flag a file that is too large to be read.
Why: it would exhaust the memory; the message names the limit.
Source: the limits of the program
Bad: an image of 80 MB
Good: the same image at the size in which it is printed

too-long: Flag a text that is longer than its place.
Why: a title or a line that is too long breaks the page, and is not read.
Source: the model of a brief
Bad: a title of 140 characters
Good: a title of at most 90

too-long-list: Flag a list with too many entries.
Why: no reader gets through it, and no page holds it.
Source: the limits of the program
Bad: 900 risks
Good: 7 risks

too-many-aliases: Flag aliases that unfold to too many values.
Why: a few lines can unfold to billions of values; such files are made to exhaust a program.
Source: the limits of the program
Bad: ten aliases of ten aliases of ten aliases
Good: the text written out

too-many-values: Flag a file with too many values.
Why: no brief needs them, and they would exhaust the program.
Source: the limits of the program
Bad: 100,000 entries
Good: data in a figure

two-documents: Flag a second YAML document in one file.
Why: one file holds one brief, and nobody could say which of the two is meant.
Source: the model of a brief
Bad: --- in the middle of a file
Good: two folders with one brief each

unknown-alias: Flag an alias that repeats nothing.
Why: a text that starts with * is an alias in YAML; in quotes it is a text.
Source: YAML 1.2, section 7.1
Bad: text: *note
Good: text: "*note"

unknown-key: Flag a key that a brief does not have at this place.
Why: it is nearly always a slip, and what stands under it would not be printed.
Source: the model of a brief
Bad: likelyhood
Good: likelihood

unreadable: Flag a file that cannot be opened.
Why: the machine says that you may not read it, or the disk failed.
Source: the operating system
Bad: a file of another user
Good: a file with the right to read it

unwritable: Flag a file that cannot be written.
Why: it is open in another program, the disk is full, or you may not write there.
Source: the operating system
Bad: a PDF that is open in a reader on Windows
Good: the same PDF, closed

url: Flag what is not a whole web address.
Why: readers of the print type it, and a part of it leads nowhere.
Source: RFC 3986
Bad: www.example.org/report
Good: https://www.example.org/report

version: Flag a version that is not numbers with points.
Why: editions are put in order by it.
Source: the model of a brief
Bad: version final2
Good: version 1.1

vocabulary: Flag a value that a closed list does not have.
Why: each value has its meaning and its words in every language; a new word has neither.
Source: the vocabularies of a brief
Bad: status almost done
Good: status in_review

wrong-type: Flag a list, a group of keys or a text where something else is needed.
Why: the value cannot be read at this place.
Source: the model of a brief
Bad: risks: {a: b}
Good: risks: [a]

yaml-syntax: Flag a line that YAML cannot read.
Why: everything after it is uncertain, so the reading stops there.
Source: YAML 1.2
Bad: title: Water: a right
Good: title: "Water: a right"

yaml-tag: Flag a YAML tag.
Why: tags make programs build things from a file; a brief holds plain values only.
Source: the safety rules of the program; YAML 1.2, section 6.8.1
Bad: title: !!python/name:os.system
Good: title: Water
"""


def _read() -> Mapping[str, Rule]:
    rules: dict[str, Rule] = {}
    for entry in _EXPLANATIONS.strip().split("\n\n"):
        identity, _, rest = entry.partition(": ")
        title, _, parts = rest.partition("\n")
        level: Severity = "error"
        rules[identity] = read_rule(identity, 0, level, f"{title}\n\n{parts}")
    return rules


MISTAKES = _read()
