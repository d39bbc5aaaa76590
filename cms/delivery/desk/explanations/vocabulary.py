from cms.delivery.desk.explanations.instagram import INSTAGRAM
from cms.delivery.desk.explanations.ledger import LEDGER
from cms.delivery.desk.explanations.short_posts import SHORT_POSTS
from cms.delivery.desk.explanations.telegram import TELEGRAM
from cms.delivery.desk.explanations.words import Words

# What each reason for machines means in plain words.
WORDS: dict[str, Words] = {**LEDGER, **INSTAGRAM, **TELEGRAM, **SHORT_POSTS}
