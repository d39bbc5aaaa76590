from cms.epoch.memory import remembered
from cms.epoch.number import EpochMissingError, current

__all__ = ["EpochMissingError", "current", "remembered"]
