"""Make spellings equal that differ in case only, one character for one.

Positions in the folded text are positions in the text.  ``str.lower`` lengthens one character
(the Turkish capital I with a dot) and writes a sigma by its neighbours; both are evened out.
White space of any kind that is one character counts as a space.
"""


def fold(text: str) -> str:
    """Return a text of the same length in which case does not matter."""
    if not text.isascii():
        text = text.replace("\u0130", "I").replace("\u00a0", " ").replace("\u202f", " ")
    folded = text.lower()
    if not folded.isascii():
        folded = folded.replace("\u03c2", "\u03c3")
    return folded.replace("\n", " ").replace("\t", " ")


def encodable(text: str) -> str:
    """Return the text with ``?`` for each lone surrogate, which the automaton cannot take."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text
