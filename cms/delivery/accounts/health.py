from cms.delivery.accounts.models import ChannelAccount, Health
from cms.transports.posting import Answer
from cms.transports.telegram.refusals import new_chat_id

# Parts of codes that say the account itself is held back, and not our access to it.
RESTRICTING = ("restricted", "blocked", "policy", "Takedown")


def park(account_id: int, *, code: str, problem: str, answer: Answer | None = None) -> None:
    """Keep back everything of an account that its platform refuses, until somebody has seen to it."""
    is_restricted = any(part in code for part in RESTRICTING)
    ChannelAccount.objects.filter(pk=account_id).update(
        health=Health.RESTRICTED if is_restricted else Health.REAUTH,
        problem_code=code[:60],
        problem=problem,
        moved_to=new_chat_id(answer),
    )


def recover(account_id: int) -> bool:
    """Let an account send again, as a person says that it works, and say whether that was a change."""
    parked = ChannelAccount.objects.filter(pk=account_id).unhealthy()
    return bool(parked.update(health=Health.OK, problem_code="", problem="", moved_to="", blocked_until=None))
