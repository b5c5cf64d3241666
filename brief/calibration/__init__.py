"""How the forecasts of a house came out: gathered from its briefs, told in words, as data and as a paper."""

from .gathering import Forecast, Record, gather
from .paper import write_papers
from .telling import as_json, as_lines

__all__ = ["Forecast", "Record", "as_json", "as_lines", "gather", "write_papers"]
