from cms.editing.translation.states import TranslationState
from cms.editing.workflows.local_editors import LocalEditors
from cms.editing.workflows.tasks import SecondPersonTask

__all__ = ["LocalEditors", "SecondPersonTask", "TranslationState"]
