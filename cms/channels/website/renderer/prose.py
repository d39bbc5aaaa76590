from functools import partial

from cms.channels.links import SCHEMES, reachable
from cms.channels.markup import Prose

# The website's own addresses stay without a host, so that they lead on where the page is read, in a preview too.
PROSE = Prose(address=partial(reachable, base_url="", schemes=SCHEMES | {""}))
