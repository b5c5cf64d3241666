"""Figures drawn from the brief's own parts, from data and from the atlas."""

from __future__ import annotations

from .readiness import making_problems
from .studio import Medium, Studio

__all__ = ["Medium", "Studio", "making_problems"]
