from base64 import b64decode

import pytest
from pytest_django import Settings

from cms.delivery.webhooks.sealing import SecretUnreadableError, key_of, new_secret, seal, unseal


def test_secrets_are_written_as_standard_webhooks_wants() -> None:
    prefix, _, encoded = new_secret().partition("_")

    assert prefix == "whsec"
    assert 24 <= len(b64decode(encoded)) <= 64


def test_what_the_database_holds_does_not_show_the_secret() -> None:
    secret = new_secret()

    sealed = seal(secret)

    assert unseal(sealed) == secret
    assert secret not in sealed
    assert key_of(secret).hex() not in sealed


def test_a_new_key_of_the_installation_reads_what_the_old_one_sealed(settings: Settings) -> None:
    sealed = seal("whsec_c2VjcmV0")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]

    assert unseal(sealed) == "whsec_c2VjcmV0"


def test_a_lost_key_is_named(settings: Settings) -> None:
    sealed = seal("whsec_c2VjcmV0")

    settings.SECRET_KEY = "another"  # noqa: S105  Only for the test.

    with pytest.raises(SecretUnreadableError, match="SECRET_KEY_FALLBACKS"):
        unseal(sealed)
