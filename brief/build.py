from .pipeline import *  # temporary
from .pipeline import build, Options
