import logging
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from cms.transports.posting import (
    Account,
    Format,
    Handle,
    Outcome,
    Payload,
    Progress,
    ReasonClass,
    Receipt,
    Refusal,
    Unknown,
)
from cms.transports.telegram import BotAPI, TelegramTransport
from cms.transports.tokens import TokenMalformed
from tests.cms.transports.samples import (
    BRIEF,
    FINGERPRINT,
    KEY,
    TIMEOUTS,
    album_payload,
    jpeg,
    picture,
    picture_payload,
    text_payload,
)
from tests.stand_ins.clock import NOW
from tests.stand_ins.faults import UNCLEAR, Fault, Reply, Way, after, before, late
from tests.stand_ins.telegram import CHAT, OPERATIONS, TOKEN, Telegram


@pytest.fixture
def telegram() -> Iterator[Telegram]:
    with Telegram() as stand_in:
        yield stand_in


def bot(telegram: Telegram, *, token: str = TOKEN, operations: str = "", discussion: str = "") -> TelegramTransport:
    api = BotAPI(url=telegram.url, token=token, timeouts=TIMEOUTS)
    return TelegramTransport(api=api, chat_id=CHAT, operations_chat_id=operations, discussion_chat_id=discussion)


def publish(transport: TelegramTransport, payload: Payload, handle: Handle | None = None) -> Outcome:
    return transport.publish(payload, key=KEY, handle=handle or {}, now=NOW)


def published(transport: TelegramTransport, payload: Payload) -> Receipt:
    outcome = publish(transport, payload)
    assert isinstance(outcome, Receipt)
    return outcome


def prepared(transport: TelegramTransport, payload: Payload) -> Handle:
    handle: Handle = {}
    for _ in range(20):
        step = transport.prepare(payload, key=KEY, handle=handle, now=NOW)
        assert isinstance(step, Progress)
        handle = step.handle
        if step.is_ready:
            return handle
    pytest.fail("It was never ready.")


def refusal(status: int, description: str, **parameters: int) -> Reply:
    data = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return Reply(status=status, data=data)


def test_a_text_is_one_message_under_a_large_picture_of_its_page(telegram: Telegram) -> None:
    payload = text_payload(html=f"<b>Für alle.</b> {FINGERPRINT}")

    receipt = published(bot(telegram), payload)

    message = telegram.chat.messages[int(receipt.remote_id)]
    assert (message.text, message.entities) == (f"Für alle. {FINGERPRINT}", 1)
    assert message.preview == {"url": payload.link, "prefer_large_media": True, "show_above_text": True}
    assert receipt.permalink == f"https://t.me/verein/{message.id}"


def test_a_text_without_a_page_shows_no_preview(telegram: Telegram) -> None:
    published(bot(telegram), text_payload(link=""))

    assert telegram.live(FINGERPRINT)[0].preview == {"is_disabled": True}


def test_a_page_without_a_picture_is_sent_all_the_same(telegram: Telegram) -> None:
    telegram.pages_without_picture.add(text_payload().link)

    published(bot(telegram), text_payload())

    assert [message.shows_picture for message in telegram.live(FINGERPRINT)] == [False]


def test_ids_of_messages_may_have_gaps(telegram: Telegram) -> None:
    telegram.chat.gap = 7

    ids = [published(bot(telegram), text_payload()).remote_id for _ in range(2)]

    assert ids == ["108", "116"]


def test_pictures_go_through_the_chat_for_operations_one_step_each(telegram: Telegram) -> None:
    transport, payload = bot(telegram, operations=OPERATIONS), album_payload(3)

    handle = prepared(transport, payload)
    receipt = publish(transport, payload, handle)

    assert telegram.journal.methods == ["sendPhoto", "sendPhoto", "sendPhoto", "sendMediaGroup"]
    assert [entry.parameters["chat_id"] for entry in telegram.journal.entries("sendPhoto")] == [OPERATIONS] * 3
    assert isinstance(receipt, Receipt)
    shown = [telegram.files[telegram.chat.messages[number].photo] for number in receipt.handle["message_ids"]]
    assert shown == [jpeg(number) for number in range(3)]


def test_an_upload_that_was_recorded_is_not_repeated(telegram: Telegram) -> None:
    transport, payload = bot(telegram, operations=OPERATIONS), album_payload(2)
    telegram.script.on("sendPhoto", Fault(has_effect=True, way=Way.CLOSED), call=2)

    first = transport.prepare(payload, key=KEY, handle={}, now=NOW)
    assert isinstance(first, Progress)
    lost = transport.prepare(payload, key=KEY, handle=first.handle, now=NOW)
    again = transport.prepare(payload, key=KEY, handle=first.handle, now=NOW)

    assert isinstance(lost, Refusal)
    assert (lost.reason_class, lost.handle) == (ReasonClass.RETRY, None)
    assert isinstance(again, Progress)
    assert (again.is_ready, len(telegram.journal.entries("sendPhoto"))) == (True, 3)
    assert telegram.chat.messages == {}


def test_without_a_chat_for_operations_pictures_travel_with_the_call(telegram: Telegram) -> None:
    receipt = published(bot(telegram), picture_payload())

    assert telegram.journal.methods == ["sendPhoto"]
    assert telegram.files[telegram.chat.messages[int(receipt.remote_id)].photo] == jpeg()


def test_an_album_is_an_array_of_messages_with_one_caption(telegram: Telegram) -> None:
    receipt = published(bot(telegram), album_payload(10))

    messages = [telegram.chat.messages[number] for number in receipt.handle["message_ids"]]
    assert len({message.album for message in messages}) == 1
    assert [bool(message.text) for message in messages] == [True] + [False] * 9
    assert receipt.remote_id == str(messages[0].id)


def test_an_album_with_one_bad_picture_is_refused_whole(telegram: Telegram) -> None:
    broken = picture(1, content=b"no picture")
    payload = replace(album_payload(2), pictures=(picture(0), broken))

    outcome = publish(bot(telegram), payload)

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, outcome.code) == (ReasonClass.CONTENT, "telegram.picture_broken")
    assert telegram.chat.messages == {}


@pytest.mark.parametrize("count", [0, 1, 11])
def test_an_album_of_a_wrong_size_is_refused_before_anybody_is_asked(telegram: Telegram, count: int) -> None:
    step = bot(telegram).prepare(album_payload(count), key=KEY, handle={}, now=NOW)

    assert isinstance(step, Refusal)
    assert (step.reason_class, telegram.journal.methods) == (ReasonClass.CONTENT, [])


def test_a_lost_file_is_uploaded_anew(telegram: Telegram) -> None:
    transport, payload = bot(telegram, operations=OPERATIONS), picture_payload()
    handle = prepared(transport, payload)
    telegram.files.clear()

    outcome = publish(transport, payload, handle)

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, outcome.handle) == (ReasonClass.NEW_HANDLE, {})
    assert isinstance(publish(transport, payload, prepared(transport, payload)), Receipt)


@pytest.mark.parametrize("fault", UNCLEAR, ids=lambda fault: fault.name)
@pytest.mark.parametrize("payload", [text_payload(), album_payload(2)], ids=["text", "album"])
def test_an_answer_that_is_lost_or_broken_leaves_it_unknown(telegram: Telegram, fault: Fault, payload: Payload) -> None:
    method = "sendMessage" if payload.format == Format.TEXT else "sendMediaGroup"
    telegram.script.on(method, fault)

    outcome = publish(bot(telegram), payload)

    assert isinstance(outcome, Unknown)
    assert len(telegram.live(FINGERPRINT)) == fault.has_effect
    assert len(telegram.journal.entries(method)) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("fault", [before, after])
def test_errors_of_the_server_leave_it_unknown(telegram: Telegram, status: int, fault: type[Fault]) -> None:
    telegram.script.on("sendMessage", fault(refusal(status, "Internal Server Error")))

    assert isinstance(publish(bot(telegram), text_payload()), Unknown)
    assert len(telegram.journal.entries()) == 1


@pytest.mark.parametrize("has_effect", [True, False])
def test_a_late_answer_leaves_it_unknown(telegram: Telegram, *, has_effect: bool) -> None:
    telegram.script.on("sendMessage", late(0.6, has_effect=has_effect))
    api = BotAPI(url=telegram.url, token=TOKEN, timeouts=BRIEF)

    outcome = publish(TelegramTransport(api=api, chat_id=CHAT), text_payload())

    assert isinstance(outcome, Unknown)
    assert len(telegram.journal.entries()) == has_effect


def test_a_refused_connection_is_safe_to_repeat() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    api = BotAPI(url=f"http://127.0.0.1:{port}", token=TOKEN, timeouts=TIMEOUTS)

    outcome = publish(TelegramTransport(api=api, chat_id=CHAT), text_payload())

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, outcome.code) == (ReasonClass.RETRY, "telegram.not_sent")


@pytest.mark.parametrize(
    ("reply", "seconds"),
    [
        (refusal(429, "Too Many Requests: retry after 1", retry_after=1), 1),
        (refusal(429, "Too Many Requests: retry after 30", retry_after=30), 30),
        (refusal(429, "Too Many Requests: retry after 3600", retry_after=3600), 3600),
        (refusal(429, "Too Many Requests"), 60),
        (Reply(status=429, headers={"Retry-After": "5"}), 5),
    ],
)
def test_429_says_when(telegram: Telegram, reply: Reply, seconds: float) -> None:
    telegram.script.on("sendMessage", before(reply))

    outcome = publish(bot(telegram), text_payload())

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, outcome.retry_after) == (ReasonClass.THROTTLED, seconds)


def test_the_budget_of_a_chat_counts_albums_per_item(telegram: Telegram) -> None:
    telegram.chat.limits_rate = True
    outcomes = [publish(bot(telegram), album_payload(10)) for _ in range(3)]

    assert [type(outcome) for outcome in outcomes] == [Receipt, Receipt, Refusal]
    telegram.clock.advance(seconds=61)
    assert isinstance(publish(bot(telegram), album_payload(10)), Receipt)


@pytest.mark.parametrize(
    ("status", "description", "reason_class", "code"),
    [
        (400, "Bad Request: message text is empty", ReasonClass.CONTENT, "telegram.empty"),
        (400, "Bad Request: message is too long", ReasonClass.CONTENT, "telegram.too_long"),
        (400, "Bad Request: message caption is too long", ReasonClass.CONTENT, "telegram.caption_too_long"),
        (400, "Bad Request: can't parse entities: chat not found", ReasonClass.CONTENT, "telegram.markup"),
        (400, "Bad Request: chat not found", ReasonClass.ACCOUNT, "telegram.chat_not_found"),
        (400, "Bad Request: failed to get HTTP URL content", ReasonClass.RETRY, "telegram.url_not_loaded"),
        (400, "Bad Request: PHOTO_INVALID_DIMENSIONS", ReasonClass.CONTENT, "telegram.picture_dimensions"),
        (400, "Bad Request: wrong file identifier/HTTP URL specified", ReasonClass.NEW_HANDLE, "telegram.file_lost"),
        (400, "Bad Request: something new", ReasonClass.CONTENT, "telegram.bad_request"),
        (401, "Unauthorized", ReasonClass.ACCOUNT, "telegram.token_revoked"),
        (403, "Forbidden: bot was kicked from the channel chat", ReasonClass.ACCOUNT, "telegram.bot_removed"),
        (404, "Not Found", ReasonClass.ACCOUNT, "telegram.token_malformed"),
        (413, "Request Entity Too Large", ReasonClass.CONTENT, "telegram.body_too_large"),
    ],
)
def test_refusals_are_sorted(
    telegram: Telegram, status: int, description: str, reason_class: ReasonClass, code: str
) -> None:
    telegram.script.on("sendMessage", before(refusal(status, description)))

    outcome = publish(bot(telegram), text_payload())

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, outcome.code) == (reason_class, code)
    assert outcome.answer
    assert (outcome.answer.status, outcome.answer.code) == (status, str(status))


def test_a_400_that_is_not_telegrams_own_leaves_it_unknown(telegram: Telegram) -> None:
    telegram.script.on("sendMessage", after(Reply(status=400, data="Bad Request")))

    assert isinstance(publish(bot(telegram), text_payload()), Unknown)


def test_a_chat_that_moved_parks_the_account(telegram: Telegram) -> None:
    telegram.chat.moved_to = -100999

    outcome = publish(bot(telegram), text_payload())

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, outcome.code) == (ReasonClass.ACCOUNT, "telegram.chat_moved")
    assert outcome.answer
    assert "-100999" in outcome.answer.body


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("ä" * 4096, False),
        ("ä" * 4097, True),
        ("👩" * 2048, False),
        ("👩" * 2049, True),
        (" \u200b\u2060 ", True),
        ("", True),
    ],
)
@pytest.mark.parametrize("counts_code_points", [False, True])
def test_texts_are_counted_in_utf16_whatever_telegram_counts(
    telegram: Telegram, text: str, *, is_refused: bool, counts_code_points: bool
) -> None:
    telegram.counts_code_points = counts_code_points
    step = bot(telegram).prepare(text_payload(text), key=KEY, handle={}, now=NOW)

    assert isinstance(step, Refusal if is_refused else Progress)
    if not is_refused:
        assert isinstance(publish(bot(telegram), text_payload(text)), Receipt)


@pytest.mark.parametrize(("length", "is_refused"), [(1024, False), (1025, True)])
def test_captions_are_shorter(telegram: Telegram, length: int, *, is_refused: bool) -> None:
    step = bot(telegram).prepare(picture_payload("ä" * length), key=KEY, handle={}, now=NOW)

    assert isinstance(step, Refusal) == is_refused


def test_entities_beyond_a_hundred_are_plain_text(telegram: Telegram) -> None:
    published(bot(telegram), text_payload("x" * 101, html="<b>x</b>" * 101))

    assert [(message.text, message.entities) for message in telegram.chat.messages.values()] == [("x" * 101, 100)]


def test_spaces_around_a_text_are_trimmed(telegram: Telegram) -> None:
    published(bot(telegram), text_payload(f"  {FINGERPRINT}\n\n"))

    assert [message.text for message in telegram.live(FINGERPRINT)] == [FINGERPRINT]


def test_an_edit_keeps_the_preview(telegram: Telegram) -> None:
    transport = bot(telegram)
    receipt = published(transport, text_payload())
    corrected = text_payload(f"Für alle. Berichtigt. {FINGERPRINT}")

    outcome = transport.edit(corrected, remote_id=receipt.remote_id, handle=receipt.handle)

    assert isinstance(outcome, Receipt)
    message = telegram.live("Berichtigt")[0]
    assert (message.shows_picture, message.preview["url"]) == (True, corrected.link)


def test_an_edit_may_be_repeated(telegram: Telegram) -> None:
    transport = bot(telegram)
    receipt = published(transport, text_payload())
    corrected = text_payload(f"Berichtigt. {FINGERPRINT}")
    telegram.script.on("editMessageText", Fault(has_effect=True, way=Way.CLOSED), call=1)

    outcomes = [transport.edit(corrected, remote_id=receipt.remote_id, handle=receipt.handle) for _ in range(2)]

    assert [type(outcome) for outcome in outcomes] == [Unknown, Receipt]


def test_the_caption_of_an_album_can_be_edited_and_its_pictures_cannot(telegram: Telegram) -> None:
    transport = bot(telegram)
    receipt = published(transport, album_payload(2))

    edited = transport.edit(album_payload(2, text="Neu"), remote_id=receipt.remote_id, handle=receipt.handle)
    refused = transport.edit(album_payload(3, text="Neu"), remote_id=receipt.remote_id, handle=receipt.handle)

    assert isinstance(edited, Receipt)
    assert telegram.chat.messages[int(receipt.remote_id)].text == "Neu"
    assert isinstance(refused, Refusal)
    assert refused.code == "telegram.pictures_changed"


def test_an_edit_of_a_message_that_an_administrator_deleted_is_refused(telegram: Telegram) -> None:
    transport = bot(telegram)
    receipt = published(transport, text_payload())
    telegram.chat.messages.clear()

    outcome = transport.edit(text_payload("Neu"), remote_id=receipt.remote_id, handle=receipt.handle)

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, outcome.code) == (ReasonClass.CONTENT, "telegram.message_not_found")


@pytest.mark.parametrize("payload", [text_payload(), album_payload(3)], ids=["text", "album"])
def test_deleting_takes_all_of_it_and_may_be_repeated(telegram: Telegram, payload: Payload) -> None:
    transport = bot(telegram)
    receipt = published(transport, payload)

    outcomes = [transport.delete(remote_id=receipt.remote_id, handle=receipt.handle) for _ in range(2)]

    assert [type(outcome) for outcome in outcomes] == [Receipt, Receipt]
    assert telegram.chat.messages == {}


def test_after_48_hours_nothing_can_be_deleted(telegram: Telegram) -> None:
    transport = bot(telegram)
    receipt = published(transport, text_payload())
    telegram.clock.advance(hours=49)

    outcome = transport.delete(remote_id=receipt.remote_id, handle=receipt.handle)

    assert isinstance(outcome, Refusal)
    assert outcome.code == "telegram.too_old_to_delete"


def test_a_message_is_pinned(telegram: Telegram) -> None:
    transport = bot(telegram)
    receipt = published(transport, text_payload())

    assert isinstance(transport.pin(remote_id=receipt.remote_id, handle=receipt.handle), Receipt)
    assert telegram.chat.pinned == [int(receipt.remote_id)]


def test_pinning_without_the_right_parks_the_account(telegram: Telegram) -> None:
    transport = bot(telegram)
    receipt = published(transport, text_payload())
    telegram.chat.may_pin = False

    outcome = transport.pin(remote_id=receipt.remote_id, handle=receipt.handle)

    assert isinstance(outcome, Refusal)
    assert (outcome.reason_class, outcome.code) == (ReasonClass.ACCOUNT, "telegram.rights")


def test_the_account_is_the_chat(telegram: Telegram) -> None:
    assert bot(telegram).account() == Account(external_id=CHAT, name="verein_bot")


def test_an_account_without_rights_says_so(telegram: Telegram) -> None:
    telegram.chat.may_post = False

    account = bot(telegram).account()

    assert isinstance(account, Refusal)
    assert account.code == "telegram.rights"


def test_the_token_is_nowhere_to_be_read(telegram: Telegram, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    transport = bot(telegram)
    echoing = refusal(400, f"Bad Request: /bot{TOKEN}/sendMessage")
    telegram.script.on("sendMessage", before(echoing), call=1)
    telegram.script.on("sendMessage", Fault(has_effect=True, way=Way.RESET), call=2)

    outcomes = [publish(transport, text_payload()) for _ in range(3)]

    seen = repr((transport, outcomes)) + caplog.text
    assert TOKEN not in seen
    assert TOKEN.partition(":")[2] not in seen


@pytest.mark.parametrize("token", ["", "1:a/../x", "1:a\r\nX: y", "1:ü"])
def test_a_token_that_would_change_the_address_is_refused(token: str) -> None:
    with pytest.raises(TokenMalformed):
        BotAPI(url="http://127.0.0.1", token=token)
