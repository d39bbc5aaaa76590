from django.apps import AppConfig


class StockConfig(AppConfig):
    """Declares for stock grapple what our API adds to the declarations of the models. grapple reads them after this."""

    name = "tests.benchmarks.api.stock"
    label = "stock"

    def ready(self) -> None:
        from tests.benchmarks.api.stock import declarations  # noqa: PLC0415  Models may be imported only now.

        declarations.declare()
