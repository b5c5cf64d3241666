"""The review copy: a brief with what the checks found beside it in the margin; `brief review` is its command."""

from .copies import Asked, Reviewed, review

__all__ = ["Asked", "Reviewed", "review"]
