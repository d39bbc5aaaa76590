from cms.epoch.memory import latest, remembered
from cms.epoch.number import EpochMissingError, current

__all__ = ["EpochMissingError", "current", "latest", "remembered"]
