from django.core.management import call_command


def make_example() -> None:
    """Load the example site. Its pictures make up most of what that takes, so remember it: remembered(make_example)."""
    call_command("load_example_site", verbosity=0)
