from cms.transports.instagram.graph import GraphAPI
from cms.transports.instagram.message import InstagramMessage, Slide
from cms.transports.instagram.professional_account import InstagramTransport

__all__ = ["GraphAPI", "InstagramMessage", "InstagramTransport", "Slide"]
