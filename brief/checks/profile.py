"""Which rules hold for which paper: by its kind and by its scale (reference section 7.4)."""

from __future__ import annotations

from ..model import Brief
from ..problems import Severity
from .rule import Check

ESTIMATES = "EST-"
ADVICE = ("policy_brief", "submission")

# Demands that belong to some kinds of paper only; what is not listed holds for all.
ONLY_FOR: dict[str, tuple[str, ...]] = {
    "ALT-01": ("assessment",),
    "LOG-09": ("assessment", "update", "background_note"),
    "SRC-10": ("assessment",),
    "STR-01": ("assessment", "update", "briefing_note"),
    "LOG-04": ("assessment", "update", "briefing_note"),
    "RSK-08": ("assessment",),
}
NOT_FOR: dict[str, tuple[str, ...]] = {"LOG-07": ("commentary", "background_note"), "LOG-02": ("commentary",)}


def applies(check: Check, brief: Brief) -> bool:
    """Tell whether a rule holds for a brief of this kind."""
    kind = brief.meta.kind
    return kind in ONLY_FOR.get(check.id, (kind,)) and kind not in NOT_FOR.get(check.id, ())


def severity(check: Check, found: Severity | None, brief: Brief) -> Severity:
    """Return how grave a finding is: a comment may estimate freely, and only advice has to be fit for a minute."""
    level = found or check.severity
    if level == "error" and _softened(check, brief):
        return "warning"
    return level


def _softened(check: Check, brief: Brief) -> bool:
    if check.id == "EST-04":
        return brief.scales.likelihood != "icd203" or brief.meta.kind == "commentary"
    if check.id.startswith(ESTIMATES):
        return bool(brief.meta.kind == "commentary")
    return check.id.startswith("REC-") and brief.meta.kind not in ADVICE
