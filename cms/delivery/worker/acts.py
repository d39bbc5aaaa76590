from datetime import datetime

from cms.delivery.worker.work import Work
from cms.transports.posting import Handle, Outcome, PushTransport, ReasonClass, Refusal

# What makes a post of its own; everything else is about one that stands.
MAKING = {"PUBLISH", "CORRECT"}


def problem_with(work: Work) -> Refusal | None:
    """Return why a delivery cannot be carried out, before anything is begun."""
    if work.operation in MAKING or (work.target is not None and work.target.remote_id):
        return None
    reason = "Nobody knows which post it is about, as the platform did not name it. Do it by hand in the app."
    return Refusal(reason_class=ReasonClass.CONTENT, code="worker.target_unknown", reason=reason)


def act(work: Work, transport: PushTransport, *, handle: Handle, now: datetime) -> Outcome:
    """Make the one call that cannot be taken back."""
    if work.operation in MAKING or work.target is None:
        return transport.publish(work.payload, key=work.id, handle=handle, now=now)
    post, kept = work.target.remote_id, work.target.handle
    match work.operation:
        case "EDIT":
            return transport.edit(work.payload, remote_id=post, handle=kept)
        case "DELETE":
            return transport.delete(remote_id=post, handle=kept, note=work.target.withdrawal_note)
        case _:
            return transport.pin(remote_id=post, handle=kept)
