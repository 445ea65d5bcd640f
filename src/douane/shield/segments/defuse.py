"""Take the power from text that imitates a model's own marks.

Chat templates turn roles into words and control tokens (``<|im_start|>``, ``[INST]``,
``<start_of_turn>``); a tokeniser that reads them in a record's text takes it for a new turn.  So a
blank is put inside each of them: a person reads the same, a tokeniser does not.  In data, lines
that begin like a turn (``System:``), headings of instruction templates, calls of tools, template
expressions and our own delimiters are broken in the same way.

Sources: the chat templates of Llama 2 to 4, Mistral, Gemma, Qwen (ChatML), Phi, DeepSeek and
Command R.
"""

import re
from typing import Final

# DeepSeek writes its marks with a full-width bar.
_CONTROL: Final = re.compile(
    r"<(?=[|\uff5c][^<>\s]{1,40}[|\uff5c]>)"
    r"|<(?=/?(?:s|bos|eos|pad|unk|mask|start_of_turn|end_of_turn|start_of_image|SYSTEM|sys|tool_call|"
    r"tool_response|tool_calls|tools|think|function_calls|function|invoke|parameter|antml:[a-z_]+)"
    r"(?:\s[^<>]{0,80})?>)"
    r"|<(?=<\s?/?SYS\s?>)|\[(?=/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|IMG|"
    r"PREFIX|MIDDLE|SUFFIX)\])",
    re.IGNORECASE,
)
_ROLES: Final = (
    "system|assistant|user|human|ai|developer|tool|function|model|bot|instruction|instructions|"
    "response|system prompt|anweisung|anweisungen|nutzer|benutzer|assistent|utilisateur|usuario|"
    "utente|asystent|u[zż]ytkownik|gebruiker|asistente|assistente|syst[eè]me|sistema|systeem"
)
_TURN: Final = re.compile(
    rf"(?P<head>^[ \t>*_#\-]{{0,12}}(?:\*\*)?(?:{_ROLES}))(?P<tail>[*_]{{0,2}}[ \t]?:)",
    re.IGNORECASE | re.MULTILINE,
)
_HEADING: Final = re.compile(
    rf"^(?P<marks>[ \t]{{0,3}}#{{1,6}})(?=[ \t]*(?:{_ROLES})\b)", re.IGNORECASE | re.MULTILINE
)
_TEMPLATE: Final = re.compile(r"\{(?=[{%#])|\$(?=\{)")
_DELIMITER: Final = re.compile(r"\[(?=(?:begin|end)\s+DATA_)", re.IGNORECASE)


def defuse_controls(text: str) -> str:
    """Break control tokens; right for any text that a model gets from somebody else."""
    if "<" not in text and "[" not in text:
        return text
    return _CONTROL.sub(lambda match: match[0] + " ", text)


def defuse(text: str) -> str:
    """Break everything in data that imitates something else."""
    text = defuse_controls(text)
    text = _DELIMITER.sub("[ ", text)
    text = _TEMPLATE.sub(lambda match: match[0] + " ", text)
    text = _HEADING.sub(r"\g<marks> -", text)
    return _TURN.sub(r"\g<head> \g<tail>", text)
