"""How streets are written: words that end one, begin one, and what follows a house number."""

from typing import Final

# Second halves of one word, or a word of their own: Bahnhofstrasse, Am Alten Markt, Hofgasse.
ENDINGS: Final = (
    "str\\.|weg|gasse|gässchen|platz|allee|ring|damm|ufer|steig|graben|hof|markt"
    "|chaussee|brücke|promenade|park|berg|feld|tor|wall|stieg|pfad|twiete|rain|matte|matt|halde"
    "|straat|laan|gracht|kade|plein|dijk|singel|dreef|plantsoen|steeg|pad|baan|lei"
    "|vej|vejen|gade|gaden|gatan|gata|vägen|väg|veien|vei|gate|katu|kuja|tie|tänav|utca|ulica|iela"
    "|straße|strasse|hügel|au|wiese|stig|allé|alléen|bakken|toften|parken"
)
# The number stands before: 12 rue de la Paix, 5 bis avenue Foch.
FRENCH: Final = (
    "rue|avenue|av\\.|ave|bd|bld|boulevard|place|pl\\.|chemin|ch\\.|quai|impasse|all[ée]e|cours"
    "|route"
    "|rte|square|passage|esplanade|faubourg|villa|sentier|ruelle|venelle|promenade"
)
# The number stands behind: Via Roma 12, Calle Mayor, 5, ul. Długa 7/3.
LEADING: Final = (
    "via|viale|v\\.le|piazza|p\\.za|piazzale|corso|c\\.so|largo|vicolo|strada|contrada|salita"
    "|calle|c/|c\\.|cl\\.|avenida|avda\\.?|av\\.|plaza|pza\\.?|paseo|camino|carrera|ronda|travesía"
    "|glorieta|carrer|rua|travessa|praça|praca|avinguda|passeig|estrada"
    "|ul\\.|ulica|al\\.|aleja|aleje|pl\\.|plac|os\\.|osiedle|rondo|skwer"
    "|rue|avenue|boulevard|chemin|quai|route|bd"
)
# English: 221B Baker Street, 14 Old Mill Rd.
ENGLISH: Final = (
    "street|st|road|rd|avenue|ave|av|lane|ln|drive|dr|court|ct|boulevard|blvd|way|terrace|ter|close"
    "|crescent|cres|square|sq|place|pl|parkway|pkwy|highway|hwy|gardens|grove|hill|mews|row|walk"
    "|wharf|circle|cir|trail|trl|loop|plaza|alley|pike|turnpike|quay|rise|green|park|view|parade"
    "|path"
    "|point|ridge|run|crossing|esplanade|strand"
)
BOXES: Final = (
    "p\\.? ?o\\.? ?box|post office box|postfach|boîte postale|b\\.?p\\.?|case postale|cp"
    "|casella postale|c\\.p\\.|apartado(?: de correos)?|apdo\\.?|postbus|skrytka pocztowa"
    "|skr\\. ?poczt\\."
    "|unit \\d{1,5},? box|psc \\d{1,5},? box|cmr \\d{1,5},? box"
)
UNITS: Final = (
    "suite|ste\\.?|apt\\.?|apartment|unit|flat|floor|fl\\.|room|rm\\.?|building|bldg\\.?|wohnung"
    "|whg\\.?"
    "|stock|etage|appt\\.?|appartement|bâtiment|bât\\.?|étage|interno|int\\.|scala|piano|piso"
    "|puerta"
    "|escalera|planta|bus|m\\.|lok\\.|piętro|top|no\\.|nr\\.?|hs\\."
)
