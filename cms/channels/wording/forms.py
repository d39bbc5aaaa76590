from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class FormWording:
    """What the forms of contact pages say."""

    title: dict[str, str]
    """By the kind of the contact page."""
    send: dict[str, str]
    sent: dict[str, str]
    sent_because: str
    name: str
    name_hint: str
    email: str
    email_hint: str
    group: str
    group_hint: str
    no_group: str
    message: str
    consent: str
    optional: str
    privacy: str
    leave_empty: str
    problems: str
    error: str
    trapped: str
    too_fast: str
    too_old: str


GERMAN_FORM = FormWording(
    title={"CONTACT": "Nachricht schreiben", "SUPPORTER": "Ich möchte unterstützen"},
    send={"CONTACT": "Nachricht absenden", "SUPPORTER": "Absenden"},
    sent={"CONTACT": "Danke für die Nachricht", "SUPPORTER": "Danke für die Anfrage"},
    sent_because="Sie ist per Mail unterwegs. Die Antwort kommt an die angegebene Adresse.",
    name="Name",
    name_hint="Für die Anrede in unserer Antwort.",
    email="E-Mail-Adresse",
    email_hint="Hierhin antworten wir, und nur dafür nutzen wir sie.",
    group="Ortsgruppe",
    group_hint="Die Nachricht geht dann an diese Gruppe.",
    no_group="Keine bestimmte",
    message="Nachricht",
    consent="Einwilligung",
    optional="freiwillig",
    privacy="Die Nachricht geht per Mail an uns und wird auf dieser Website nicht gespeichert.",
    leave_empty="Bitte dieses Feld leer lassen",
    problems="Das Formular ist noch nicht abgeschickt",
    error="Fehler:",
    trapped="Ein Feld war ausgefüllt, das leer bleiben muss. Bitte das Formular noch einmal absenden.",
    too_fast="Das ging schneller, als Menschen schreiben. Bitte das Formular noch einmal absenden.",
    too_old="Das Formular war zu lange offen. Der Text ist noch da: Bitte noch einmal absenden.",
)

ENGLISH_FORM = FormWording(
    title={"CONTACT": "Write to us", "SUPPORTER": "Become a supporter"},
    send={"CONTACT": "Send message", "SUPPORTER": "Send"},
    sent={"CONTACT": "Thank you for your message", "SUPPORTER": "Thank you for your request"},
    sent_because="It is on its way by mail. We will answer to the address you gave.",
    name="Name",
    name_hint="A name we may call you by.",
    email="Email address",
    email_hint="We answer here and use it for nothing else.",
    group="Local group",
    group_hint="What you write then goes to this group.",
    no_group="None in particular",
    message="Message",
    consent="Consent",
    optional="optional",
    privacy="What you write goes to us by mail and is not stored on this website.",
    leave_empty="Please leave this field empty",
    problems="The form has not been sent yet",
    error="Error:",
    trapped="A field was filled in that has to stay empty. Please send the form once more.",
    too_fast="That was faster than people write. Please send the form once more.",
    too_old="The form was open for too long. Your text is still here: please send it once more.",
)
