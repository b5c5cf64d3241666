"""YAML text to a tree of nodes with places: bounded, without tags, without repeated keys, never recursive.

The tree is built from the parser's events, because the composer of the C library overflows its stack on deep nesting.
Where YAML cannot read a value, the value is taken out and the rest is read again: one run tells all that is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

import yaml

from ..model.values import quoted, unprintable
from ..problems import BriefError, Place, Problem
from ..workspace import Text
from .mending import LOST, MAX_MENDS, mend
from .syntax import diagnose

MAX_DEPTH = 24
MAX_NODES = 60_000
MAX_ALIASES = 200
NULLS = ("", "~", "null", "Null", "NULL")
_DEPTH = f"the file is nested more than {MAX_DEPTH} levels deep"
_TOO_DEEP = re.compile(rf"(?:[\[{{]\s*){{{MAX_DEPTH + 1}}}")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# YAML 1.1 parsers break lines at these; editors and YAML 1.2 do not.
_NO_BREAKS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
_WIDE_SPACES = "\u00a0\u2002\u2003\u2009\u202f\u3000"

Path = tuple[str | int, ...]


class Scalar(str):
    """The text of a YAML scalar, as the author wrote it; `plain` tells that it stood without quotes."""

    plain: bool = False

    @classmethod
    def of(cls, text: str, plain: bool) -> Scalar:
        scalar = cls(text)
        scalar.plain = plain
        return scalar

    @property
    def is_null(self) -> bool:
        """Tell whether nothing stands there."""
        return self.plain and self in NULLS


@dataclass(slots=True)
class Node:
    """One value of the file: a `Scalar`, a dict of nodes by key, or a list of nodes."""

    place: Place
    value: Scalar | dict[str, Node] | list[Node]
    keys: dict[str, Place] = field(default_factory=dict)
    size: int = 1
    end_line: int = 0

    @property
    def lost(self) -> bool:
        """Tell whether what stood there could not be read."""
        return isinstance(self.value, Scalar) and self.value == LOST

    def data(self) -> Any:
        """Return the tree as plain Python data; an empty or null plain scalar becomes None, a lost value nothing."""
        if isinstance(self.value, dict):
            return {key: node.data() for key, node in self.value.items() if not node.lost}
        if isinstance(self.value, list):
            return [node.data() for node in self.value if not node.lost]
        return None if self.value.is_null else self.value

    def lost_paths(self, path: Path = ()) -> Iterator[Path]:
        """Yield the path of every lost value."""
        if isinstance(self.value, Scalar):
            if self.lost:
                yield path
            return
        inside = self.value.items() if isinstance(self.value, dict) else enumerate(self.value)
        for step, node in inside:
            yield from node.lost_paths((*path, step))

    def find(self, path: Path) -> Node:
        """Walk down a path as far as it leads and return the node there."""
        node = self
        for step in path:
            if isinstance(node.value, dict) and str(step) in node.value:
                node = node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                break
        return node

    def key_place(self, path: Path) -> Place:
        """Return the place of the key that a path ends with, or of the value where there is no such key."""
        if not path or isinstance(path[-1], int):
            return self.find(path).place
        parent = self.find(path[:-1])
        return parent.keys.get(path[-1], parent.place)


class UnreadableError(Exception):
    """Stop at a value that makes no sense; it is taken out, and the rest is read again."""

    def __init__(self, problem: Problem, text: Text) -> None:
        self.line = problem.place.line if problem.place else 1
        self.problem = problem.at(replace(problem.place or Place(text.name, 1, 1), excerpt=text.line(self.line)))


@dataclass(slots=True)
class _Open:
    """A group or list that is still being read: its node, the key that waits for a value, the anchor it will have."""

    node: Node
    anchor: str | None
    key: str | None = None


@dataclass
class _Builder:
    """Grow the tree event by event, with a stack of its own."""

    text: Text
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None
    count: int = 0
    aliases: int = 0

    def place(self, event: yaml.Event) -> Place:
        # Every event of the parser has both marks; only events made by hand may lack them.
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return Place(self.text.name)
        line = self.text.line(start.line + 1)
        length = end.column - start.column if end.line == start.line else len(line) - start.column
        return Place(self.text.name, start.line + 1, start.column + 1, max(1, length), line)

    def skip(self, rule: str, message: str, event: yaml.Event, hint: str) -> NoReturn:
        raise UnreadableError(Problem(rule, message, self.place(event), hint), self.text)

    def stop(self, rule: str, message: str, event: yaml.Event) -> NoReturn:
        raise BriefError([*self.problems, Problem(rule, message, self.place(event))])

    def feed(self, event: yaml.Event) -> None:
        """Take in one event."""
        if isinstance(event, yaml.NodeEvent):
            self.count += 1
            if self.count > MAX_NODES:
                self.stop("too-many-values", f"the file holds more than {MAX_NODES:,} values", event)
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.close(event)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)

    @property
    def awaits_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].node.value, dict) and self.stack[-1].key is None

    def scalar(self, event: yaml.ScalarEvent) -> None:
        self.refuse_tag(event)
        scalar = Scalar.of(event.value, plain=not event.style)
        if self.awaits_key:
            self.key(scalar, event)
        else:
            end = event.end_mark.line + 1 if event.end_mark else 0
            self.add(Node(self.place(event), scalar, end_line=end), event.anchor)

    def key(self, scalar: Scalar, event: yaml.ScalarEvent) -> None:
        place, keys = self.place(event), self.stack[-1].node.keys
        name = str(scalar)
        if name[:1] in _WIDE_SPACES and name:
            message = "a space that only looks like one is used for indentation"
            self.skip(
                "yaml-syntax", message, event, "delete the start of the line and type it anew, with the space bar"
            )
        if unprintable(name) or name in NULLS:
            self.skip("odd-key", "a key has to be a word", event, "write 'key: value'")
        if name == "<<":
            # A merge would let one line change another silently; YAML 1.2 has none.
            self.problems.append(
                Problem("merge-key", "'<<' does not merge groups of keys here", place, "write out what is meant")
            )
        elif name in keys:
            hint = f"'{quoted(name)}' stands already on line {keys[name].line}; keep one of the two"
            self.problems.append(Problem("duplicate-key", f"'{quoted(name)}' is given twice", place, hint))
        else:
            keys[name] = place
        self.stack[-1].key = name

    def open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self.refuse_tag(event)
        if self.awaits_key:
            self.skip("odd-key", "a key has to be a word, not a list or a group", event, "put quotes around the text")
        if len(self.stack) >= MAX_DEPTH:
            self.stop("too-deep", _DEPTH, event)
        # An anchor counts only once its value is whole: a value cannot contain itself.
        self.anchors.pop(event.anchor or "", None)
        node = Node(self.place(event), {} if isinstance(event, yaml.MappingStartEvent) else [])
        self.stack.append(_Open(node, event.anchor))

    def close(self, event: yaml.Event) -> None:
        done = self.stack.pop()
        node = done.node
        node.end_line = event.end_mark.line + 1 if event.end_mark else 0
        children = node.value.values() if isinstance(node.value, dict) else node.value
        node.size = 1 + sum(child.size for child in children if isinstance(child, Node))
        self.add(node, done.anchor)

    def add(self, node: Node, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent.node.value, list):
            parent.node.value.append(node)
        elif isinstance(parent.node.value, dict) and parent.key is not None:
            if parent.key != "<<":
                parent.node.value.setdefault(parent.key, node)
            parent.key = None

    def alias(self, event: yaml.AliasEvent) -> None:
        target = self.anchors.get(event.anchor or "")
        if self.awaits_key:
            self.skip("odd-key", "a key has to be a word, not an alias", event, "put quotes around the text")
        if target is None:
            message = f"'*{event.anchor}' repeats nothing: there is no '&{event.anchor}' above"
            self.skip("unknown-alias", message, event, "put quotes around a text that starts with *")
        self.aliases += 1
        self.count += target.size
        if self.aliases > MAX_ALIASES:
            self.stop("too-many-aliases", f"the file has more than {MAX_ALIASES} aliases", event)
        if self.count > MAX_NODES:
            self.stop("too-many-aliases", f"the aliases of the file unfold to more than {MAX_NODES:,} values", event)
        self.add(target, None)

    def refuse_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None and event.tag != "!":
            place = self.place(event)
            words = quoted(place.excerpt[place.column - 1 :].partition(" ")[0])
            message = f"'{words}' is a YAML tag; a brief holds plain values only"
            self.skip("yaml-tag", message, event, "put quotes around a text that starts with !")


def load(text: Text) -> tuple[Node, list[Problem]]:
    """Read a YAML text into its tree of nodes, and list what in it could not be read and its duplicate keys.

    Raises `BriefError` after which the rest makes no sense: more than 24 levels, 60,000 values or 200 aliases, an empty
    file, a file that is not a group of keys.
    """
    problems, lines = _printable(text)
    told: set[int] = set()
    for _ in range(MAX_MENDS):
        try:
            builder = _grow(text, "\n".join(lines))
        except UnreadableError as unreadable:
            # What still cannot be read after it was mended is the same mistake.
            if unreadable.line not in told:
                problems.append(unreadable.problem)
            told.add(unreadable.line)
            lines = mend(lines, unreadable.line)
        except BriefError as error:
            raise BriefError([*problems, *error.problems]) from None
        else:
            problems += builder.problems
            return _checked(builder.root, text, problems), problems
    raise BriefError(problems)


def _grow(text: Text, content: str) -> _Builder:
    builder = _Builder(text)
    try:
        for event in yaml.parse(content, Loader=_LOADER):
            if isinstance(event, yaml.DocumentStartEvent) and builder.root is not None:
                place = builder.place(event)
                hint = "keep one brief in one file"
                builder.problems.append(Problem("two-documents", "a second YAML document starts here", place, hint))
                break
            builder.feed(event)
    except yaml.MarkedYAMLError as error:
        problem = diagnose(Text(text.name, content), error)
        unreadable = UnreadableError(problem, text)
        if _TOO_DEEP.search(text.line(unreadable.line)):
            # The parser gives up on brackets before it tells of the first.
            raise BriefError([replace(unreadable.problem, rule="too-deep", message=_DEPTH, hint=None)]) from None
        raise unreadable from None
    return builder


def _printable(text: Text) -> tuple[list[Problem], list[str]]:
    """Report the characters that YAML does not allow, and return the lines with spaces in their place."""
    content = text.content
    if content.count("\0") > len(content) // 4:
        hint = "save the file as UTF-8 (in Notepad: Save as, Encoding, UTF-8)"
        raise BriefError([Problem("encoding", "the file is not UTF-8 text", Place(text.name, 1, 1), hint)])
    problems: list[Problem] = []
    if _FORBIDDEN.search(content):
        for number, line in enumerate(text.lines, 1):
            found = _FORBIDDEN.search(line)
            if found and len(problems) < MAX_MENDS:
                message = f"the character U+{ord(found[0]):04X} cannot stand in a brief"
                place = Place(text.name, number, found.start() + 1, 1, _FORBIDDEN.sub("\ufffd", line))
                problems.append(Problem("bad-character", message, place, "delete it and type it anew"))
        content = _FORBIDDEN.sub(" ", content)
    return problems, content.replace(LOST, " ").translate(_NO_BREAKS).split("\n")


def _checked(root: Node | None, text: Text, problems: list[Problem]) -> Node:
    if root is not None and isinstance(root.value, dict):
        return root
    if problems:
        raise BriefError(problems)
    if root is None or (isinstance(root.value, Scalar) and root.value.is_null):
        hint = "a brief needs a title, a date and one section; 'brief new NAME' writes one to start from"
        raise BriefError([Problem("empty-file", "the file is empty", Place(text.name), hint)])
    hint = "start with 'meta:' on a line of its own"
    raise BriefError([Problem("not-a-brief", "the file does not start with a key", root.place, hint)])
