"""YAML text to a tree of nodes with places: bounded, without tags, without repeated keys, never recursive.

The tree is built from the parser's events, because the composer of the C library overflows its stack on deep nesting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..problems import BriefError, Place, Problem
from ..workspace import Text
from .syntax import diagnose

MAX_DEPTH = 24
MAX_NODES = 60_000
MAX_ALIASES = 200
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(str):
    """The text of a YAML scalar, as the author wrote it; `plain` tells that it stood without quotes."""

    plain: bool = False

    @classmethod
    def of(cls, text: str, plain: bool) -> Scalar:
        scalar = cls(text)
        scalar.plain = plain
        return scalar


@dataclass(slots=True)
class Node:
    """One value of the file: a `Scalar`, a dict of nodes by key, or a list of nodes."""

    place: Place
    value: Scalar | dict[str, Node] | list[Node]
    keys: dict[str, Place] = field(default_factory=dict)
    size: int = 1
    end_line: int = 0

    def data(self) -> Any:
        """Return the tree as plain Python data; an empty or null plain scalar becomes None."""
        if isinstance(self.value, dict):
            return {key: node.data() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.data() for node in self.value]
        return None if self.value.plain and self.value in NULLS else self.value

    def find(self, path: tuple[str | int, ...]) -> Node:
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

    def key_place(self, path: tuple[str | int, ...]) -> Place:
        """Return the place of the key that a path ends with, or of the value where there is no such key."""
        parent = self.find(path[:-1])
        return parent.keys.get(str(path[-1]), parent.place) if path else self.place


NULLS = ("", "~", "null", "Null", "NULL")


@dataclass
class _Builder:
    """Grow the tree event by event, with a stack of its own."""

    text: Text
    problems: list[Problem] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    stack: list[tuple[Node, str | None]] = field(default_factory=list)
    root: Node | None = None
    pending: Scalar | None = None
    count: int = 0
    aliases: int = 0

    def place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        line = self.text.line(start.line + 1)
        length = end.column - start.column if end.line == start.line else len(line) - start.column
        return Place(self.text.name, start.line + 1, start.column + 1, max(1, length), line)

    def fail(self, rule: str, message: str, event: yaml.Event, hint: str | None = None) -> None:
        raise BriefError([*self.problems, Problem(rule, message, self.place(event), hint)])

    def feed(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent):
            self.count += 1
            if self.count > MAX_NODES:
                self.fail("too-many-values", f"the file holds more than {MAX_NODES:,} values", event)
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self.open(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.close(event)
        elif isinstance(event, yaml.AliasEvent):
            self.alias(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self.fail("two-documents", "a second YAML document starts here", event, "keep one brief in one file")

    def scalar(self, event: yaml.ScalarEvent) -> None:
        self.refuse_tag(event)
        scalar = Scalar.of(event.value, plain=event.style is None or event.style == "")
        container = self.stack[-1] if self.stack else None
        if container is not None and isinstance(container[0].value, dict) and container[1] is None:
            self.key(scalar, event)
            return
        self.add(Node(self.place(event), scalar, end_line=event.end_mark.line + 1), event.anchor)

    def key(self, name: Scalar, event: yaml.ScalarEvent) -> None:
        node, _ = self.stack[-1]
        assert isinstance(node.value, dict)
        if name in node.keys:
            first = node.keys[name]
            hint = f"'{name}' stands already on line {first.line}; keep one of the two"
            self.problems.append(Problem("duplicate-key", f"'{name}' is given twice", self.place(event), hint))
        else:
            node.keys[str(name)] = self.place(event)
        self.stack[-1] = (node, str(name))

    def open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        self.refuse_tag(event)
        if self.stack and isinstance(self.stack[-1][0].value, dict) and self.stack[-1][1] is None:
            self.fail("odd-key", "a key has to be a word, not a list or a group", event)
        if len(self.stack) >= MAX_DEPTH:
            self.fail("too-deep", f"the file is nested more than {MAX_DEPTH} levels deep", event)
        empty: dict[str, Node] | list[Node] = {} if isinstance(event, yaml.MappingStartEvent) else []
        node = Node(self.place(event), empty)
        if event.anchor:
            # An anchor counts only once its value is whole: a value cannot contain itself.
            self.anchors.pop(event.anchor, None)
        self.stack.append((node, None))
        self.open_anchors.append(event.anchor)

    open_anchors: list[str | None] = field(default_factory=list)

    def close(self, event: yaml.Event) -> None:
        node, _ = self.stack.pop()
        node.end_line = event.end_mark.line + 1
        children = node.value.values() if isinstance(node.value, dict) else node.value
        node.size = 1 + sum(child.size for child in children if isinstance(child, Node))
        self.add(node, self.open_anchors.pop())

    def add(self, node: Node, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = node
        if not self.stack:
            self.root = node
            return
        parent, key = self.stack[-1]
        if isinstance(parent.value, dict):
            assert key is not None
            parent.value.setdefault(key, node)
            self.stack[-1] = (parent, None)
        elif isinstance(parent.value, list):
            parent.value.append(node)

    def alias(self, event: yaml.AliasEvent) -> None:
        target = self.anchors.get(event.anchor)
        if target is None:
            self.fail(
                "unknown-alias",
                f"'*{event.anchor}' repeats nothing: there is no '&{event.anchor}' above",
                event,
                "put quotes around a text that starts with *",
            )
            return
        self.aliases += 1
        self.count += target.size
        if self.aliases > MAX_ALIASES or self.count > MAX_NODES:
            self.fail("too-many-aliases", f"the aliases of the file unfold to more than {MAX_NODES:,} values", event)
        self.add(target, None)

    def refuse_tag(self, event: yaml.NodeEvent) -> None:
        if event.tag is not None and event.tag != "!":
            self.fail(
                "yaml-tag",
                f"'{event.tag}' is a YAML tag; a brief holds plain values only",
                event,
                "put quotes around a text that starts with !",
            )


def _events(text: Text) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text.content, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise BriefError([diagnose(text, error)]) from None
    except yaml.YAMLError:
        raise BriefError([control_character(text)]) from None


def control_character(text: Text) -> Problem:
    """Point at the first character that YAML does not allow."""
    for number, line in enumerate(text.content.split("\n"), 1):
        for column, letter in enumerate(line, 1):
            if not (letter.isprintable() or letter == "\t"):
                message = f"the character U+{ord(letter):04X} cannot stand in a brief"
                return Problem("bad-character", message, Place(text.name, number, column), "delete it and type it anew")
    return Problem("yaml-syntax", "the file cannot be read as YAML", Place(text.name))


def load(text: Text) -> tuple[Node, list[Problem]]:
    """Read a YAML text into its tree of nodes, and list its duplicate keys.

    Raises `BriefError` with the first mistake after which the rest makes no sense: bad syntax, a tag, more than 24
    levels, 60,000 values or 200 aliases, an empty file, a file that is not a group of keys.
    """
    builder = _Builder(text)
    for event in _events(text):
        builder.feed(event)
    root = builder.root
    if root is None or (isinstance(root.value, Scalar) and root.data() is None):
        hint = "a brief needs a title, a date and one section; 'brief new NAME' writes one to start from"
        raise BriefError([Problem("empty-file", "the file is empty", Place(text.name), hint)])
    if not isinstance(root.value, dict):
        hint = "start with 'meta:' on a line of its own"
        raise BriefError([Problem("not-a-brief", "the file does not start with a key", root.place, hint)])
    return root, builder.problems
