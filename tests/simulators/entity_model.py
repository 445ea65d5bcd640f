"""A model of an operator's own that needs no library: a package named ``spacy``, and a model.

The model takes one word for a person.  Another word lets it mark that it has begun and then say
nothing, so that a test can end it in the middle of a request.
"""

from pathlib import Path
from typing import Final

from douane.connect.ner import digest

PERSON: Final = "Modellzeisig"
STUCK: Final = "modelstuck"

_ENGINE: Final = f"""
import pathlib, re, sys, time

class Entity:
    label_ = "PERSON"

    def __init__(self, match):
        self.start_char, self.end_char = match.span()

class Document:
    def __init__(self, text):
        self.ents = [Entity(match) for match in re.finditer({PERSON!r}, text)]

class Pipeline:
    def pipe(self, texts):
        for text in texts:
            print(text, file=sys.stderr)  # a library that talks
            if {STUCK!r} in text:
                pathlib.Path(__file__).with_name("begun").touch()
                time.sleep(60)
            yield Document(text)

def load(path):
    return Pipeline()
"""


class EntityModel:
    """Package and model in one directory.

    Attributes:
        packages: What goes into the module search path of the server.
        table: The ``[[detector]]`` of the configuration.
    """

    def __init__(self, directory: Path, timeout_s: float = 30.0) -> None:
        """Write both."""
        self.packages = directory / "packages"
        (self.packages / "spacy").mkdir(parents=True)
        (self.packages / "spacy" / "__init__.py").write_text(_ENGINE)
        model = directory / "model"
        model.mkdir()
        (model / "config.cfg").write_text("[nlp]\n")
        self.table = (
            '\n[[detector]]\nname = "names"\nengine = "spacy"\n'
            f'path = "{model}"\nsha256 = "{digest.of_directory(model)}"\ntimeout_s = {timeout_s}\n'
        )

    @property
    def has_begun(self) -> bool:
        """Whether it has got stuck in a text."""
        return (self.packages / "spacy" / "begun").exists()
