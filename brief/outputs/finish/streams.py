"""Streams whose end can be told.

pydyf 0.13 puts a line feed between the data of a stream and `endstream`. Where the data happen to end with a carriage
return, the two read as one line end, and the data as one byte shorter than `Length` says (ISO 19005-3, 6.1.7.1): one
stream in 256. A space after the compressed data, which no reader unpacks, keeps them apart. Each stream is asked for
twice, for the file and for its identifier; what was compressed once is kept.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pydyf

_END = b"\nendstream"


@contextlib.contextmanager
def plain_ends() -> Iterator[None]:
    """Write streams in this way; nothing may change them any more once they have been asked for."""
    original: Any = pydyf.Stream.data
    written: dict[int, tuple[Any, bytes]] = {}

    def data(stream: Any) -> bytes:
        if id(stream) not in written:
            written[id(stream)] = (stream, with_plain_end(original.fget(stream)))
        return written[id(stream)][1]

    pydyf.Stream.data = property(data)
    try:
        yield
    finally:
        pydyf.Stream.data = original


def with_plain_end(written: bytes) -> bytes:
    """Return a stream as it is written, with a space after data that end with a carriage return."""
    if not written.endswith(b"\r" + _END) or b"/FlateDecode" not in written[:1000]:
        return written
    head, middle, rest = written.partition(b"\nstream\n")
    content = rest.removesuffix(_END)
    length = b"/Length %d>>"
    head = head.removesuffix(length % len(content)) + length % (len(content) + 1)
    return head + middle + content + b" " + _END
