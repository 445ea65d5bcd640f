"""Outlook's MSG, by python-oxmsg: headers, bodies, attachments."""

from collections.abc import Callable

from oxmsg import Message

from douane.connect.documents.collector import Collector, UnreadableError
from douane.connect.documents.web_page import text_of

Child = Callable[[bytes, Collector, str], None]


def read(data: bytes, collector: Collector, child: Child) -> None:
    """Read a message; ``child`` reads its attachments.

    Raises:
        UnreadableError: It is no message.
    """
    try:
        message = Message.load(data)
    except (ValueError, OSError, KeyError):
        raise UnreadableError("the document is no message of Outlook") from None
    to = [f"{each.name} <{each.email_address}>" for each in message.recipients]
    said = [f"From: {message.sender or ''}", *(f"To: {each}" for each in to)]
    said += [f"Date: {message.sent_date or ''}", f"Subject: {message.subject}"]
    collector.objects(len(to) + 1)
    collector.add("message headers", "\n".join(said))
    if message.body:
        collector.add("message body", message.body)
    if message.html_body:
        collector.add("message body", text_of(message.html_body, collector, "message body"))
    if not message.body and not message.html_body:
        collector.skip("rich text body", "message")
    for number, attachment in enumerate(message.attachments, 1):
        collector.objects(1)
        collector.add(f"attachment {number} name", attachment.file_name or "")
        content = attachment.file_bytes
        if content:
            child(content, collector, f"attachment {number}")
        else:
            collector.skip("attachment", f"attachment {number}")
