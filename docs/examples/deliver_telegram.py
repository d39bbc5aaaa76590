"""Send the Telegram posts that are due, with nothing but Python: deliver_telegram.py ENDPOINT

Environment: CMS_TOKEN (scope posts:deliver:telegram), TELEGRAM_BOT_TOKEN, TELEGRAM_CHAT_ID, TELEGRAM_API_URL.
"""

import json
import os
import sys
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen
from uuid import uuid4

API = os.environ.get("TELEGRAM_API_URL", "https://api.telegram.org")
METHODS = {"PUBLISH": "sendMessage", "EDIT": "editMessageText", "DELETE": "deleteMessage", "PIN": "pinChatMessage"}
CLAIM = """mutation ($input: ClaimDeliveriesInput!) { claimDeliveries(input: $input) { claims { fence delivery {
  id state operation title payload { text markup link } target { remoteId } } } } }"""
BEGIN = """mutation ($input: BeginPublishInput!) { beginPublish(input: $input) {
  __typename ... on PublishRefused { message } } }"""


def post(url, body, headers=()):
    data = json.dumps(body).encode()
    request = Request(url, data, {"Content-Type": "application/json", **dict(headers)})
    with urlopen(request, timeout=60) as response:
        return json.load(response)


def ask(document, **variables):
    headers = {"Authorization": f"Bearer {os.environ['CMS_TOKEN']}"}
    answer = post(sys.argv[1], {"query": document, "variables": variables}, headers)
    if "errors" in answer:
        sys.exit(answer["errors"][0]["message"])
    return answer["data"]


def report(field, held, **values):
    kind = f"{field[0].upper()}{field[1:]}Input"
    document = f"mutation ($input: {kind}!) {{ {field}(input: $input) {{ __typename }} }}"
    ask(document, input={"operationId": str(uuid4()), **held, **values})


def call(delivery):
    """Make the one call that cannot be taken back. It is never made again, whatever comes of it."""
    payload, target = delivery["payload"], delivery["target"] or {}
    body = {"chat_id": os.environ["TELEGRAM_CHAT_ID"], "text": payload["markup"] or payload["text"]}
    body |= {"parse_mode": "HTML"} if payload["markup"] else {}
    body |= {"message_id": int(target["remoteId"])} if target else {}
    address = f"{API}/bot{os.environ['TELEGRAM_BOT_TOKEN']}/{METHODS[delivery['operation']]}"
    try:
        result = post(address, body)["result"]
        return "completePublish", {} if target else {"remoteId": str(result["message_id"])}
    except HTTPError as error:
        if error.code in (400, 401, 403, 404):
            kind = "CONTENT" if error.code == 400 else "ACCOUNT"
            refusal = {"failureClass": kind, "code": f"telegram.{error.code}", "isDefinite": True}
            return "reportFailure", {**refusal, "reason": json.load(error)["description"]}
        return "reportUnknown", {"reason": f"Telegram answered {error.code}."}
    except (URLError, OSError, ValueError, KeyError, TypeError) as error:
        return "reportUnknown", {"reason": f"The answer was lost: {error}"}


for account in ask("{ deliveryAccounts { id channel } }")["deliveryAccounts"]:
    wanted = {"operationId": str(uuid4()), "account": account["id"], "worker": "deliver_telegram.py", "limit": 20}
    for claim in ask(CLAIM, input=wanted)["claimDeliveries"]["claims"]:
        delivery, held = claim["delivery"], {"delivery": claim["delivery"]["id"], "fence": claim["fence"]}
        if delivery["state"] == "UNCONFIRMED":
            # A bot cannot read what it posted. After half an hour a person is asked.
            report("reportUnknown", held, reason="This script cannot look.", waitSeconds=300)
            continue
        if delivery["state"] == "PREPARING":
            report("recordHandle", held, handle="{}", isReady=True)
        begun = ask(BEGIN, input={"operationId": str(uuid4()), **held})["beginPublish"]
        if begun["__typename"] == "PublishGo":
            field, values = call(delivery)
            report(field, held, **values)
            print(f"{delivery['title']}: {field}")
        else:
            print(f"{delivery['title']}: {begun.get('message', 'somebody else has it')}")
