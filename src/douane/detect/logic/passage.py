"""The edges of a passage: what stands there and belongs to no sentence."""


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a passage begins and ends without blanks, marks of lists and claimed text."""
    while start < end and (text[start].isspace() or text[start] in "\x00>-*•"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == "\x00"):
        end -= 1
    return start, end
