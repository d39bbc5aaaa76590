from cms.editing.translation.states import TranslationState
from cms.editing.workflows.tasks import SecondPersonTask

__all__ = ["SecondPersonTask", "TranslationState"]
