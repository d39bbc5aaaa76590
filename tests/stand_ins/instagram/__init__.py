from tests.stand_ins.instagram.media import Container, Medium
from tests.stand_ins.instagram.replies import error
from tests.stand_ins.instagram.server import ACCOUNT, TOKEN, Instagram
from tests.stand_ins.instagram.switches import Switches

__all__ = ["ACCOUNT", "TOKEN", "Container", "Instagram", "Medium", "Switches", "error"]
