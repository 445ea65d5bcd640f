"""E-mail as it is sent (RFC 5322), by the standard library: headers, bodies, attachments."""

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import Final, cast

from douane.connect.documents.collector import Collector
from douane.connect.documents.plain import decoded
from douane.connect.documents.web_page import text_of

Child = Callable[[bytes, Collector, str], None]
HEADERS: Final = ("From", "To", "Cc", "Bcc", "Reply-To", "Date", "Subject")


def read(data: bytes, collector: Collector, child: Child) -> None:
    """Read a message; ``child`` reads its attachments."""
    message = message_from_bytes(data, policy=policy.default)
    _message(message, collector, child, "message")


def _message(message: EmailMessage, collector: Collector, child: Child, where: str) -> None:
    said = [f"{name}: {value}" for name in HEADERS for value in message.get_all(name, [])]
    collector.add(f"{where} headers", "\n".join(said))
    number = 0
    pending: list[Message] = [message]
    while pending:
        part = pending.pop(0)
        collector.objects(1)
        if part is not message and part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            number += 1
            _nested(inner, collector, child, f"message {number}")
        elif part.is_multipart():
            pending[:0] = cast("list[Message]", part.get_payload())
        elif part.get_content_disposition() != "attachment" and part.get_content_type() in {
            "text/plain", "text/html",
        }:  # fmt: skip
            _body(part, collector, where)
        else:
            number += 1
            _attachment(part, collector, child, f"attachment {number}")


def _nested(inner: object, collector: Collector, child: Child, name: str) -> None:
    messages = inner if isinstance(inner, list) else [inner]
    if not collector.enter(name):
        collector.skip("attachment nested too deep", name)
        return
    for each in messages:
        if isinstance(each, EmailMessage):
            _message(each, collector, child, "message")
        else:
            collector.skip("attachment", name)
    collector.leave()


def _body(part: Message, collector: Collector, where: str) -> None:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    text = decoded(data.replace(b"\x00", b" "), part.get_content_charset() or "")
    if part.get_content_type() == "text/html":
        text = text_of(text, collector, where)
    collector.add(f"{where} body", text)


def _attachment(part: Message, collector: Collector, child: Child, name: str) -> None:
    collector.add(f"{name} name", part.get_filename() or "")
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes) and payload:
        child(payload, collector, name)
