"""A painted page as words: a tree of its elements, its blocks, and the two ways to write these down."""

from .blocks import Block, blocks_of
from .commonmark import commonmark
from .elements import Element, read_elements, xhtml
from .plain import plain_text

__all__ = ["Block", "Element", "blocks_of", "commonmark", "plain_text", "read_elements", "xhtml"]
